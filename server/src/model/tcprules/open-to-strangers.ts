/** Whether a server lets in clients from the public internet, as far as its access rules tell. */

import { NOT_PUBLIC } from "../address-block.js";
import type { Addresses } from "../ip.js";
import { dataOf, ruleFor, verdictOf } from "./access.js";
import { accessMap } from "./access-map.js";
import type { AccessTable } from "./access-table.js";

export function isOpenToStrangers(table: AccessTable): boolean {
  const { ranges, apart, isComplete } = accessMap(table);
  if (!isComplete || apart.some(({ verdict }) => verdict.allow)) return true;
  return ranges.some((range) => range.verdict.allow && !isNotPublic(range));
}

/** Whether it lets in whom no rule names. */
export function letsEverybodyIn(table: AccessTable): boolean {
  const rule = ruleFor(table, "");
  return rule === undefined || verdictOf(dataOf(rule)).allow;
}

function isNotPublic({ family, first, last }: Addresses): boolean {
  return NOT_PUBLIC.some((block) => block.family === family && block.first <= first && last <= block.last);
}
