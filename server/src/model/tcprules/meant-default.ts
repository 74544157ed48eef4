import { AddressKind, isDead } from "./access-address.js";
import type { AccessTable } from "./access-table.js";

/**
 * Whether a line was to speak of everybody, and does not: its address is `*`, `ALL`, `0.0.0.0`, a blank or the like, or `:` by
 * a colon too many, or the colon is lost, and the line is skipped.
 */
export function hasMeantDefault(table: AccessTable): boolean {
  for (let index = 0; index < table.count; index++) {
    if (isForOthers(table.kind(index)) && EVERYBODY.test(table.rule(index).address.text)) return true;
  }
  return table.faults.some((line) => LOST_COLON.test(table.fault(line).text));
}

function isForOthers(kind: AddressKind): boolean {
  return isDead(kind) || kind === AddressKind.NoHost || kind === AddressKind.Ipv6Colons;
}

const EVERYBODY = /^\s*(:|\*(\.\*){0,3}|all|any|default|0\.0\.0\.0(\/0(\.0\.0\.0)?)?)?\.?\s*$/i;
const LOST_COLON = /^\s*[;.]?(allow|deny)\s*(,|$)/i;
