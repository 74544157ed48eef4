/**
 * The lines of users/assign as their author meant them, also where qmail-newu refuses the file or makes something else of
 * them. That has rules of its own, so those about single addresses look at what is left.
 */
import { parseControl } from "djblint-grammars/control/parser";
import type { ControlLine } from "djblint-grammars/control/tree";
import { encodeLatin1 } from "djblint-grammars/text";
import { UserAssignments } from "./user-assignments.js";

export function meantAssignments(lines: readonly ControlLine[]): UserAssignments | undefined {
  const meant = lines.flatMap(({ whole }) => lineMeant(whole.text) ?? []);
  return UserAssignments.ofLines(parseControl(encodeLatin1(`${meant.join("")}.\n`), "assignments"));
}

/** Signs, a name, and what stands behind it; comments begin otherwise. */
const LINE = /^([^A-Za-z0-9:#]*)([^:\0]+)(:[^\0]*)$/;

/** The field behind the home holds a dash, which one address alone has no use for. */
const HAS_DASH = /^(:[^:]*){4}:-::/;

/** Undefined for comments, blank lines, and all that is no assignment at all. */
function lineMeant(line: string): string | undefined {
  const [, signs, written, rest] = LINE.exec(line) ?? [];
  if (written === undefined) return undefined;
  const begin = written.replace(/\.?\*$/, "");
  const isPrefix = signs.includes("+") || begin !== written || begin.endsWith("-") || HAS_DASH.test(rest);
  // U1: seven colons.
  return `${isPrefix ? "+" : "="}${begin}${rest}:::::::\n`;
}
