/** A run or finish script: what the kernel, the shell and the programs in it make of the file. */
import { parseScript } from "djblint-grammars/run/parser";
import type { Script } from "djblint-grammars/run/tree";
import { wordsOf } from "djblint-grammars/run/walk";
import type { SourceText, Span } from "djblint-grammars/text";
import type { FilePlace } from "../tree.js";
import { type InittabEntry, readInittab } from "./inittab.js";
import { type Chain, readService, type Service } from "./service.js";
import { mainChain } from "./service-end.js";
import { isInittabPath, isStarter, isStep } from "./starter-scripts.js";

export interface RunScript extends FilePlace {
  readonly text: SourceText;
  readonly tree: Script;
  /** Everything that the script starts. */
  readonly service: Service;
  /** What the service ends up as. */
  readonly chain: Chain | undefined;
  /** The script of a logger: it stands in a folder `log`. */
  readonly isLog: boolean;
  /** Runs when the service has ended. */
  readonly isFinish: boolean;
  /** Does its work and comes to an end, while the supervisor waits: finish, and check and control/t of runit. */
  readonly isTask: boolean;
  /** Starts services beside supervise: a script of boot or of the administrator, a step of s6-rc. */
  readonly isStarter: boolean;
  /** The lines of an inittab, which no shell reads; its tree is empty. */
  readonly inittab: readonly InittabEntry[] | undefined;
  /** The first carriage return at a line end that the kernel or the shell takes for a part of a word. */
  readonly carriageReturn: Span | undefined;
}

/** Reads a script; its path says what it is for. */
export function readScript(file: Pick<RunScript, "path" | "text" | "around">): RunScript {
  const [name, folder] = file.path.split("/").reverse();
  const inittab = isInittabPath(file.path) ? readInittab(file.text) : undefined;
  const bytes = inittab === undefined ? file.text.bytes : new Uint8Array();
  const tree = parseScript(bytes);
  const service = readService(bytes, tree.list);
  return {
    ...file,
    tree,
    service,
    chain: mainChain(service),
    isLog: folder === "log",
    isFinish: name === "finish",
    isTask: TASKS.has(name) || (folder === "control" && name.length === 1),
    isStarter: isStarter(file.path, service) || isStep(file),
    inittab,
    carriageReturn: tree.shebang?.carriageReturn ?? carriageReturnInWord(file, tree),
  };
}

/** runsv(8), sv(8): check says whether the service is ready; control/t and its like run in the place of a signal. */
const TASKS: ReadonlySet<string> = new Set(["finish", "check"]);

const CR = 13;
const LF = 10;

/** In comments and between quotes it does no harm. A script that ends in a fault has words that are not in the tree. */
function carriageReturnInWord({ text }: Pick<RunScript, "text">, tree: Script): Span | undefined {
  const { bytes } = text;
  const endsBare = new Set<number>();
  const endsComment = new Set(tree.comments.map(({ end }) => end));
  for (const { parts, end } of wordsOf(tree.list)) {
    const last = parts.at(-1);
    // Behind a backslash it keeps the line from going on.
    if (last?.kind === "bare" || (last?.kind === "escaped" && last.text === "\r")) endsBare.add(end);
  }
  const [fault] = tree.faults;
  for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at + 1)) {
    if (bytes[at + 1] !== LF || endsComment.has(at + 1)) continue;
    if (endsBare.has(at + 1) || (fault !== undefined && at >= tree.list.end)) return { start: at, end: at + 1 };
  }
  return undefined;
}
