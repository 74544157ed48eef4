import type { Dialect } from "djblint-grammars/tcprules/fields";
import type { FaultLine } from "djblint-grammars/tcprules/tree";
import { printable, type SourceText, type Span } from "djblint-grammars/text";
import { isOneEditAway } from "../../model/one-edit.js";
import { type AccessFile, isMarkedComment, returnsOf, shown } from "../../model/tcprules/access-file.js";
import { endsInReturn } from "../../model/tcprules/ends-in-return.js";
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
    colon: {
      text: 'tcprules stops here, compiling nothing: the address ends at the first colon, and "{found}" is neither allow nor deny',
      help: "an address has neither a netmask nor a port behind a colon, nor the name of a program in front as in hosts.allow",
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
    unquoted: {
      text:
        "tcprules stops here, compiling nothing: the value of {name} begins with {delimiter}, so the next {delimiter} ends " +
        'it, and "{found}" follows',
      help: 'write quotes around the value: {name}="{value}"',
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
    curlyQuotes: {
      text: "tcprules stops here, compiling nothing: curly quotes are not the same byte at both ends of a value",
      help: 'write straight quotes: ="VALUE"',
    },
    entity: {
      text: "tcprules stops here, compiling nothing: &quot; is how a web page writes a quote, and none for tcprules",
      help: 'write the quotes themselves: ="VALUE"',
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
    replace: { text: "Write {instead}" },
    removeReturns: { text: "Remove the carriage returns" },
  },
  example: {
    bad: "192.168.1.:allow\n:Deny\n",
    good: "192.168.1.:allow\n:deny\n",
  },
  on: {
    fault: (line, access, report) => {
      if (line.fault === "split" || endsInReturn(line) || isMarkedComment(line)) return;
      report({ at: marked(line), ...explanation(line, access), fixes: fixes(line) });
    },
    file: (access, report) => {
      const returns = returnsOf(access);
      if (returns.length > 0) report(carriageReturns(access, returns));
    },
  },
});

