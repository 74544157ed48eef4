/** @ lines with the distance and the name of the exchanger in each other's place. One rule tells the cause. */
import type { DataLine } from "djblint-grammars/tinydns/tree";
import type { ZoneData } from "../../model/tinydns/zone-data.js";

const SERVER = 2;
const DISTANCE = 3;

export function isDistanceSwapped(line: DataLine, data: ZoneData): boolean {
  if (line.type?.letter !== "@" || !/^\d{1,5}$/.test(data.fieldText(line, SERVER))) return false;
  return /^[\w-]*[a-z][\w.-]*$/i.test(data.fieldText(line, DISTANCE));
}
