/** A line of tinydns data as it is being typed: which field the cursor is in. The line need not be complete. */
import type { SourceText, Span } from "djblint-grammars/text";
import { type FieldSpec, type LineType, lineTypeOf } from "djblint-grammars/tinydns/fields";
import { LineScanner } from "djblint-grammars/tinydns/scanner";

export interface TypedDataLine extends Span {
  /** Undefined in front of the first byte and behind one that is no line type. */
  readonly type: LineType | undefined;
  /** Which field the cursor is in; -1 in front of the first byte. */
  readonly index: number;
  /** Undefined behind the last field of the line type. */
  readonly spec: FieldSpec | undefined;
  /** All of the field. */
  readonly field: Span;
  /** The part of it in front of the cursor, one character for each byte. */
  readonly typed: string;
  /** The first field, one character for each byte. */
  readonly owner: string;
}

export function typedDataLine(text: SourceText, offset: number): TypedDataLine {
  const number = text.lines.lineAt(offset);
  const start = text.lines.start(number);
  const scanner = new LineScanner(text.bytes);
  scanner.ignoresReturns = true;
  if (!scanner.seek(start, number) || offset === start || scanner.code < 0) {
    const end = text.lines.span(number).end;
    const none = { start, end: start };
    return { start, end, type: undefined, index: -1, spec: undefined, field: none, typed: "", owner: "" };
  }
  let index = 0;
  while (index + 1 < scanner.fieldCount && scanner.from(index + 1) <= offset) index++;
  const type = lineTypeOf(scanner.code);
  const from = Math.min(scanner.from(index), offset);
  const field = { start: from, end: Math.max(from, scanner.to(index)) };
  return {
    start,
    end: scanner.end,
    type,
    index,
    spec: type?.fields[index],
    field,
    typed: text.slice({ start: from, end: offset }),
    owner: text.slice({ start: scanner.from(0), end: scanner.to(0) }),
  };
}
