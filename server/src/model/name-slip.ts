/** Slips of the hand in names of hosts and domains: a name one letter or dot away from one that is known to be right. */
import { isLetterMoved, isOneEditAway } from "./one-edit.js";
import { isNoTopLevel } from "./top-level.js";

/** Of shorter labels, and words in labels with hyphens, other letters make other names; letters that changed places do not so soon. */
const SHORTEST_LABEL = 5;
const SHORTEST_OF_PAIR = 4;
const SHORTEST_MOVED = 4;
const SHORTEST_TOP_LEVEL = 3;

/**
 * Whether a name was very likely meant for another, both in lower case. `moved`: a dot is missing, doubled or one place
 * off, two letters changed places, or one was typed twice; hosts have numbers and letters of their own. `any`: also a
 * letter more, less or other; `pair`: where each of the two names lacks what the other one has, so in shorter labels too.
 */
export function isNameSlip(written: string, usual: string, letters: "moved" | "any" | "pair"): boolean {
  if (written === usual || !isOneEditAway(written, usual)) return false;
  if (written.replaceAll(".", "") === usual.replaceAll(".", "")) return true;
  const off = labelOff(written, usual);
  if (!off || marksOf(off.written) !== marksOf(off.usual)) return false;
  const { length } = off.usual;
  if (length >= (off.isTopLevel ? SHORTEST_TOP_LEVEL : SHORTEST_MOVED) && isLetterMoved(off.written, off.usual))
    return true;
  return letters !== "moved" && isOtherLetter(off, letters === "pair" ? SHORTEST_OF_PAIR : SHORTEST_LABEL);
}

interface LabelOff {
  readonly written: string;
  readonly usual: string;
  readonly isTopLevel: boolean;
}

/** The only label in which two names differ. */
function labelOff(written: string, usual: string): LabelOff | undefined {
  const labels = written.split(".");
  const others = usual.split(".");
  if (labels.length !== others.length) return undefined;
  const off = labels.findIndex((label, index) => label !== others[index]);
  return { written: labels[off], usual: others[off], isTopLevel: off === labels.length - 1 };
}

/** Digits and hyphens, which make names of their own. */
function marksOf(label: string): string {
  return label.replace(/[a-z]/g, "");
}

/** Whether a letter is missing, added or another one; the plural is a name of its own, and so is a top-level domain that there is. */
function isOtherLetter({ written, usual, isTopLevel }: LabelOff, shortest: number): boolean {
  if (written === `${usual}s` || usual === `${written}s`) return false;
  if (isTopLevel) return isNoTopLevel(written, usual) || written.length >= LONG_TOP_LEVEL;
  return wordOff(written, usual).length >= shortest;
}

/** Hardly two as long as this differ by one letter. */
const LONG_TOP_LEVEL = 6;

/** What differs of the words between hyphens: `firma-a` and `firma-b` are two names. */
function wordOff(written: string, usual: string): string {
  const words = written.split("-");
  return usual.split("-").find((word, index) => word !== words[index]) ?? "";
}
