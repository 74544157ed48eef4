/**
 * Files that are no tinydns data at all: other servers' formats under a familiar name, prose, markup. One finding for
 * the file says more than one for every line, so the file as a whole is looked at.
 */

import type { SourceText, Span } from "djblint-grammars/text";
import { lineTypeOf } from "djblint-grammars/tinydns/fields";
import type { RecordTable } from "./records.js";

export type FormatKind =
  | "utf16"
  | "pipe"
  | "comma"
  | "tokens"
  | "texts"
  | "bind"
  | "rbldns"
  | "html"
  | "roff"
  | "prose"
  | "template"
  | "unknown";

export interface ForeignFormat {
  readonly kind: FormatKind;
  /** The first line of the format; of a template, its first placeholder. */
  readonly at: Span;
}

/** So many lines are looked at; a file does not change its format in the middle. */
const SAMPLE = 1000;
/** Bytes of a line that are enough to know it by. */
const PREFIX = 400;
const HASH = 35;
const MINUS = 45;

/** In the `data` of rbldns: an address or a network, and the line with the answer for all that follow (rbldns-data.c). */
export const RBLDNS_ADDRESS = /^\d[\d.]*(\/\d+)?(\s|$)/;
export const RBLDNS_ANSWER = /^:\d+\.\d+\.\d+\.\d+:/;

/**
 * What a program puts a value in place of, as templates of many kinds write it. A text may hold such a thing in its own
 * right: of its line the name alone counts.
 */
const PLACEHOLDER =
  /^(?:['_:][^:]*?|[^':#].*?|(?=\$))(\$\{[^}]*\}|\$\([^)]*\)|\$[a-z_]\w*|\{\{.*?\}\}|\{%.*?%\}|<%.*?%>|<[a-z_][\w-]*>|@[A-Z][A-Z0-9_]*@|%[A-Z][A-Z0-9_]+%|%s\b|__[A-Z][A-Z0-9_]*__)/di;

/** A line of one of these forms, tried in this order. */
const FORMS: readonly (readonly [FormatKind, RegExp])[] = [
  ["html", /^\s*<[!/a-z]/i],
  ["bind", /^\$(TTL|ORIGIN|INCLUDE|GENERATE)\b|^\s*;/],
  ["template", PLACEHOLDER],
  ["roff", /^['.](TH|SH|SS|PP|LP|TP|IP|RS|RE|EX|EE|BR|BI|IR|RB|RI|IB|B|I|P|nf|fi|br|sp|in|ti|so)(\s|$)/],
  [
    "bind",
    /^[^:'\s]*\s+(\d+[smhdw]?\s+)?((IN|CH|HS)\s+)?(\d+[smhdw]?\s+)?(SOA|NS|A|AAAA|MX|CNAME|PTR|TXT|SRV|SPF|CAA|HINFO|RP)\s+\S/i,
  ],
  ["bind", /^\s+(\d+[smhdw]?|\))\s*(;.*|\).*)?$/i],
  ["bind", /^(zone|options|logging|acl|view|include|key)\s*("[^"]*"\s*)?(IN\s*)?[{;]/],
  ["rbldns", RBLDNS_ADDRESS],
  ["rbldns", RBLDNS_ANSWER],
  ["pipe", /^[%.&=+@'^CZSONT36_D~:][^:|\s]*\|/],
  ["comma", /^[%.&=+@'^CZSMH8B!:][^:,\s]*,/],
  ["tokens", /^[A-Z.&=+@^'][^:\s]+:.*:(A|NS|MX|CNAME|TXT|PTR|SOA|AAAA|SRV):(IN|CH|HS)\b/],
  ["texts", /^T[^:\s]+:[^:]*:/],
];
/** Words in front of the first colon that make a line prose. */
const WORDS = 3;

/** Undefined when most lines are tinydns data, right or wrong. */
export function findForeignFormat(text: SourceText, records: RecordTable): ForeignFormat | undefined {
  const [first, second] = text.bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { kind: "utf16", at: { start: 0, end: 2 } };
  }
  // Lines of another format are never clean: a file of clean lines is not looked at twice.
  const suspect = (records.faults.length + records.noticed.count) * 2;
  if (suspect < records.leastStatements || suspect < records.statements) return undefined;
  return judge(sampleOf(text));
}

interface Sample {
  statements: number;
  /** Lines that no dialect of tinydns-data knows. */
  strange: number;
  firstStrange: Span | undefined;
  /** Places and numbers of lines, by format. */
  readonly found: Map<FormatKind, { readonly at: Span; count: number }>;
}

function sampleOf(text: SourceText): Sample {
  const sample: Sample = { statements: 0, strange: 0, firstStrange: undefined, found: new Map() };
  for (let line = 0; line < text.lines.count && sample.statements < SAMPLE; line++) {
    const span = text.lines.span(line);
    const first = text.bytes[span.start];
    if (span.end === span.start || first === HASH || first === MINUS) continue;
    const content = text.slice({ start: span.start, end: Math.min(span.end, span.start + PREFIX) }).trimEnd();
    if (content !== "") addLine(sample, content, { start: span.start, end: span.start + content.length });
  }
  return sample;
}

function addLine(sample: Sample, content: string, at: Span): void {
  sample.statements++;
  if (!lineTypeOf(content.charCodeAt(0))) {
    sample.strange++;
    sample.firstStrange ??= at;
  }
  const kind = FORMS.find(([, form]) => form.test(content))?.[0] ?? (isProse(content) ? "prose" : undefined);
  if (!kind) return;
  const known = sample.found.get(kind);
  if (known) known.count++;
  else sample.found.set(kind, { at: kind === "template" ? placeholderIn(content, at) : at, count: 1 });
}

function placeholderIn(content: string, { start }: Span): Span {
  const [from, to] = PLACEHOLDER.exec(content)!.indices![1]!;
  return { start: start + from, end: start + to };
}

function isProse(content: string): boolean {
  if (content.startsWith("'")) return false;
  return content.split(":", 1)[0].trim().split(/\s+/).length >= WORDS;
}

/** More than half of the lines, and two at least, are of other formats; or next to none is of a known line type. */
function judge({ statements, strange, firstStrange, found }: Sample): ForeignFormat | undefined {
  const kinds = [...found].sort(([, a], [, b]) => b.count - a.count);
  const foreign = kinds.reduce((sum, [, { count }]) => sum + count, 0);
  if (foreign > 1 && foreign * 2 > statements) {
    const [kind, { at }] = kinds[0];
    return { kind, at };
  }
  return strange > 9 && strange * 10 > statements * 9 ? { kind: "unknown", at: firstStrange! } : undefined;
}
