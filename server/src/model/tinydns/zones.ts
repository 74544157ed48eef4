/**
 * Which zone answers for a name: tinydns section 8.4 (Q5, Q6). A zone cut exists where a visible NS exists; with a
 * visible SOA beside it the server is authoritative there, without one it delegates. Clients of different locations
 * may see different cuts.
 */
import { TYPE } from "../../compile/expand.js";
import { padded, withRoom } from "../columns.js";
import { EVERYWHERE, type LocationCode } from "./location-code.js";
import { type NameId, NO_NAME, REVERSE_ROOT, ROOT, reverseName } from "./name-table.js";
import type { RecordTable, Row } from "./records.js";

/** What becomes of a query for a name: a zone answers, refers to its servers, or (`outside`) there is silence. */
export type Fate = { readonly kind: "served" | "delegated"; readonly zone: Zone } | { readonly kind: "outside" };

/**
 * A name with NS or SOA records whose time is not over (Q4), all locations together. There may be many: what can be worked
 * out is not kept.
 */
export class Zone {
  /** How many NS and SOA rows there are. */
  serverCount = 0;
  soaCount = 0;
  /** Those of them that clients of one location see and others do not; few zones have such. */
  private forLocations: LocatedRows | undefined = undefined;

  constructor(
    readonly name: NameId,
    private readonly all: Zones,
  ) {}

  /** What becomes of names in this zone, for whichever client is served best. */
  get kind(): "served" | "delegated" {
    return this.isAuthoritySomewhere() ? "served" : "delegated";
  }

  /** A zone is the fate of its names. */
  get zone(): Zone {
    return this;
  }

  /** NS rows in file order. */
  get servers(): Row[] {
    return this.rowsOf(TYPE.NS);
  }

  /** SOA rows in file order. */
  get soas(): Row[] {
    return this.rowsOf(TYPE.SOA);
  }

  private rowsOf(type: number): Row[] {
    const { records, now } = this.all;
    return records.rowsOfType(this.name, type).filter((row) => !records.isExpired(row, now));
  }

  add(row: Row): void {
    const { records } = this.all;
    const isServer = records.typeOf(row) === TYPE.NS;
    if (isServer) this.serverCount++;
    else this.soaCount++;
    const location = records.locationOf(row);
    if (location === EVERYWHERE) return;
    this.forLocations ??= new LocatedRows();
    this.forLocations.add(isServer, location);
  }

  /** Whether the clients of a location meet a zone cut here. */
  isCut(view: LocationCode): boolean {
    const located = this.forLocations;
    return this.serverCount > (located?.serverCount ?? 0) || (located?.cuts.has(view) ?? false);
  }

  /** Whether the clients of a location get answers with authority from here. */
  isAuthority(view: LocationCode): boolean {
    const located = this.forLocations;
    return this.isCut(view) && (this.soaCount > (located?.soaCount ?? 0) || (located?.authorities.has(view) ?? false));
  }

  /** Whether clients of some location, or of none, get answers with authority from here. */
  isAuthoritySomewhere(): boolean {
    const { serverCount, soaCount, forLocations: located } = this;
    if (serverCount === 0 || soaCount === 0) return false;
    return !located || serverCount > located.serverCount || soaCount > located.soaCount || located.haveBoth;
  }
}

/** The NS and SOA rows of a zone that clients of one location see and others do not. */
class LocatedRows {
  serverCount = 0;
  soaCount = 0;
  readonly cuts = new Set<LocationCode>();
  readonly authorities = new Set<LocationCode>();
  private foundBoth: boolean | undefined;

  add(isServer: boolean, location: LocationCode): void {
    if (isServer) this.serverCount++;
    else this.soaCount++;
    (isServer ? this.cuts : this.authorities).add(location);
  }

  /** Whether there are an NS and an SOA for the same location; to be asked when all rows are there. */
  get haveBoth(): boolean {
    this.foundBoth ??= [...this.authorities].some((location) => this.cuts.has(location));
    return this.foundBoth;
  }
}

const OUTSIDE: Fate = { kind: "outside" };
/** The place of a name that lies in no zone. */
const NOWHERE = 0;

export class Zones {
  private readonly zones: Zone[] = [];
  /**
   * For each name twice the number of the zone that it lies in, counted from 1; for a name with NS or SOA records twice
   * the number of these, plus one.
   */
  private places: Int32Array;
  /**
   * For each zone the place of the names in it, all locations together: a cut that only some locations see and that
   * serves nobody does not hide a zone above it from the rest.
   */
  private readonly inner: Int32Array;
  /** Whether a zone of this file can hold reverse names. */
  holdReverseNames: boolean;
  /** Whether the file makes the server the authority for some zone. */
  readonly haveAuthority: boolean;
  /** The moment at which these are the zones. */
  readonly now: number;

