/** What may stand in a line of a control file: hosts that other files know, accounts, numbers. */
import type { ControlLine } from "djblint-grammars/control/tree";
import { foldCase } from "../model/control/control.js";
import type { ControlSource } from "../model/control/control-source.js";
import { DELIVERY_HELPERS } from "../model/control/delivery-helpers.js";
import { parentOf } from "../model/tree.js";
import { withoutFile } from "../simulate/control-file-words.js";
import { type CompletionItem, type Completions, completions, stop } from "./completion-items.js";
import { knownHosts } from "./known-hosts.js";
import type { View } from "./view.js";

export function completeControl(view: View): Completions | undefined {
  const { source, offset } = view;
  const file = source.analysis as ControlSource;
  const { text } = source.whole;
  const line = text.lines.lineAt(offset);
  const start = text.lines.start(line);
  const typed = text.slice({ start, end: offset });
  if (typed.startsWith("#")) return undefined;
  const command = file.shape === "instructions" ? COMMAND.exec(typed)?.[0].length : undefined;
  const from =
    start + (command ?? Math.max(typed.lastIndexOf(":"), typed.lastIndexOf("@"), typed.lastIndexOf("[")) + 1);
  const rest = text.slice({ start: offset, end: text.lines.span(line).end });
  const span = { start: from, end: offset + /^[^:@\]\s]*/.exec(rest)![0].length };
  const word = text.slice({ start: from, end: offset });
  return completions(offersFor(file, typed, word, view), span);
}

function offersFor(file: ControlSource, typed: string, word: string, view: View): Iterable<CompletionItem> {
  const { spec, shape } = file;
  const part = typed.split(":").length - 1;
  switch (shape) {
    case "number":
      return spec?.default === undefined ? [] : [usual(String(spec.default), withoutFile(spec))];
    case "value":
    case "list":
    case "keys":
      return hosts(file, word, view);
    case "map":
      return part === 0 ? hosts(file, word, view) : users(file, view);
    case "assignments":
      return part === 1 ? users(file, view) : fieldsOfUser(file, typed, view);
    case "users":
    case "mailnames":
      return part === 0 ? users(file, view) : [];
    case "subusers":
      return part === 1 ? users(file, view) : [];
    case "routes":
      return part < 2 ? hosts(file, word, view) : PORTS;
    case "instructions":
      if (typed === "") return INSTRUCTIONS;
      if (COMMAND.test(typed)) return HELPERS;
      return typed.includes("@") ? hosts(file, word, view) : [];
    default:
      return [];
  }
}

function usual(text: string, detail: string): CompletionItem {
  return { label: text, kind: "value", detail: `the default: ${detail}`, text };
}

const PORTS: readonly CompletionItem[] = [
  { label: "25", kind: "value", detail: "smtp", text: "25" },
  { label: "587", kind: "value", detail: "submission", text: "587" },
];

const INSTRUCTIONS: readonly CompletionItem[] = [
  { label: "./Maildir/", kind: "line", detail: "stores the mail in a Maildir", text: "./Maildir/" },
  { label: "./Mailbox", kind: "line", detail: "appends the mail to an mbox file", text: "./Mailbox" },
  {
    label: "&user@host",
    kind: "line",
    detail: "forwards the mail",
    text: "&",
    snippet: `&${stop(1, "user")}@${stop(2, "host")}`,
  },
  {
    label: "|command",
    kind: "line",
    detail: "runs a command with the mail as its input",
    text: "|",
    snippet: `|${stop(1, "command")}`,
  },
  { label: "#", kind: "line", detail: "a comment; alone in a file it throws the mail away", text: "#" },
];

/** A line of a `.qmail` file up to the program that it starts, whose name is being typed. */
const COMMAND = /^\|\s*(?=[\w-]*$)/;

const HELPERS: readonly CompletionItem[] = DELIVERY_HELPERS.map(({ name, usage, does }) => ({
  label: name,
  kind: "program",
  detail: usage,
  documentation: `\`${name}\` ${does}.`,
  text: `${name} `,
}));

/** Hosts that the other files name, without those that the file has already. */
function* hosts(file: ControlSource, word: string, view: View): Generator<CompletionItem> {
  const own = new Set(file.domains.filter(({ name }) => name.text !== word).map(({ name }) => foldCase(name.text)));
  const isPattern = word.startsWith(".");
  const others = view.around.filter(({ whole }) => whole.path !== file.path);
  for (const item of knownHosts(isPattern ? word.slice(1) : word, others)) {
    if (own.has(item.label)) continue;
    yield isPattern ? { ...item, label: `.${item.label}`, text: `.${item.text}` } : item;
  }
}

/** Users that other lines of virtualdomains, users/assign and the files of the user alias know. */
function* users(file: ControlSource, view: View): Generator<CompletionItem> {
  const seen = new Set<string>();
  const around = file.around.sources("control").map(({ analysis }) => analysis);
  for (const { lines, name, path } of [file, ...around]) {
    for (const user of (path === file.path ? otherLines(file, view) : lines).flatMap(userOf)) {
      if (user === "" || seen.has(user)) continue;
      seen.add(user);
      yield {
        label: user,
        kind: "account",
        detail: name === "assign" ? "users/assign" : path.slice(parentOf(path).length + 1),
        text: user,
      };
    }
  }
}

/** What is being typed is not known yet. */
function otherLines({ lines, text }: ControlSource, { offset }: View): readonly ControlLine[] {
  const typed = text.lines.lineAt(offset);
  return lines.filter(({ line }) => line !== typed);
}

/** Of users/assign: uid, gid and home that the user of the line has in other lines. */
function* fieldsOfUser(file: ControlSource, typed: string, view: View): Generator<CompletionItem> {
  const [, user, ...before] = typed.split(":");
  const key = USER_FIELDS[before.length - 1];
  if (key === undefined) return;
  const seen = new Set<string>();
  for (const line of otherLines(file, view)) {
    if (line.kind !== "assignment" || line.user.text !== user || seen.has(line[key].text)) continue;
    seen.add(line[key].text);
    yield { label: line[key].text, kind: "value", detail: `${key} of ${user}`, text: line[key].text };
  }
}

/** Behind the user. */
const USER_FIELDS = ["uid", "gid", "home"] as const;

function userOf(line: ControlLine): string[] {
  if (line.kind === "pair") return [line.value.text];
  return line.kind === "assignment" || line.kind === "mailnames" || line.kind === "subuser" ? [line.user.text] : [];
}
