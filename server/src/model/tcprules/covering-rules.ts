/** Which rules speak of all the addresses of another one, and of more: shorter prefixes. R40, step 5. */
import type { RuleLine } from "djblint-grammars/tcprules/tree";
import { AddressKind } from "./access-address.js";
import type { AccessTable } from "./access-table.js";

/** A person writes no more rules; larger files are made by programs, which know what they do. */
const WRITTEN_BY_HAND = 10_000;

export function isWrittenByHand({ count }: AccessTable): boolean {
  return count <= WRITTEN_BY_HAND;
}

/** Whether a rule is for IP addresses: one, a prefix or a range of them. */
export function isForAddresses(kind: AddressKind): boolean {
  switch (kind) {
    case AddressKind.Address:
    case AddressKind.NetworkNumber:
    case AddressKind.Prefix:
    case AddressKind.CutRange:
      return true;
    default:
      return false;
  }
}

/** The rules for prefixes of the rule's addresses, the longest first. Of a range, for what its addresses have in common. */
export function* coveringRules(table: AccessTable, rule: RuleLine): Generator<number> {
  const { text, form } = rule.address;
  let head = form.kind === "range" ? form.head : text;
  while (head !== "") {
    const index = head === text ? undefined : table.firstRule(head);
    if (index !== undefined) yield index;
    const shorter = head.slice(0, -1);
    head = shorter.slice(0, Math.max(shorter.lastIndexOf("."), shorter.lastIndexOf(":")) + 1);
  }
}
