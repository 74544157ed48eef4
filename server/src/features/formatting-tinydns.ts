/** Data lines without blanks and empty fields at their end, and with owner names in small letters, as they are stored. */

import { encodeLatin1, SourceText } from "djblint-grammars/text";
import { LineParser } from "djblint-grammars/tinydns/parser";
import { printDataLine } from "djblint-grammars/tinydns/printer";
import { LineScanner } from "djblint-grammars/tinydns/scanner";
import { readDataLine } from "djblint-grammars/tinydns/tree";
import { publishTheSame } from "../compile/same-records.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";
import type { Source } from "../source.js";
import { trimEnd } from "./trim-end.js";

export function formatTinydnsLine(line: string, { analysis }: Source): string {
  const data = analysis as ZoneData;
  // What is no data is not ours to mend.
  if (!data.isReadable) return line;
  const tidy = tidied(line);
  const small = withSmallOwner(tidy);
  return (
    [small, tidy].find(
      (form) => form !== line && publishTheSame(encodeLatin1(line), encodeLatin1(form), data.dialect),
    ) ?? line
  );
}

const parser = new LineParser();

function tidied(line: string): string {
  const text = new SourceText(encodeLatin1(line));
  const scanner = new LineScanner(text.bytes);
  const read = scanner.advance() ? readDataLine(scanner, parser) : undefined;
  return read?.type ? printDataLine(read, text) : trimEnd(line);
}

/** Names that stand in the data of a record keep their letters: clients see them as they are written. */
function withSmallOwner(line: string): string {
  if (line === "" || line[0] === "#" || line[0] === "-") return line;
  const colon = line.indexOf(":", 1);
  const end = colon < 0 ? line.length : colon;
  return line[0] + line.slice(1, end).replace(/[A-Z]/g, (letter) => letter.toLowerCase()) + line.slice(end);
}
