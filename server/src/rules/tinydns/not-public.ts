/** What the rules about servers with addresses that nobody outside can reach share. */
import { TYPE } from "../../compile/expand.js";
import { notPublic, numberOfOctets } from "../../model/address-block.js";
import { isLocalDomain } from "../../model/internet-name.js";
import { EVERYWHERE } from "../../model/tinydns/location-code.js";
import type { NameId } from "../../model/tinydns/name-table.js";
import type { Row } from "../../model/tinydns/records.js";
import { formatAddress } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { addressesOf } from "../../model/tinydns/zone-servers.js";
import type { Report } from "../rule.js";

/**
 * Reports each name that records of a type point to and that has only addresses that are not public, as `unreachable`.
 * A file without public addresses belongs to a network without outside.
 */
export function reportNotPublic(type: number, data: ZoneData, report: Report): void {
  if (!data.hasPublicAddress) return;
  const { records, names } = data;
  const told = new Set<NameId>();
  for (const row of records.allOfType(type)) {
    if (records.locationOf(row) !== EVERYWHERE) continue;
    const target = records.target[row];
    if (told.has(target)) continue;
    const reachable = isReachable(records.firstRow(target), data);
    // The name may be known outside by another owner.
    if (!reachable && isLocal(records.owner[row], data)) continue;
    told.add(target);
    if (reachable) continue;
    const rows = addressesOf(target, row, data);
    if (rows.length === 0 || rows.some((each) => records.locationOf(each) !== EVERYWHERE)) continue;
    const address = records.target[rows[0]];
    report({
      at: data.targetSpan(row),
      message: "unreachable",
      params: {
        server: names.text(target),
        owner: records.ownerText(row),
        address: formatAddress(address),
        kind: notPublic(address)!,
      },
      related: [{ span: data.targetSpan(rows[0]), message: "address" }],
    });
  }
}

/** Whether one of the rows of a name, of which the first is given, is a public address; nearly all names have one. */
function isReachable(first: Row, { records }: ZoneData): boolean {
  for (let row = first; row >= 0; row = records.nextRow(row)) {
    if (records.typeOf(row) === TYPE.A && notPublic(records.target[row]) === undefined) return true;
  }
  return false;
}

/** Whether only clients inside ask for a name: it is in a local domain, or the reverse name of addresses inside. */
function isLocal(name: NameId, { names }: ZoneData): boolean {
  const labels = names.labels(name);
  if (labels.at(-2) !== "in-addr" || labels.at(-1) !== "arpa") return isLocalDomain(labels.at(-1) ?? "");
  const octets = labels.slice(0, -2).reverse().map(Number);
  const address = numberOfOctets([0, 1, 2, 3].map((index) => octets[index] || 0));
  return octets.length > 0 && notPublic(address) !== undefined;
}
