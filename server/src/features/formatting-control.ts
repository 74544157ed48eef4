/** Lines of control files without blanks at their end, and with domains in small letters where these are only looked up. */
import { parseControl } from "djblint-grammars/control/parser";
import type { ControlLine } from "djblint-grammars/control/tree";
import { encodeLatin1 } from "djblint-grammars/text";
import { foldCase } from "../model/control/control.js";
import { type ControlSource, isReadByQmail } from "../model/control/control-source.js";
import { holdsDomains } from "../model/control/domain-entry.js";
import type { Source } from "../source.js";
import { trimEnd } from "./trim-end.js";

export function formatControlLine(line: string, { analysis }: Source): string {
  const file = analysis as ControlSource;
  // What programs of patches make of their files is not known; in users/assign blanks count.
  if (!isReadByQmail(file) || file.shape === "assignments" || file.shape === "database") return line;
  const tidy = trimEnd(line);
  const small = holdsDomains(file) ? withSmallKey(tidy) : tidy;
  return [small, tidy].find((form) => form !== line && saysTheSame(line, form, file)) ?? line;
}

/** R20: keys are found in any case; values are not touched. */
function withSmallKey(line: string): string {
  if (line.startsWith("#")) return line;
  const colon = line.indexOf(":");
  const end = colon < 0 ? line.length : colon;
  return foldCase(line.slice(0, end)) + line.slice(end);
}

function saysTheSame(before: string, after: string, { shape }: ControlSource): boolean {
  const [a, b] = [before, after].map((line) => parseControl(encodeLatin1(`${line}\n`), shape).map(wordsOf));
  return a.join("\n") === b.join("\n");
}

/** All that a reader gets of a line, keys in small letters. */
function wordsOf(line: ControlLine): string {
  switch (line.kind) {
    case "blank":
    case "comment":
      return "";
    case "entry":
      return `entry\0${foldCase(line.whole.text)}`;
    case "pair":
      return `pair\0${foldCase(line.key.text)}\0${line.value.text}`;
    case "route":
      return `route\0${foldCase(line.key.text)}\0${line.relay.text}\0${line.port?.text}`;
    default:
      return `${line.kind}\0${line.whole.text}`;
  }
}
