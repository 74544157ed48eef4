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

/** The same, where more than some networks of the public internet are let in. */
export function isOpenToMost(table: AccessTable): boolean {
  const { ranges, apart, isComplete } = accessMap(table);
  if (letsEverybodyIn(table) || !isComplete || apart.some(({ verdict }) => verdict.allow)) return true;
  return ranges.some((range) => range.verdict.allow && !isNotPublic(range) && range.last - range.first >= LARGEST);
}

/** Addresses in the largest network that one owner has: that of a first number, as in `9.:allow`. */
const LARGEST = 1n << 24n;

/** Whether it lets in programs of the host itself alone. */
export function isForHostAlone(table: AccessTable): boolean {
  const { ranges, apart, isComplete } = accessMap(table);
  if (!isComplete || apart.some(({ verdict }) => verdict.allow)) return false;
  return ranges.every((range) => !range.verdict.allow || isLoopback(range));
}

function isLoopback({ family, first, last }: Addresses): boolean {
  return family === "IPv4" ? first >> 24n === 127n && last >> 24n === 127n : first === 1n && last === 1n;
}

/** Whether it lets in whom no rule names. */
export function letsEverybodyIn(table: AccessTable): boolean {
  const rule = ruleFor(table, "");
  return rule === undefined || verdictOf(dataOf(rule)).allow;
}

function isNotPublic({ family, first, last }: Addresses): boolean {
  return NOT_PUBLIC.some((block) => block.family === family && block.first <= first && last <= block.last);
}
