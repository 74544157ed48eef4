import type { AssignmentLine } from "djblint-grammars/control/tree";
import { printable, type Span } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import { type ControlPlace, linesAround } from "../../model/control/control-source.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM828",
  name: "wildcard-without-dash",
  language: "control",
  severity: "warning",
  category: "users",
  since: "0.1",
  what: "The dash of an assignment is missing, stands twice or in the wrong field, or a wildcard does not end in a dash itself",
  why:
    "qmail-local puts .qmail, the dash and the rest of the address together: without the dash it looks for .qmailx, not " +
    ".qmail-x, and for .qmail--x when the rest has the dash too",
  silent:
    "When the wildcard ends in another sign, such as +, or is empty, for whole addresses, which nobody looks for, and where another line has the same wildcard with the dash",
  sources: ["qmail specification Q5, U1", "measured: users-assign-023"],
  fixable: "unsafe",
  messages: {
    dash: {
      text: "for {address}x, qmail-local looks for {home}/.qmail{extension}x: the dash field is empty",
      help: "write - in the field behind the home",
    },
    twice: {
      text: "for {address}-x, qmail-local looks for {home}/.qmail--x: the dash is no part of the wildcard, but stands behind the home",
      help: "write +{address}-:",
    },
    exact: {
      text: "for {address}, qmail-local looks for {home}/.qmail- and .qmail-default, not for .qmail, and returns the mail without either",
      help: "leave the field behind the home empty, or write + and - round the address for all addresses that begin so",
    },
    extension: {
      text: "for {address}, qmail-local looks for {home}/.qmail{extension}: the dash field is empty",
      help: "write - in the field behind the home",
    },
    both: {
      text: "for {address}, qmail-local looks for {home}/.qmail--{extension}: the dash stands in its own field already",
      help: "write the extension without the - in front",
    },
    glued: {
      text: "for {address}x, qmail-local looks for {home}/.qmail-{extension}x: the extension does not end in a dash",
      help: "write {extension}- in the field of the extension",
    },
    field: {
      text: "for {address}, qmail-local looks for {home}/.qmail{dash}{extension}: the field behind the home holds the dash alone",
      help: "write - behind the home, and the extension in the field after it",
    },
    insert: { text: "Write -" },
  },
  example: {
    file: "users/assign",
    bad: "+joe-:joe:507:100:/home/joe:::\n.\n",
    good: "+joe-:joe:507:100:/home/joe:-::\n.\n",
  },
  on: {
    lines: {
      assignment: (line, file, report) => {
        const { address, dash, home, extension } = line;
        const message = faultOf(line);
        if (message === undefined) return;
        if (message === "twice" && dashed(file).has(`${foldCase(address.text)}-`)) return;
        const place = message === "twice" ? address.end : dash.start;
        const edits = [{ span: { start: place, end: place }, newText: "-" }];
        report({
          at: placeOf(message, line),
          message,
          params: {
            address: printable(address.text),
            home: printable(home.text.replace(/\/$/, "")),
            dash: printable(dash.text),
            extension: printable(message === "both" ? extension.text.slice(1) : extension.text),
          },
          fixes: LACKS_DASH.has(message) ? [{ title: "insert", safety: "unsafe", edits }] : [],
        });
      },
    },
  },
});

/** Wildcards that end in a dash: they are longer than those without it, and count for what goes on so (U3). */
function dashed(file: ControlPlace): ReadonlySet<string> {
  return file.around.onceFor(dashed, file.path, () => {
    const lines = linesAround(file).flatMap((line) => (line.kind === "assignment" ? [line] : []));
    const wildcards = lines.filter(({ sign, address }) => sign.text === "+" && address.text.endsWith("-"));
    return new Set(wildcards.map(({ address }) => foldCase(address.text)));
  });
}

const LACKS_DASH: ReadonlySet<Fault> = new Set(["dash", "twice", "extension"]);

type Fault = "dash" | "twice" | "exact" | "extension" | "both" | "glued" | "field";

function faultOf(line: AssignmentLine): Fault | undefined {
  const { sign, address, home, dash, extension } = line;
  if (address.text.includes("@")) return undefined;
  if (/^([\w.-]*[a-z0-9][\w.-]*|-{2,})$/i.test(dash.text) && home.text[0] === "/") return "field";
  if (dash.text === "-" && /^-./.test(extension.text)) return "both";
  if (sign.text !== "+") return faultOfExact(line);
  if (dash.text === "") return "dash";
  if (dash.text === "-" && address.text.endsWith("-") && /\w$/.test(extension.text)) return "glued";
  return dash.text === "-" && extension.text === "" && /[a-z0-9]$/i.test(address.text) ? "twice" : undefined;
}

/** Of an address with a dash at its end, another rule speaks. */
function faultOfExact({ address, dash, extension }: AssignmentLine): Fault | undefined {
  if (dash.text === "") return /^\w/.test(extension.text) ? "extension" : undefined;
  return dash.text === "-" && extension.text === "" && /[a-z0-9]$/i.test(address.text) ? "exact" : undefined;
}

function placeOf(fault: Fault, { address, dash, extension }: AssignmentLine): Span {
  if (fault === "twice") return { start: address.start, end: address.end };
  if (fault === "both" || fault === "glued") return { start: extension.start, end: extension.end };
  return { start: dash.start, end: Math.max(dash.end, dash.start + 1) };
}
