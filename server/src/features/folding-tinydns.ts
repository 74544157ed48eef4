/** The lines of one zone that stand one behind the other. */
import type { Span } from "djblint-grammars/text";
import { NO_NAME } from "../model/tinydns/name-table.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";

/** A zone begins with its SOA or NS line and goes on as long as lines belong to it; comments and blank lines may stand between. */
export function blocksOfTinydns({ records, zones, text: { lines } }: ZoneData): Span[] {
  const blocks: Span[] = [];
  let zone = NO_NAME;
  let first = 0;
  let last = 0;
  const close = () => {
    if (zone !== NO_NAME) blocks.push({ start: lines.start(first), end: lines.span(last).end });
  };
  let line = -1;
  for (let row = 0; row < records.count; row++) {
    // The first record of a line belongs to the name in its first field.
    if (records.line[row] === line) continue;
    line = records.line[row];
    const fate = zones.fate(records.owner[row]);
    const own = fate.kind === "outside" ? NO_NAME : fate.zone.name;
    if (own !== zone) {
      close();
      zone = own;
      first = line;
    }
    last = line;
  }
  close();
  return blocks;
}
