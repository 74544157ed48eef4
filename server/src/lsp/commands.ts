/**
 * The commands of the server: what an editor asks beside the requests about a place in a document. Each takes one
 * object and gives plain data or text. Only `compile` and `compileStale` write, and only what the real compilers would.
 */
import { type Connection, LSPErrorCodes, ResponseError, type ServerCapabilities } from "vscode-languageserver";
import { MemorySink } from "../compile/memory.js";
import { errorsAgainst, type Job, jobsOf, obstacles } from "../compilers/jobs.js";
import * as questions from "../features/questions.js";
import { QuestionError } from "../features/questions.js";
import { type OutlineNode, siteOutline } from "../features/site-outline.js";
import { siteAsSvg } from "../features/site-svg.js";
import type { Host } from "../host.js";
import { qmailHomes } from "../model/control/qmail-home.js";
import { parentOf, type Tree } from "../model/tree.js";
import { explainSites } from "../simulate/explain-site.js";
import type { Source } from "../source.js";
import { addressOfPath, pathOfAddress } from "./addresses.js";

/** What commands ask of the session. */
export interface Office {
  readonly host: Host;
  /** Unix time in seconds. */
  now(): number;
  /** The source that a file belongs to, whether it is open or not. */
  sourceAt(path: string): Promise<Source | undefined>;
  /** All sources of the workspace. */
  sources(): Promise<readonly Source[]>;
  /** A path as the user knows it. */
  shown(path: string): string;
  /** Shows a file to the user. */
  show(path: string): Promise<void>;
  /** Shows the user a text. */
  tell(text: string): Promise<void>;
}

/** What became of a source: `says` is what was written, or why nothing was. */
interface JobReport {
  /** The compiled file, as shown. */
  readonly file: string;
  readonly outcome: "written" | "refused" | "failed";
  readonly says: string;
}

/** The one argument of a command. */
interface Question {
  readonly uri?: string;
  readonly type?: string;
  readonly name?: string;
  readonly ip?: string;
  readonly host?: string;
  readonly info?: string;
  readonly from?: string;
  readonly to?: string;
  readonly code?: string;
  /** Whether the user is shown the result by the server, because the client does nothing with it. */
  readonly tell?: boolean;
}

type Command = (question: Question, office: Office) => unknown;

const COMMANDS: Readonly<Record<string, Command>> = {
  compile: async (question, office) => {
    const source = await sourceOf(question, office);
    const jobs = jobsOf(await office.sources());
    const job = jobs.find((each) => each.source === source) ?? jobsOf([source])[0];
    if (!job) throw new QuestionError("no program compiles this file");
    return [await compile(job, jobs, office)];
  },
  compileStale: async (_, office) => {
    const jobs = jobsOf(await office.sources());
    const compiled: JobReport[] = [];
    for (const job of jobs) {
      if ((await stateOf(job, office)) !== "fresh") compiled.push(await compile(job, jobs, office));
    }
    return compiled;
  },
  status: async (question, office) => {
    const source = await office.sourceAt(pathIn(question));
    if (!source) return null;
    const [job] = jobsOf([source]);
    const dialect = questions.dialectOf(source);
    const compiled = job && { uri: addressOfPath(job.target), state: await stateOf(job, office) };
    return { dialect: dialect?.name, isGuessed: dialect?.isGuessed, compiled };
  },
  answer: async (question, office) => {
    const source = await sourceOf(question, office);
    const { type = "a", ip } = question;
    const asked = { type, name: wordIn(question, "name"), ip };
    return questions.answer(source, asked, { now: office.now(), changed: await changeOf(source, office) });
  },
  access: async (question, office) => {
    const { host, info } = question;
    return questions.access(await sourceOf(question, office), { ip: wordIn(question, "ip"), host, info });
  },
  decisionTable: async (question, office) => questions.decisionTable(await sourceOf(question, office)),
  mail: async (question, office) => {
    const { tree, settings } = (await sourceOf(question, office)).context;
    const path = pathIn(question);
    const home =
      qmailHomes(tree).find(({ control }) => path.startsWith(`${parentOf(control)}/`)) ?? qmailHomes(tree)[0];
    if (!home) throw new QuestionError("there is no control directory of qmail here");
    const envelope = { from: wordIn(question, "from"), to: wordIn(question, "to") };
    return questions.mail(home, envelope, settings, showing(office));
  },
  open: (question, office) => office.show(pathIn(question)),
  dump: async (question, { host }) => questions.dump(await host.read(pathIn(question))),
  diff: async (question, office) => {
    const source = await sourceOf(question, office);
    const [job] = jobsOf([source]);
    if (!job || !["tinydns", "tcprules"].includes(source.language.id)) {
      throw new QuestionError("only tinydns data and access rules are compared");
    }
    return questions.changesOf(source, await office.host.read(job.target), { now: office.now() });
  },
  explain: (question) => questions.explain(wordIn(question, "code")),
  rules: () => questions.rules(),
  siteOutline: async (_, office) => {
    const outlines = (await treesOf(office)).map((tree) => siteOutline(explainSites(tree, (path) => path)));
    return outlines.flat().map((node) => withAddresses(node, office));
  },
  /** SVG. */
  sitePicture: async (_, office) => {
    const hosts = (await treesOf(office)).flatMap((tree) => explainSites(tree, showing(office)).hosts);
    if (hosts.length === 0) throw new QuestionError("there is no host in this folder");
    return siteAsSvg({ hosts });
  },
};

