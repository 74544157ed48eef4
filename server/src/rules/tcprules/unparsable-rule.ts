import type { Dialect } from "djblint-grammars/tcprules/fields";
import type { FaultLine } from "djblint-grammars/tcprules/tree";
import { printable, type SourceText, type Span } from "djblint-grammars/text";
import { type AccessFile, endsInReturn, shown } from "../../model/access.js";
import { defineRule, type Edit, type Fix, type Observation, type Statement } from "../rule.js";

export default defineRule({
  code: "TR105",
  name: "unparsable-rule",
  language: "tcprules",
  severity: "error",
  category: "syntax",
  security: true,
  since: "0.1",
  what: "A line is no rule that tcprules can read",
  why:
    "tcprules stops with `unable to parse this line` and the old rules stay in force; " +
    "that of the IPv6 patch loops for ever where the line holds no :allow and no :deny",
  sources: ["tcprules specification R11 to R14, R22, section 5, traps 22 and 51"],
  fixable: "unsafe",
  messages: {
    instruction: {
      text: 'tcprules stops here, compiling nothing: "{found}" is neither allow nor deny',
      help: "write allow or deny in lower case, directly behind the colon",
    },
    instructionHangs: {
      text: 'tcprules stops here, that of the IPv6 patch loops for ever: "{found}" is neither allow nor deny',
      help: "write allow or deny in lower case, directly behind the colon",
    },
    missing: {
      text: "tcprules stops here, compiling nothing: no allow or deny behind the colon",
      help: "write allow or deny in lower case, directly behind the colon",
    },
    missingHangs: {
      text: "tcprules stops here, that of the IPv6 patch loops for ever: no allow or deny behind the colon",
      help: "write allow or deny in lower case, directly behind the colon",
    },
    ipv6: {
      text: "tcprules of ucspi-tcp stops here, only that of the IPv6 patch reads IPv6 addresses",
      help: "for ucspi-tcp with the IPv6 patch, set dialect.tcprules to ucspi-tcp-ipv6",
    },
    carriageReturn: {
      text: "tcprules stops here, compiling nothing: a carriage return ends the line ({count} in this file)",
      help: "save the file with LF line ends",
    },
    comment: {
      text: "tcprules stops here, compiling nothing: a comment cannot follow a rule",
      help: "put the comment on a line of its own, with # in the first column",
    },
    separator: {
      text: 'tcprules stops here, compiling nothing: "{found}" where only a comma may follow',
      help: 'write each variable as ,NAME="VALUE"',
    },
    equals: {
      text: 'tcprules stops here, compiling nothing: the variable "{found}" has no =',
      help: 'write each variable as ,NAME="VALUE"',
    },
    trailingComma: {
      text: "tcprules stops here, compiling nothing: no variable follows the comma",
      help: "remove the comma",
    },
    delimiter: {
      text: "tcprules stops here, compiling nothing: no value follows the =",
      help: 'write ="" for an empty value',
    },
    closing: {
      text: "tcprules stops here, compiling nothing: the value begins with {delimiter}, but does not end with it",
      help: "the byte behind the = begins the value, and the next one like it ends it: write quotes around the value",
    },
    closingBlank: {
      text: "tcprules stops here, compiling nothing: a blank stands behind the =",
      help: "write the value in quotes, directly behind the =",
    },
    range: {
      text: 'tcprules stops here, compiling nothing: a - makes a range, and "{found}" is none',
      help: "a range is two numbers, such as 1.2.3.4-7; a host name needs = in front",
    },
    address: {
      text: 'tcprules stops here, compiling nothing: "{found}" is no address',
      help: "write an IPv4 or IPv6 address, a network such as 192.168.1.0/24, or = and a host name",
    },
    replace: { text: "write {instead}" },
    removeReturns: { text: "remove the carriage returns" },
  },
  example: {
    bad: "192.168.1.:allow\n:Deny\n",
    good: "192.168.1.:allow\n:deny\n",
  },
  on: {
    line: (line, access, report) => {
      if (line.kind !== "fault" || line.fault === "split" || endsInReturn(line)) return;
      report({ at: marked(line), ...explanation(line, access), fixes: fixes(line) });
    },
    file: (access, report) => {
      if (access.returns.length > 0) report(returns(access));
    },
  },
});

/** One finding for all lines of a CRLF file. */
function returns({ lines, returns, text }: AccessFile): Observation {
  const edits = lines.flatMap(({ line }) => removedReturn(text, line));
  return {
    at: marked(returns[0]),
    message: "carriageReturn",
    params: { count: returns.length },
    fixes: [{ title: "removeReturns", safety: "unsafe", edits }],
  };
}

function removedReturn(text: SourceText, line: number): Edit[] {
  const { start, end } = text.lines.span(line);
  if (end === start || text.bytes[end - 1] !== CARRIAGE_RETURN) return [];
  return [{ span: { start: end - 1, end }, newText: "" }];
}

const CARRIAGE_RETURN = 13;

/** What is guilty; when something is missing at the end, the byte in front of it. */
function marked({ guilty }: FaultLine): Span {
  return guilty.end > guilty.start ? guilty : { start: guilty.start - 1, end: guilty.end };
}

function explanation(line: FaultLine, access: AccessFile): Statement {
  const found = shown(access, line.guilty);
  switch (line.fault) {
    case "instruction":
      return instructionFault(line, access.dialect, found);
    case "separator":
      return { message: /^\s+#/.test(textOf(line)) ? "comment" : "separator", params: { found } };
    case "equals":
      return found === "" ? { message: "trailingComma" } : { message: "equals", params: { found } };
    case "closing":
      return closingFault(textOf(line)[0]);
    default:
      return { message: line.fault, params: { found } };
  }
}

function instructionFault({ original, ipv6 }: FaultLine, dialect: Dialect, found: string): Statement {
  if (dialect === "ucspi-tcp" && ipv6 === "reads") return { message: "ipv6" };
  const hangs = dialect !== "ucspi-tcp6" && original === "stops" && ipv6 === "hangs";
  if (found === "") return { message: hangs ? "missingHangs" : "missing" };
  return { message: hangs ? "instructionHangs" : "instruction", params: { found } };
}

function closingFault(delimiter: string): Statement {
  if (/\s/.test(delimiter)) return { message: "closingBlank" };
  return { message: "closing", params: { delimiter: printable(delimiter) } };
}

/** The guilty bytes. */
function textOf({ text, span, guilty }: FaultLine): string {
  return text.slice(guilty.start - span.start, guilty.end - span.start);
}

function fixes(line: FaultLine): Fix[] {
  const instead = correction(line.fault, textOf(line));
  if (instead === undefined) return [];
  const edits = [{ span: line.guilty, newText: instead }];
  return [{ title: "replace", params: { instead }, safety: "unsafe", edits }];
}

/** What was certainly meant; undefined when that is not clear. */
function correction(fault: FaultLine["fault"], guilty: string): string | undefined {
  const word = guilty.trim().toLowerCase();
  if (fault === "instruction" && (word === "allow" || word === "deny")) return word;
  if (fault === "closing" && /^[\w./@-]+$/.test(guilty)) return `"${guilty}"`;
  return undefined;
}
