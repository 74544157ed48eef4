/** IPv4 addresses that the files of a site hold. */

import { TYPE } from "../compile/expand.js";
import { numberOfOctets } from "../model/address-block.js";
import { formatAddress } from "../model/tinydns/scalars.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";
import type { Source } from "../source.js";
import type { CompletionItem } from "./completion-items.js";
import { sourcesOf } from "./view.js";

/** Addresses that begin with a text, with a name that has each: first those of one source, then those of the others. */
export function* knownAddresses(typed: string, around: readonly Source[], first?: Source): Generator<CompletionItem> {
  const inOrder = [...around].sort((a, b) => Number(b === first) - Number(a === first));
  const seen = new Set<number>();
  for (const { analysis } of sourcesOf(inOrder, "tinydns")) yield* addressesOf(typed, analysis, seen);
}

function* addressesOf(typed: string, { records }: ZoneData, seen: Set<number>): Generator<CompletionItem> {
  const { target, count } = records;
  const [first, last] = bounds(typed);
  for (let row = 0; row < count; row++) {
    if (records.typeOf(row) !== TYPE.A || target[row] < first || target[row] > last || seen.has(target[row])) continue;
    const label = formatAddress(target[row]);
    if (!label.startsWith(typed)) continue;
    seen.add(target[row]);
    yield { label, kind: "address", detail: records.ownerText(row), text: label };
  }
}

/** The whole numbers of what is typed bound the addresses, which saves writing each of them out. */
function bounds(typed: string): [first: number, last: number] {
  const octets = typed.split(".").slice(0, -1).map(Number);
  if (octets.length > 3 || octets.some((octet) => !(octet <= 255))) return [0, 0xffffffff];
  const size = 2 ** (32 - 8 * octets.length);
  const head = numberOfOctets(octets);
  return [head * size, head * size + size - 1];
}
