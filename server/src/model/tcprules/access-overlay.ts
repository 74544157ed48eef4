/**
 * The rules that may decide about some addresses, as stretches on top of one another: of two that speak of an address,
 * the one that is asked for earlier is on top. R40.
 */
import { type Dialect, dialectSpec } from "djblint-grammars/tcprules/fields";
import { AddressOverlay } from "../address-overlay.js";
import { type Addresses, type Family, wholeSpace } from "../ip.js";
import { type Audience, audiencesOf, ipv4Turn, LAST_TURN } from "./access-key.js";
import type { AccessTable } from "./access-table.js";
import { IPV4_SIZES } from "./ipv4-key.js";
import type { VisitKeys } from "./ipv4-keys.js";

/** Ranges in the middle of an address stand for up to 256 stretches each; a file made of them must not fill memory. */
export const MOST_STRETCHES = 1 << 20;

/** What of a table is looked at. */
export interface Section {
  /** Shows the IPv4 keys. */
  readonly look: (visit: VisitKeys) => void;
  /** Whether other addresses belong to it. */
  readonly holds: (addresses: Addresses) => boolean;
}

/** One for each family of the dialect; undefined when there are too many stretches. Ids are indexes of rules. */
export function accessOverlays(table: AccessTable, section = wholeOf(table)): AddressOverlay[] | undefined {
  const overlays = familiesOf(table.dialect).map((family) => new AddressOverlay(family));
  const [ipv4] = overlays;
  let count = 0;
  section.look((octets, first, last, rule) => {
    const size = IPV4_SIZES[octets];
    if (count++ < MOST_STRETCHES) ipv4.addIpv4(first * size, (last + 1) * size - 1, ipv4Turn(octets), rule);
  });
  for (const { rule, audiences } of otherAudiences(table)) {
    const some = audiences.filter((audience) => !("addresses" in audience) || section.holds(audience.addresses));
    count += some.length;
    if (count > MOST_STRETCHES) return undefined;
    for (const overlay of overlays) addTo(overlay, rule, some);
  }
  return count > MOST_STRETCHES ? undefined : overlays;
}

function wholeOf({ ipv4Keys }: AccessTable): Section {
  return { look: (visit) => ipv4Keys.look(visit), holds: () => true };
}

export function familiesOf(dialect: Dialect): Family[] {
  return dialectSpec(dialect).ipv6 ? ["IPv4", "IPv6"] : ["IPv4"];
}

/** Adds the addresses that a rule speaks of, under those of rules that are asked for earlier. */
function addTo(overlay: AddressOverlay, rule: number, audiences: readonly Audience[]): void {
  for (const audience of audiences) {
    if (audience.kind === "default") overlay.add(wholeSpace(overlay.family), LAST_TURN, rule);
    else if ("addresses" in audience) overlay.add(audience.addresses, audience.turn, rule);
  }
}

interface OtherRule {
  readonly rule: number;
  readonly audiences: readonly Audience[];
}

/** Hovers ask for the same again and again. */
const OTHERS = new WeakMap<AccessTable, readonly OtherRule[]>();

/** Of the rules that are for addresses and not in `ipv4Keys`. */
export function otherAudiences(table: AccessTable): readonly OtherRule[] {
  const others = OTHERS.get(table) ?? readOthers(table);
  OTHERS.set(table, others);
  return others;
}

/** No more than any overlay takes. */
function readOthers(table: AccessTable): OtherRule[] {
  const others: OtherRule[] = [];
  let count = 0;
  for (const rule of table.otherAddresses) {
    const audiences = audiencesOf({ address: table.address(rule) }, table.dialect);
    others.push({ rule, audiences });
    count += audiences.length;
    if (count > MOST_STRETCHES) break;
  }
  return others;
}
