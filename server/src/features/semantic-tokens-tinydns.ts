/** The fields of data lines. Works from the scanner, so that a line that is being typed keeps its colours. */
import type { Span } from "djblint-grammars/text";
import { type FieldKind, lineTypeOf } from "djblint-grammars/tinydns/fields";
import { HASH, LineScanner, MINUS } from "djblint-grammars/tinydns/scanner";
import type { Source } from "../source.js";
import type { SemanticToken, TokenType } from "./semantic-tokens.js";

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

export function* tokensOfTinydns({ whole: { text } }: Source, { start, end }: Span): Generator<SemanticToken> {
  const { lines, bytes } = text;
  const scanner = new LineScanner(bytes);
  scanner.ignoresReturns = true;
  const first = lines.lineAt(start);
  let more = first < lines.count && scanner.seek(lines.start(first), first);
  for (; more && scanner.start < end; more = scanner.advance()) yield* tokensOfLine(scanner);
}

function* tokensOfLine(line: LineScanner): Generator<SemanticToken> {
  const { code, start, end } = line;
  if (code < 0) return;
  if (code === HASH || code === MINUS) {
    yield { start, end, type: "comment" };
    return;
  }
  const type = lineTypeOf(code);
  if (!type) return;
  yield { start, end: start + 1, type: "keyword" };
  const count = Math.min(line.fieldCount, type.fields.length);
  for (let index = 0; index < count; index++) {
    const { kind } = type.fields[index];
    const field = { start: line.from(index), end: line.to(index) };
    if (field.end <= field.start) continue;
    if (kind === "text" || kind === "rdata") yield* textTokens(field, line.bytes);
    else if (kind === "location-definition") yield { ...field, type: TYPE_OF_FIELD[kind], modifier: "definition" };
    else yield { ...field, type: TYPE_OF_FIELD[kind] };
  }
}

const BACKSLASH = 92;

/** Escapes (X1) stand out in a text. */
function* textTokens({ start, end }: Span, bytes: Uint8Array): Generator<SemanticToken> {
  let plain = start;
  for (let at = start; at < end; at++) {
    if (bytes[at] !== BACKSLASH) continue;
    if (at > plain) yield { start: plain, end: at, type: "string" };
    let stop = at + 1;
    while (stop < end && stop < at + 4 && isOctal(bytes[stop])) stop++;
    plain = Math.max(stop, Math.min(at + 2, end));
    yield { start: at, end: plain, type: "regexp" };
    at = plain - 1;
  }
  if (end > plain) yield { start: plain, end, type: "string" };
}

function isOctal(byte: number): boolean {
  return byte >= 48 && byte < 56;
}