const PREFIX = "djblint.";

export const COMMAND_CAPABILITIES: ServerCapabilities = {
  executeCommandProvider: { commands: Object.keys(COMMANDS).map((name) => PREFIX + name) },
};

/** A question without an answer is an error of the request, whose message the editor shows. */
export function listenToCommands(connection: Connection, office: Office): void {
  connection.onExecuteCommand(async ({ command, arguments: [question] = [] }) => {
    const run = COMMANDS[command.slice(PREFIX.length)];
    try {
      if (!command.startsWith(PREFIX) || !run) throw new QuestionError(`no command is called ${command}`);
      const asked: Question = typeof question === "object" && question !== null ? question : {};
      const result = await run(asked, office);
      if (asked.tell === true) await office.tell(textOf(result));
      return result;
    } catch (error) {
      throw new ResponseError(LSPErrorCodes.RequestFailed, (error as Error).message);
    }
  });
}

/** What a command of a lens comes to, for a message. */
function textOf(result: unknown): string {
  if (typeof result === "string") return result.trimEnd();
  return (result as readonly JobReport[]).map(({ file, outcome, says }) => `${file}: ${outcome}, ${says}`).join("\n");
}

function showing(office: Office): (path: string) => string {
  return (path) => office.shown(path);
}

async function treesOf(office: Office): Promise<Tree[]> {
  return [...new Set((await office.sources()).map(({ context }) => context.tree))];
}

/** A folder below its workspace folder; nothing for that itself, whose name the editor shows. */
function folderIn(path: string, office: Office): string | undefined {
  const shown = office.shown(path);
  return shown === "." ? undefined : shown;
}

/** Places as the client knows them: lines count from 0. */
function withAddresses({ at, description, children, ...node }: OutlineNode, office: Office): object {
  return {
    ...node,
    description: description?.startsWith("/") ? folderIn(description, office) : description,
    place: at && { uri: addressOfPath(at.file), line: at.line - 1 },
    children: children?.map((child) => withAddresses(child, office)),
  };
}

function wordIn(question: Question, name: "name" | "ip" | "from" | "to" | "code"): string {
  const word = question[name];
  if (typeof word !== "string" || word === "") throw new QuestionError(`the command needs ${name}`);
  return word;
}

function pathIn({ uri }: Question): string {
  const path = typeof uri === "string" ? pathOfAddress(uri) : undefined;
  if (path === undefined) throw new QuestionError("the command needs the address of a file (uri)");
  return path;
}

async function sourceOf(question: Question, office: Office): Promise<Source> {
  const path = pathIn(question);
  const source = await office.sourceAt(path);
  if (!source) throw new QuestionError(`${office.shown(path)} is in no language of djblint`);
  return source;
}

/** Nothing is written when there are errors. */
async function compile(job: Job, all: readonly Job[], office: Office): Promise<JobReport> {
  const { source, compiler, target } = job;
  const file = office.shown(target);
  const obstacle = obstacles(all, showing(office))(job);
  if (obstacle) return { file, outcome: "refused", says: obstacle };
  if (errorsAgainst(job).length > 0) return { file, outcome: "refused", says: "not compiled: the source has errors" };
  try {
    const sink = new MemorySink();
    const compiled = compiler.compile(source, sink, await changeOf(source, office));
    if (!compiled) return { file, outcome: "refused", says: "the real compiler does not get to the end of the source" };
    await office.host.write(target, sink.bytes());
    return { file, outcome: "written", says: compiled.counts.join(", ") };
  } catch (error) {
    return { file, outcome: "failed", says: (error as Error).message };
  }
}

async function stateOf({ source, target }: Job, office: Office): Promise<"fresh" | "stale" | "missing"> {
  const compiled = await office.host.stat(target).catch(() => undefined);
  if (!compiled) return "missing";
  return compiled.mtime >= (await changeOf(source, office)) ? "fresh" : "stale";
}

/** When the newest part of a source was changed, in seconds since 1970; now for one that is on no disk. */
async function changeOf({ parts }: Source, office: Office): Promise<number> {
  const times = parts.map(({ path }) =>
    office.host.stat(path).then(
      ({ mtime }) => mtime,
      () => office.now(),
    ),
  );
  return Math.max(...(await Promise.all(times)));
}
