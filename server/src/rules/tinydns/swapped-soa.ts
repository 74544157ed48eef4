/** Z lines with the server and the mailbox in each other's place. One rule tells the cause; soa-mname-not-ns has nothing to add. */
import { labelsOf, type NameId } from "../../model/tinydns/name-table.js";
import type { Row } from "../../model/tinydns/records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import type { Zone } from "../../model/tinydns/zones.js";

/** How mailboxes of those who look after a zone begin (RFC 2142), and no name server does. */
const MAILBOX =
  /^(hostmaster|(dns|sys|net)[-_]?(admin|master)|admin|administrator|postmaster|webmaster|root|noc|abuse)$|@/i;

/** The SOA rows of a zone that Z lines make. */
export function writtenSoas({ soas }: Zone, data: ZoneData): Row[] {
  return soas.filter((row) => data.letterOf(row) === "Z");
}

export function serverNames({ servers }: Zone, { records }: ZoneData): ReadonlySet<NameId> {
  return new Set(servers.map((row) => records.target[row]));
}

/** Whether the mailbox of an SOA is the name of a server of the zone, and its primary server is none of them but named like a mailbox. */
export function isSwapped(row: Row, servers: ReadonlySet<NameId>, data: ZoneData): boolean {
  const { records, names } = data;
  const mname = records.target[row];
  if (servers.has(mname) || !servers.has(mailboxName(row, data))) return false;
  const [first] = labelsOf(names.wire(mname));
  return first !== undefined && MAILBOX.test(first);
}

/** The mailbox of an SOA as the name that it is. */
function mailboxName(row: Row, { records, names }: ZoneData): NameId {
  return names.find(records.rdata(row), names.wireLength(records.target[row]));
}
