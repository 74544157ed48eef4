/** A rule file in a few lines: who is let in, who may relay, who is kept out. */

import { formatAddresses } from "../model/ip.js";
import type { AccessFile } from "../model/tcprules/access-file.js";
import { type AccessRange, accessMap, unnamedRanges } from "../model/tcprules/access-map.js";
import { describeAudience, describeVerdict } from "./access-words.js";

/** More would not be read. */
const MOST_NAMED = 6;

export function clientWords({ table }: AccessFile): string[] {
  if (table.stop) return [`tcprules does not get past line ${table.stop.line + 1}, so that nothing is compiled`];
  const map = accessMap(table);
  if (!map.isComplete) return ["more ranges than can be listed"];
  const unnamed = new Set(unnamedRanges(table, map));
  const named = map.ranges.filter((range) => !unnamed.has(range));
  const others = [...unnamed][0];
  return [
    ...[...byVerdict(named)].map(([verdict, ranges]) => `${verdict}: ${addressList(ranges)}`),
    ...map.apart.map(({ audience, verdict }) => `${describeVerdict(verdict)}: ${describeAudience(audience)}`),
    ...(others === undefined
      ? []
      : [`${describeVerdict(others.verdict)}: ${named.length > 0 ? "everybody else" : "everybody"}`]),
  ];
}

function byVerdict(ranges: readonly AccessRange[]): Map<string, AccessRange[]> {
  const groups = new Map<string, AccessRange[]>();
  for (const range of ranges) {
    const words = describeVerdict(range.verdict);
    const known = groups.get(words);
    if (known) known.push(range);
    else groups.set(words, [range]);
  }
  return groups;
}

function addressList(ranges: readonly AccessRange[]): string {
  const names = ranges.slice(0, MOST_NAMED).map(formatAddresses).join(", ");
  return ranges.length > MOST_NAMED ? `${names} and ${ranges.length - MOST_NAMED} more ranges` : names;
}
