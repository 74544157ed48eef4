/** What is known of a service as text. */
import type {
  ClientFacts,
  DirectoryFacts,
  ProgramFacts,
  ServiceFacts,
  VariableFacts,
  WordFacts,
} from "../simulate/service-facts.js";
import { describeListening, withoutPrograms } from "../simulate/service-summary.js";

/** `shown` makes a path one that the user knows. */
export function serviceAsText(facts: ServiceFacts, shown: (path: string) => string): string {
  const title = `${facts.name}  (${shown(facts.script)})`;
  const lines = [title, ...stateLines(facts), ...(facts.interpreter === undefined ? scriptLines(facts, shown) : [])];
  return `${lines.join("\n")}\n`;
}

function scriptLines(facts: ServiceFacts, shown: (path: string) => string): string[] {
  return [
    ...programLines(facts, shown),
    ...row("user", facts.account ? [`${facts.account.user}; ${facts.account.how}`] : []),
    ...row("group", facts.account ? [facts.account.group] : []),
    ...row(
      "limits",
      facts.limits.map(({ what, value, by }) => `${what}: ${value} (${by})`),
    ),
    ...row("environment", facts.programs.length > 0 ? environmentLines(facts.environment) : []),
    ...row(
      "signals",
      facts.ignores.map(({ signal, by }) => `${signal} is ignored (${by})`),
    ),
    ...row(
      "directories",
      facts.directories.map((directory) => directoryLine(directory, shown)),
    ),
    ...row("listens", facts.listens ? [describeListening(facts.listens)] : []),
    ...row("clients", facts.clients ? clientLines(facts.clients, shown) : []),
    ...row("asks", facts.asks ? [`by ${facts.asks.servers}`, ...facts.asks.says] : []),
    ...row("log", facts.log.says),
    ...row("", [facts.stdout ?? [], facts.stderr].flat()),
    ...row("finish", facts.finish ? [finishLine(facts.finish)] : []),
  ];
}

function stateLines({ isDown, interpreter }: ServiceFacts): string[] {
  return [
    ...(isDown ? row("down", ["a file down is there, so that supervise starts it only when svc -u says so"]) : []),
    ...(interpreter === undefined
      ? []
      : row("script", [`${interpreter}: no shell reads it, so its programs are not known`])),
  ];
}

function programLines(facts: ServiceFacts, shown: (path: string) => string): string[] {
  const { programs, before, goesOnAs, branches, isCertain } = facts;
  if (programs.length === 0) return row("programs", [withoutPrograms(facts)]);
  const width = Math.max(...programs.map(({ name }) => name.length));
  return [
    ...row("first", before.length > 0 ? [`the script runs ${before.join(", ")}`] : []),
    ...row("goes on", goesOnAs === undefined ? [] : [`as ${shown(goesOnAs)}`]),
    ...row(
      "programs",
      programs.flatMap((program, index) => programRows(program, index, width)),
    ),
    ...row(
      "or",
      branches.map((names) => `${names}, in another branch of the script`),
    ),
    ...(isCertain ? [] : row("", ["expansions, or options that are not known, may change what follows them"])),
  ];
}

function programRows({ name, does, words }: ProgramFacts, index: number, width: number): string[] {
  const head = `${index + 1} ${name.padEnd(width)}  ${does}`.trimEnd();
  const known = words.filter((word) => word.does !== "");
  const column = Math.min(Math.max(0, ...known.map(({ written }) => written.length)), WIDEST);
  return [head, ...inRows(words).map((word) => `    ${wordRow(word, column)}`)];
}

/** Neighbours of which nothing is known share a row. */
function inRows(words: readonly WordFacts[]): WordFacts[] {
  const rows: WordFacts[] = [];
  for (const word of words) {
    const before = rows.at(-1);
    if (before?.does === "" && word.does === "")
      rows.push({ written: `${rows.pop()?.written} ${word.written}`, does: "" });
    else rows.push(word);
  }
  return rows;
}

const WIDEST = 28;

function wordRow({ written, does }: WordFacts, column: number): string {
  return does === "" ? written : `${written.padEnd(column)}  ${does}`;
}

function environmentLines(variables: readonly VariableFacts[]): string[] {
  if (variables.length === 0) return ["empty"];
  return variables.map(({ name, value, from }) => `${name}${value === undefined ? "" : `=${value}`}  (${from})`);
}

function directoryLine({ use, path }: DirectoryFacts, shown: (path: string) => string): string {
  return `${use} ${use === "starts in" ? shown(path) : path}`;
}

function clientLines({ rules, source, says }: ClientFacts, shown: (path: string) => string): string[] {
  if (rules === undefined) return [...says];
  const from = source === undefined ? "" : `, made from ${shown(source)}`;
  return [`by ${rules}${from}`, ...says];
}

function finishLine(programs: readonly string[]): string {
  const what = programs.length > 0 ? `runs ${programs.join(", ")}` : "is there";
  return `${what} when the service has ended; runsv and s6-supervise start it, supervise of daemontools does not`;
}

const LABEL = 14;

/** A label in front of the first of some lines. */
function row(label: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `  ${(index === 0 ? label : "").padEnd(LABEL)}${line}`);
}