/** One finding for all lines of a CRLF file. */
function carriageReturns({ text }: AccessFile, returns: readonly FaultLine[]): Observation {
  const edits = Array.from({ length: text.lines.count }, (_, line) => removedReturn(text, line)).flat();
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
function marked({ guilty, span, text }: FaultLine): Span {
  const quote = Math.max(text.search(CURLY_QUOTE), text.search(QUOTE_ENTITY));
  if (quote >= 0) return { start: span.start + quote + 1, end: span.end };
  return guilty.end > guilty.start ? guilty : { start: guilty.start - 1, end: guilty.end };
}

function explanation(line: FaultLine, access: AccessFile): Statement {
  const found = shown(access, line.guilty);
  switch (line.fault) {
    case "instruction":
      return instructionFault(line, access.dialect, found);
    case "separator":
      if (CURLY_QUOTE.test(line.text)) return { message: "curlyQuotes" };
      if (QUOTE_ENTITY.test(line.text)) return { message: "entity" };
      return separatorFault(line, found);
    case "equals":
      return found === "" ? { message: "trailingComma" } : { message: "equals", params: { found } };
    case "closing":
      if (QUOTE_ENTITY.test(line.text)) return { message: "entity" };
      return CURLY_QUOTE.test(line.text) ? { message: "curlyQuotes" } : closingFault(textOf(line)[0]);
    default:
      return { message: line.fault, params: { found } };
  }
}

function separatorFault(line: FaultLine, found: string): Statement {
  const meant = unquotedValue(line);
  if (meant) {
    const { name, value } = meant;
    return { message: "unquoted", params: { name, delimiter: value[0], found, value } };
  }
  return { message: /^\s+#/.test(textOf(line)) ? "comment" : "separator", params: { found } };
}

/** The value of a line that goes on behind it, when its first byte was taken for the quote around it (R14). */
function unquotedValue(line: FaultLine): { name: string; value: string; span: Span } | undefined {
  const rest = /^[^,]*/.exec(textOf(line))![0];
  const read = line.text.slice(0, line.guilty.start - line.span.start);
  const [, name, start] = /,(\w+)=(([\w./@:-])[^,]*\3)$/.exec(read) ?? [];
  if (start === undefined || !PLAIN_VALUE.test(start + rest)) return undefined;
  const span = { start: line.guilty.start - start.length, end: line.guilty.start + rest.length };
  return { name, value: start + rest, span };
}

const PLAIN_VALUE = /^[\w./@:-]+$/;

function instructionFault({ ipv6, text }: FaultLine, dialect: Dialect, found: string): Statement {
  const hangs = ipv6 === "hangs";
  if (found === "") return { message: hangs ? "missingHangs" : "missing" };
  // What the IPv6 patch finds an instruction in has one behind a later colon (R11).
  if (dialect === "ucspi-tcp" && !hangs) {
    return ipv6 === "reads" && IPV6_START.test(text) ? { message: "ipv6" } : { message: "colon", params: { found } };
  }
  return { message: hangs ? "instructionHangs" : "instruction", params: { found } };
}

/** The first group of an IPv6 address. */
const IPV6_START = /^\[?[0-9a-f]{0,4}:/i;

function closingFault(delimiter: string): Statement {
  if (/\s/.test(delimiter)) return { message: "closingBlank" };
  return { message: "closing", params: { delimiter: printable(delimiter) } };
}

/** The guilty bytes. */
function textOf({ text, span, guilty }: FaultLine): string {
  return text.slice(guilty.start - span.start, guilty.end - span.start);
}

function fixes(line: FaultLine): Fix[] {
  const edit = correction(line);
  if (edit === undefined) return [];
  const params = { instead: printable(edit.newText) };
  return [{ title: "replace", params, safety: "unsafe", edits: [edit] }];
}

/** What was certainly meant; undefined when that is not clear. */
function correction(line: FaultLine): Edit | undefined {
  const { fault, guilty: span, text } = line;
  if (CURLY_QUOTE.test(text) && (fault === "separator" || fault === "closing")) {
    return { span: line.span, newText: text.replace(ALL_CURLY_QUOTES, '"') };
  }
  if (QUOTE_ENTITY.test(text) && (fault === "separator" || fault === "closing")) {
    return { span: line.span, newText: text.replace(/&(quot|#34);/g, '"') };
  }
  const unquoted = fault === "separator" ? unquotedValue(line) : undefined;
  if (unquoted) return { span: unquoted.span, newText: `"${unquoted.value}"` };
  const host = /^[\w-]+(\.[\w-]+)+(?=:)/.exec(text);
  if (fault === "range" && host && /[a-z]/i.test(host[0])) {
    return {
      span: { start: line.span.start, end: line.span.start + host[0].length },
      newText: `=${host[0].toLowerCase()}`,
    };
  }
  const instead = correctedText(fault, textOf(line));
  return instead === undefined ? undefined : { span, newText: instead };
}

/** Curly quotes of UTF-8 and Windows-1252 behind a `=`. */
const CURLY_QUOTE = /=(\xe2\x80[\x98-\x9f]|\xc2[\xab\xbb]|[\x91-\x94\xab\xbb])/;
const ALL_CURLY_QUOTES = /\xe2\x80[\x98-\x9f]|\xc2[\xab\xbb]|[\x91-\x94\xab\xbb]/g;

/** A quote as a web page writes it. */
const QUOTE_ENTITY = /=&(quot|#34);/;

function correctedText(fault: FaultLine["fault"], guilty: string): string | undefined {
  switch (fault) {
    case "instruction":
      return instructionMeant(guilty.trim().toLowerCase());
    case "separator":
      return /^[\s;:]+\w+=(["'])[^"']*\1$/.test(guilty) ? `,${guilty.replace(/^[\s;:]+/, "")}` : undefined;
    case "equals":
      return /^[A-Z]\w*$/.test(guilty) ? `${guilty}=""` : undefined;
    case "delimiter":
      return '""';
    case "closing":
      return closingMeant(guilty);
    default:
      return undefined;
  }
}

const ALLOW = /^(accept|permit|yes|ok|pass|let)$/;
const DENY = /^(reject|drop|block|refuse|no|forbid|disallow)$/;

function instructionMeant(word: string): "allow" | "deny" | undefined {
  if (ALLOW.test(word) || isOneEditAway(word, "allow")) return "allow";
  return DENY.test(word) || isOneEditAway(word, "deny") ? "deny" : undefined;
}

function closingMeant(guilty: string): string | undefined {
  if (PLAIN_VALUE.test(guilty)) return `"${guilty}"`;
  return /^"[^,"]*$|^'[^,']*$/.test(guilty) ? guilty + guilty[0] : undefined;
}
