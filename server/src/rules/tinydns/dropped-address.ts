/** Lines whose address is left out because it is none: record-dropped tells. */
import { fieldIndex } from "djblint-grammars/tinydns/fields";
import type { DataLine } from "djblint-grammars/tinydns/tree";
import { isAddress } from "../../model/tinydns/look-up.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { repeatedName } from "./name-for-address.js";

const ADDRESS = 1;

/** Whether an address that is missing is written in the line all the same, or the line is good for nothing without one. */
export function hasDroppedAddress(line: DataLine, data: ZoneData): boolean {
  const kind = line.type?.fields[ADDRESS]?.kind;
  if (kind !== "address" && kind !== "address6") return false;
  if (data.records.rowsOfLine(line.line).some((row) => isAddress(data.records.typeOf(row)))) return false;
  if (fieldIndex(line.type!, "server") < 0) return true;
  return data.fieldText(line, ADDRESS) !== "" && repeatedName(line, data) === undefined;
}
