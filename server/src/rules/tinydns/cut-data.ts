/** Generic lines whose data holds a raw colon, which ends it. One rule tells; that the data is broken follows. */
import type { Span } from "djblint-grammars/text";
import type { DataLine } from "djblint-grammars/tinydns/tree";
import { TYPE } from "../../compile/expand.js";
import { rdataFaultOf } from "../../model/tinydns/stored-record.js";
import { WireWriter } from "../../model/tinydns/wire.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { endsBehind } from "./zone-file-text.js";

const RDATA = 2;

/** All that was meant as data, when that is right with the colons in it, and wrong without what is behind the first. */
export function cutData(line: DataLine, data: ZoneData): Span | undefined {
  const field = line.fields[RDATA];
  if (line.type?.letter !== ":" || line.fields.length <= RDATA + 1) return undefined;
  const [row] = data.records.rowsOfLine(line.line);
  if (row === undefined) return undefined;
  const type = data.records.typeOf(row);
  // Addresses tell by nothing where they end.
  if (type === TYPE.A || type === TYPE.AAAA || !rdataFaultOf(type, data.records.rdata(row))) return undefined;
  const spans = endsBehind(line, data).map((end) => ({ start: field.start, end }));
  // In front of a ttl rather than with it.
  return spans.findLast(({ start, end }) => end > field.end && !rdataFaultOf(type, bytesOf(start, end, data)));
}

function bytesOf(start: number, end: number, { text }: ZoneData): Uint8Array {
  const writer = new WireWriter(end - start);
  writer.escaped(text.bytes, start, end);
  return writer.copy(0);
}
