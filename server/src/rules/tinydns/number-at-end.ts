/** Names whose top-level domain ends in a number, which none does. One rule tells it; the rules about such a name have nothing to add. */
import { type NameId, type NameTable, ROOT } from "../../model/tinydns/name-table.js";

/** All digits, or so many that they are no part of a name, or behind a name that everybody knows. */
const NUMBER_AT_END = /(?:^\d+|\d{3,}|(?<=^(?:com|net|org|edu|gov|info|biz))\d+)$/;

/** The label at the end of a name of two labels or more, and the number in it. */
export function numberAtEnd(name: NameId, names: NameTable): { top: string; number: string } | undefined {
  let last = name;
  while (last !== ROOT && !names.isTopLevel(last)) last = names.parent(last);
  const top = names.text(last);
  // The digits of an escaped byte are none of the name.
  const [number] = top.includes("\\") ? [] : (NUMBER_AT_END.exec(top) ?? []);
  return number === undefined ? undefined : { top, number };
}
