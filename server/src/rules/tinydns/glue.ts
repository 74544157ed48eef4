/** What the rules about addresses that go along with a referral share. */
import { isAddress } from "../../model/tinydns/look-up.js";
import type { Row } from "../../model/tinydns/records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";

/** Whether clients who see an NS row see an address of its server too; nobody sees one that is over. */
export function hasGlue(row: Row, { records, now }: ZoneData): boolean {
  if (records.isExpired(row, now)) return true;
  for (let each = records.firstRow(records.target[row]); each >= 0; each = records.nextRow(each)) {
    if (isAddress(records.typeOf(each)) && records.coexist(each, row)) return true;
  }
  return false;
}
