/** The fields of data lines. Works from the scanner, so that a line that is being typed keeps its colours. */
import type { Span } from "djblint-grammars/text";
import { type FieldKind, lineTypeOf } from "djblint-grammars/tinydns/fields";
import { HASH, LineScanner, MINUS } from "djblint-grammars/tinydns/scanner";
import type { Source } from "../source.js";
import type { PushToken, TokenType } from "./semantic-tokens.js";

const TYPE_OF_FIELD: Readonly<Record<FieldKind, TokenType>> = {
  name: "namespace",
  server: "namespace",
  target: "namespace",
  address: "number",
  address6: "number",
  prefix: "number",
  ttl: "number",
  timestamp: "number",
  number: "number",
  type: "number",
  location: "enumMember",
  "location-definition": "enumMember",
  text: "string",
  rdata: "string",
};

export function tokensOfTinydns({ whole: { text } }: Source, { start, end }: Span, push: PushToken): void {
  const { lines, bytes } = text;
  const scanner = new LineScanner(bytes);
  scanner.ignoresReturns = true;
  const first = lines.lineAt(start);
  let more = first < lines.count && scanner.seek(lines.start(first), first);
  for (; more && scanner.start < end; more = scanner.advance()) pushLine(scanner, push);
}

function pushLine(line: LineScanner, push: PushToken): void {
  const { code, start, end } = line;
  if (code < 0) return;
  if (code === HASH || code === MINUS) {
    push(start, end, "comment");
    return;
  }
  const type = lineTypeOf(code);
  if (!type) return;
  push(start, start + 1, "keyword");
  const count = Math.min(line.fieldCount, type.fields.length);
  for (let index = 0; index < count; index++) {
    const { kind } = type.fields[index];
    const from = line.from(index);
    const to = line.to(index);
    if (to <= from) continue;
    if (kind === "text" || kind === "rdata") pushText(from, to, line.bytes, push);
    else push(from, to, TYPE_OF_FIELD[kind], kind === "location-definition" ? "definition" : undefined);
  }
}

const BACKSLASH = 92;

/** Escapes (X1) stand out in a text. */
function pushText(start: number, end: number, bytes: Uint8Array, push: PushToken): void {
  let plain = start;
  for (let at = start; at < end; at++) {
    if (bytes[at] !== BACKSLASH) continue;
    if (at > plain) push(plain, at, "string");
    let stop = at + 1;
    while (stop < end && stop < at + 4 && isOctal(bytes[stop])) stop++;
    plain = Math.max(stop, Math.min(at + 2, end));
    push(at, plain, "regexp");
    at = plain - 1;
  }
  if (end > plain) push(plain, end, "string");
}

function isOctal(byte: number): boolean {
  return byte >= 48 && byte < 56;
}