  /** `worn` are zones that are of no use any more: their columns are taken over. */
  constructor(
    readonly records: RecordTable,
    worn?: Zones,
  ) {
    const { owner, names, now } = records;
    this.now = now;
    const isRoom = worn !== undefined && worn.places.length >= names.count;
    this.places = isRoom ? worn.places.fill(NOWHERE) : new Int32Array(withRoom(names.count));
    for (let row = 0; row < records.count; row++) {
      const type = records.typeOf(row);
      if (type !== TYPE.NS && type !== TYPE.SOA) continue;
      // A wildcard NS or SOA makes no zone (Q5).
      if (!records.isWildcard(row) && !records.isExpired(row, now)) this.zoneFor(owner[row]).add(row);
    }
    this.haveAuthority = this.zones.some((zone) => zone.isAuthoritySomewhere());
    this.inner = worn && worn.inner.length >= this.zones.length ? worn.inner : new Int32Array(this.zones.length);
    this.placeNames(ROOT, names.count);
    this.holdReverseNames = this.findReverseZone();
  }

  /** Takes in the names that came when the records were revised without a change of zones. */
  addNames(from: NameId): void {
    const { count } = this.records.names;
    if (from === count) return;
    if (this.places.length < count) this.places = padded(this.places, count);
    this.places.fill(NOWHERE, from, count);
    this.placeNames(from, count);
    this.holdReverseNames = this.findReverseZone();
  }

  all(): readonly Zone[] {
    return this.zones;
  }

  at(name: NameId): Zone | undefined {
    const place = this.places[name];
    return place & 1 ? this.zones[(place >> 1) - 1] : undefined;
  }

  /**
   * What becomes of a query for a name by whichever client is served best. A wildcard is looked at from the name above
   * it, since the names that it covers stand there.
   */
  fate(name: NameId): Fate {
    const place = this.innerPlace(this.places[name]);
    return place > NOWHERE ? this.zones[(place >> 1) - 1] : OUTSIDE;
  }

  /** What becomes of a query for a name by clients of one location. */
  fateFor(name: NameId, view: LocationCode): Fate {
    const { names } = this.records;
    for (let at = names.isWildcard(name) ? names.parent(name) : name; at !== NO_NAME; at = names.parent(at)) {
      const zone = this.at(at);
      if (zone?.isCut(view)) return { kind: zone.isAuthority(view) ? "served" : "delegated", zone };
    }
    return OUTSIDE;
  }

  /** What becomes of a query for the owner of a row, by the clients that see the row. */
  fateOf(row: Row): Fate {
    const owner = this.records.owner[row];
    const location = this.records.locationOf(row);
    return location === EVERYWHERE ? this.fate(owner) : this.fateFor(owner, location);
  }

  /** What becomes of a query for the reverse name of an address (big-endian). */
  fateOfReverse(address: number): Fate {
    return this.holdReverseNames ? this.fate(this.records.names.nearestKnown(reverseName(address))) : OUTSIDE;
  }

  /** Whether names at and below this one are answered with authority. */
  isServed(name: NameId): boolean {
    return this.fate(name).kind === "served";
  }

  private findReverseZone(): boolean {
    const { names } = this.records;
    const reverse = names.nearestKnown(REVERSE_ROOT);
    const isReverse = names.hasReverseNames;
    return this.zones.some(({ name }) => names.isWithin(reverse, name) || (isReverse && names.isWithin(name, reverse)));
  }

  /** A name above another has the smaller number, so one pass is enough. */
  private placeNames(from: NameId, end: NameId): void {
    const { places, zones, inner } = this;
    const { names } = this.records;
    for (let name = from; name < end; name++) {
      const above = name === ROOT ? NOWHERE : this.innerPlace(places[names.parent(name)]);
      const place = places[name];
      if (place === NOWHERE) places[name] = above;
      else {
        const index = (place >> 1) - 1;
        const isOwn = zones[index].isCut(EVERYWHERE) || zones[index].isAuthoritySomewhere();
        inner[index] = isOwn ? place & ~1 : above;
      }
    }
  }

  /** The place of the names below a name, by its own. */
  private innerPlace(place: number): number {
    return place & 1 ? this.inner[(place >> 1) - 1] : place;
  }

  private zoneFor(name: NameId): Zone {
    const { places, zones } = this;
    if (places[name] === NOWHERE) {
      zones.push(new Zone(name, this));
      places[name] = (zones.length << 1) | 1;
    }
    return zones[(places[name] >> 1) - 1];
  }
}
