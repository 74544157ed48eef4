/** The distance of a mail exchanger that stands a colon too far behind, where it is read as the ttl. */
import type { DataLine } from "djblint-grammars/tinydns/tree";
import type { ZoneData } from "../../model/tinydns/zone-data.js";

const DISTANCE = 3;
const TTL = 4;

/** A minute, the one small ttl that is meant as one. */
const MINUTE = 60;
const MOST_DISTANCE = 100;

/** The number in the ttl field of an @ line without a distance, when no ttl but many a distance is like it. */
export function distanceAsTtl(line: DataLine, data: ZoneData): string | undefined {
  if (line.type?.letter !== "@" || data.fieldText(line, DISTANCE) !== "") return undefined;
  const written = data.fieldText(line, TTL);
  return looksLikeDistance(written) ? written : undefined;
}

/** Whether no ttl but many a distance is like a text. */
export function looksLikeDistance(text: string): boolean {
  const number = Number(text);
  return /^\d{1,3}$/.test(text) && number > 0 && number <= MOST_DISTANCE && number !== MINUTE;
}
