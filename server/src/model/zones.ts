/**
 * Which zone answers for a name: tinydns section 8.4 (Q5, Q6). A zone cut exists where a visible NS exists; with a
 * visible SOA beside it the server is authoritative there, without one it delegates. Clients of different locations
 * may see different cuts.
 */
import { TYPE } from "../compile/expand.js";
import { type NameId, ROOT, reverseName, wireOf } from "./name-table.js";
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
const NO_ZONE = -1;

export class Zones {
  private readonly zones: Zone[] = [];
  private readonly byName = new Map<NameId, number>();
  /** What each zone makes of the names in it, for whichever client is served best. */
  private readonly fates: Fate[];
  /**
   * For each name twice the number of the zone that it lies in, `NO_ZONE` outside; plus one when the name has NS or
   * SOA records itself. All locations together: a cut that only some locations see and that serves nobody does not
   * hide a zone above it from the rest.
   */
  private readonly places: Int32Array;
  /** Whether a zone of this file can hold reverse names. */
  private readonly reverseZones: boolean;

  constructor(private readonly records: RecordTable) {
    const { type, owner, location, names } = records;
    for (let row = 0; row < records.count; row++) {
      const isServer = type[row] === TYPE.NS;
      if (!isServer && type[row] !== TYPE.SOA) continue;
      // A wildcard NS or SOA makes no zone (Q5).
      if (!records.isWildcard(row)) this.zoneFor(owner[row]).add(row, isServer, location[row]);
    }
    this.fates = this.zones.map((zone) => (zone.isAuthoritySomewhere() ? zone.served : zone.delegated));
    this.places = this.placeNames();
    const reverse = names.nearestKnown(wireOf(["in-addr", "arpa"]));
    const isReverse = names.labels(reverse).length === 2;
    this.reverseZones = this.zones.some(
      ({ name }) => names.isWithin(reverse, name) || (isReverse && names.isWithin(name, reverse)),
    );
  }

  all(): readonly Zone[] {
    return this.zones;
  }

  at(name: NameId): Zone | undefined {
    return this.places[name] & 1 ? this.zones[this.byName.get(name)!] : undefined;
  }

  /**
   * What becomes of a query for a name by whichever client is served best. A wildcard is looked at from the name above
   * it, since the names that it covers stand there.
   */
  fate(name: NameId): Fate {
    const zone = this.places[name] >> 1;
    return zone === NO_ZONE ? OUTSIDE : this.fates[zone];
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

  /** A name above another has the smaller number, so one pass is enough. */
  private placeNames(): Int32Array {
    const { names } = this.records;
    const places = new Int32Array(names.count);
    for (let name = 0; name < names.count; name++) {
      places[name] = name === ROOT ? NO_ZONE << 1 : places[names.parent(name)] & ~1;
      const index = this.byName.get(name);
      if (index === undefined) continue;
      const isOwn = this.zones[index].isCut(EVERYWHERE) || this.fates[index].kind === "served";
      places[name] = (isOwn ? index << 1 : places[name]) | 1;
    }
    return places;
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
