/** From bytes to the tree of a run script. */
import type { Span } from "../text.js";
import { trimmed } from "../trimmed.js";
import { type Excerpt, excerptOf } from "./excerpt.js";
import { readFault } from "./faults.js";
import { ScriptParser, spanOf } from "./grammar.js";
import { isForExecline, readShebang, type Shell } from "./interpreter.js";
import { scan } from "./scanner.js";
import type { BashForm, EndlessDocument, Fault, List, Script } from "./tree.js";

/** What a shell reads at one go: a file, or the argument of `sh -c`. */
export interface Commands {
  readonly shell: Shell;
  readonly list: List;
  readonly comments: readonly Span[];
  readonly faults: readonly Fault[];
  readonly bashForms: readonly BashForm[];
  readonly endlessDocuments: readonly EndlessDocument[];
}

let parser: ScriptParser | undefined;

/** Takes a run script apart. Never throws; a script that no shell reads ends behind its first line. */
export function parseScript(bytes: Uint8Array): Script {
  const shebang = readShebang(bytes);
  const shell = shebang === undefined ? shellWithoutShebang(bytes) : shebang.shell;
  const start = shebang === undefined ? 0 : shebang.end;
  const span = { start: 0, end: bytes.length };
  if (shell === undefined) {
    const list: List = { kind: "list", items: [], start, end: start };
    const nothing = { comments: [], faults: [], bashForms: [], endlessDocuments: [] };
    return { kind: "script", shebang, shell, list, ...nothing, ...span };
  }
  return { kind: "script", shebang, ...parseCommands(excerptOf(bytes, start), shell), ...span };
}

/** Nobody writes a longer script and forgets the first line. */
const MOST_WITHOUT_SHEBANG = 65536;

/** Compiled programs are services too; a NUL near the start gives them away. */
function shellWithoutShebang(bytes: Uint8Array): Shell | undefined {
  if (bytes.length > MOST_WITHOUT_SHEBANG || bytes.subarray(0, 512).includes(0)) return undefined;
  return isForExecline(bytes) ? undefined : "sh";
}

/**
 * Takes shell source apart. Where only a form of bash keeps sh from reading it, the tree is that of bash and the fault
 * names the form: one finding instead of many.
 */
export function parseCommands(excerpt: Excerpt, shell: Shell): Commands {
  const commands = parse(excerpt, shell);
  const [fault] = commands.faults;
  const form = fault && commands.bashForms.findLast(({ start }) => start <= fault.start);
  if (form === undefined || shell === "bash") return commands;
  const asBash = parse(excerpt, "bash");
  if (asBash.faults.length > 0) return commands;
  return { ...asBash, shell, faults: [{ ...fault, form }], bashForms: commands.bashForms };
}

function parse(excerpt: Excerpt, shell: Shell): Commands {
  const { tokens, comments, bashForms, endlessDocuments } = scan(excerpt, shell);
  parser ??= new ScriptParser();
  const stopped = parser.parse(tokens, shell);
  const fault = readFault(parser, stopped, excerpt);
  const items = trimmed(parser.items);
  parser.forget();
  const start = excerpt.origins?.[excerpt.start] ?? excerpt.start;
  const list: List = { kind: "list", items, ...(items.length > 0 ? spanOf(items) : { start, end: start }) };
  return { shell, list, comments, faults: fault === undefined ? [] : [fault], bashForms, endlessDocuments };
}
