/**
 * Which zone answers for a name: tinydns section 8.4 (Q5, Q6). A zone cut exists where a visible NS exists; with a
 * visible SOA beside it the server is authoritative there, without one it delegates. Clients of different locations
 * may see different cuts.
 */
import { TYPE } from "../compile/expand.js";
import { enlarged, type NameId, NO_NAME, reverseName } from "./name-table.js";
import { EVERYWHERE, type LocationCode, type RecordTable, type Row } from "./records.js";

/** What becomes of a query for a name. */
export type Fate =
  | { readonly kind: "served"; readonly zone: Zone }
  /** A referral to the servers of the zone. */
  | { readonly kind: "delegated"; readonly zone: Zone }
  /** No zone of this file covers the name: silence. */
  | { readonly kind: "outside" };

/** A name with NS or SOA records, all locations together. */
export class Zone {
  readonly servers: Row[] = [];
  readonly soas: Row[] = [];
  /** Locations that see an NS, and that see an SOA. */
  private readonly cutFor = new Set<LocationCode>();
  private readonly authorityFor = new Set<LocationCode>();
  readonly served: Fate = { kind: "served", zone: this };
  readonly delegated: Fate = { kind: "delegated", zone: this };

  constructor(readonly name: NameId) {}

  add(row: Row, isServer: boolean, location: LocationCode): void {
    (isServer ? this.servers : this.soas).push(row);
    (isServer ? this.cutFor : this.authorityFor).add(location);
  }

  /** Whether the clients of a location meet a zone cut here. */
  isCut(view: LocationCode): boolean {
    return this.cutFor.has(EVERYWHERE) || this.cutFor.has(view);
  }

  /** Whether the clients of a location get answers with authority from here. */
  isAuthority(view: LocationCode): boolean {
    return this.isCut(view) && (this.authorityFor.has(EVERYWHERE) || this.authorityFor.has(view));
  }

  /** Whether clients of some location, or of none, get answers with authority from here. */
  isAuthoritySomewhere(): boolean {
    if (this.authorityFor.has(EVERYWHERE)) return this.cutFor.size > 0;
    for (const location of this.authorityFor) if (this.isCut(location)) return true;
    return false;
  }
}

const OUTSIDE: Fate = { kind: "outside" };

export class Zones {
  private readonly zones: Zone[] = [];
  private readonly byName = new Map<NameId, number>();
  /** For the view of all locations together: number of the zone + 1 for each name, -1 outside, 0 when not known. */
  private nearest = new Int32Array(1024);
  /** Whether a zone of this file can hold reverse names. */
  private readonly reverseZones: boolean;

  constructor(private readonly records: RecordTable) {
    const { type, owner, location } = records;
    for (let row = 0; row < records.count; row++) {
      const isServer = type[row] === TYPE.NS;
      if (!isServer && type[row] !== TYPE.SOA) continue;
      // A wildcard NS or SOA makes no zone (Q5).
      if (!records.isWildcard(row)) this.zoneFor(owner[row]).add(row, isServer, location[row]);
    }
    this.reverseZones = this.zones.some(({ name }) => {
      const labels = records.names.labels(name);
      return labels.length <= 2 ? endsWith(["in-addr", "arpa"], labels) : endsWith(labels, ["in-addr", "arpa"]);
    });
  }

  all(): readonly Zone[] {
    return this.zones;
  }

  at(name: NameId): Zone | undefined {
    const index = this.byName.get(name);
    return index === undefined ? undefined : this.zones[index];
  }

  /**
   * What becomes of a query for a name by whichever client is served best. A wildcard is looked at from the name above
   * it, since the names that it covers stand there.
   */
  fate(name: NameId): Fate {
    const { names } = this.records;
    const index = this.nearestZone(names.isWildcard(name) ? names.parent(name) : name);
    if (index < 0) return OUTSIDE;
    const zone = this.zones[index];
    return zone.isAuthoritySomewhere() ? zone.served : zone.delegated;
  }

  /** What becomes of a query for a name by clients of one location. */
  fateFor(name: NameId, view: LocationCode): Fate {
    const { names } = this.records;
    for (const at of names.upward(names.isWildcard(name) ? names.parent(name) : name)) {
      const zone = this.at(at);
      if (zone?.isCut(view)) return zone.isAuthority(view) ? zone.served : zone.delegated;
    }
    return OUTSIDE;
  }

  /** What becomes of a query for the owner of a row, by the clients that see the row. */
  fateOf(row: Row): Fate {
    const { owner, location } = this.records;
    return location[row] === EVERYWHERE ? this.fate(owner[row]) : this.fateFor(owner[row], location[row]);
  }

  /** What becomes of a query for the reverse name of an address (big-endian). */
  fateOfReverse(address: number): Fate {
    return this.reverseZones ? this.fate(this.records.names.nearestKnown(reverseName(address))) : OUTSIDE;
  }

  /** Whether names at and below this one are answered with authority. */
  isServed(name: NameId): boolean {
    return this.fate(name).kind === "served";
  }

  /**
   * The nearest name upward that serves somebody, or that is a cut for everybody. A cut that only some locations see
   * and that serves nobody does not hide a zone above it from the rest.
   */
  private nearestZone(name: NameId): number {
    const path: NameId[] = [];
    let found = -1;
    const { names } = this.records;
    for (let at = name; at !== NO_NAME; at = names.parent(at)) {
      if (at >= this.nearest.length) this.nearest = enlarged(this.nearest, at + 1);
      if (this.nearest[at] !== 0) {
        found = this.nearest[at] > 0 ? this.nearest[at] - 1 : -1;
        break;
      }
      path.push(at);
      const index = this.byName.get(at);
      if (index === undefined) continue;
      const zone = this.zones[index];
      if (zone.isCut(EVERYWHERE) || zone.isAuthoritySomewhere()) {
        found = index;
        break;
      }
    }
    for (const at of path) this.nearest[at] = found + 1 || -1;
    return found;
  }

  private zoneFor(name: NameId): Zone {
    let index = this.byName.get(name);
    if (index === undefined) {
      index = this.zones.length;
      this.byName.set(name, index);
      this.zones.push(new Zone(name));
    }
    return this.zones[index];
  }
}

function endsWith(labels: readonly string[], suffix: readonly string[]): boolean {
  return suffix.every((label, index) => labels[labels.length - suffix.length + index] === label);
}
