import { AddressKind, isDead } from "./access-address.js";
import type { AccessTable } from "./access-table.js";

/** Whether a line was to speak of everybody, and does not: its address is `*`, `ALL`, `0.0.0.0` or the like, or `:` by a colon too many. */
export function hasMeantDefault(table: AccessTable): boolean {
  for (let index = 0; index < table.count; index++) {
    if (isForOthers(table.kind(index)) && EVERYBODY.test(table.rule(index).address.text)) return true;
  }
  return false;
}

function isForOthers(kind: AddressKind): boolean {
  return isDead(kind) || kind === AddressKind.NoHost || kind === AddressKind.Ipv6Colons;
}

const EVERYBODY = /^(:|\*(\.\*){0,3}|all|any|default|0\.0\.0\.0(\/0(\.0\.0\.0)?)?)?\.?$/i;
