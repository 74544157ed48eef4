/** A typed line: what the parser found, with the place of every field. Made only for lines that someone looks at. */
import type { Span } from "../text.js";
import type { FieldKind, FieldSpec, LineType } from "./fields.js";
import type { LineParser, LineShape } from "./parser.js";
import type { LineScanner } from "./scanner.js";

export interface DataField extends Span {
  readonly index: number;
  /** Undefined behind the last field of the line type. */
  readonly spec: FieldSpec | undefined;
}

export interface DataLine extends Span {
  /** 0-based. */
  readonly line: number;
  readonly shape: LineShape;
  /** Undefined for comments, disabled lines and faults. */
  readonly type: LineType | undefined;
  readonly fields: readonly DataField[];
}

/** The line that the scanner stands on; undefined when it is blank. */
export function readDataLine(scanner: LineScanner, parser: LineParser): DataLine | undefined {
  if (scanner.code < 0) return undefined;
  const shape = parser.shapeOf(scanner);
  const { start, end, line } = scanner;
  return { start, end, line, shape, type: shape.type, fields: shape.type ? fieldsOf(scanner, shape.type) : [] };
}

function fieldsOf(scanner: LineScanner, type: LineType): DataField[] {
  const fields: DataField[] = [];
  const known = Math.min(scanner.fieldCount, type.fields.length);
  for (let index = 0; index < known; index++) {
    fields.push({ index, spec: type.fields[index], start: scanner.from(index), end: scanner.to(index) });
  }
  // Everything behind the last known field is one piece: tinydns-data does not look at it.
  if (scanner.fieldCount > known) {
    fields.push({ index: known, spec: undefined, start: scanner.from(known), end: scanner.end });
  }
  return fields;
}

/** The fields of some kinds that are not empty. */
export function fieldsOfKind(line: DataLine, ...kinds: FieldKind[]): DataField[] {
  return line.fields.filter(({ spec, start, end }) => spec && end > start && kinds.includes(spec.kind));
}
