/** Aliases of aliases: where the path from each CNAME record leads. */
import { Reach } from "../../model/tinydns/look-up.js";
import type { Row } from "../../model/tinydns/records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { companionOf } from "./record-set.js";

/** The alias that a record points to, as some client sees it who is sent the record. */
export function nextAlias(row: Row, data: ZoneData): Row | undefined {
  const { records, lookUp } = data;
  if (lookUp.reach(records.target[row]) !== Reach.Alias) return undefined;
  return companionOf(row, lookUp.aliasesFor(records.target[row], records.locationOf(row)), records);
}

const RUNNING = 1;
const DONE = 2;

/** Finds loops, each once: walks from one record after the other and never twice over the same. */
export class LoopSearch {
  private readonly marks: Uint8Array;

  constructor(private readonly data: ZoneData) {
    this.marks = new Uint8Array(data.records.count);
  }

  /** The records of a loop that the path from a record newly runs into; empty when there is none. */
  from(start: Row): Row[] {
    const path: Row[] = [];
    let row: Row | undefined = start;
    while (row !== undefined && this.marks[row] === 0) {
      this.marks[row] = RUNNING;
      path.push(row);
      row = nextAlias(row, this.data);
    }
    const loop = row !== undefined && this.marks[row] === RUNNING ? path.slice(path.indexOf(row)) : [];
    for (const each of path) this.marks[each] = DONE;
    return loop;
  }
}
