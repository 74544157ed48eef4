/** The compiler of users/assign: bytes in, users/cdb out, byte for byte what qmail-newu writes (U1 to U4). */
import { parseControl } from "djblint-grammars/control/parser";
import type { AssignmentLine } from "djblint-grammars/control/tree";
import { encodeLatin1 } from "djblint-grammars/text";
import { foldCase } from "../model/control/control.js";
import type { CdbSink } from "./cdb.js";
import { CdbWriter } from "./cdb-writer.js";
import type { Compiled } from "./compiled.js";

/** The first line that qmail-newu does not get past. The sink has the records before it, and no tables. */
export interface Refused {
  readonly kind: "refused";
  /** 0-based; the number of lines when the final dot is missing. */
  readonly line: number;
}

/** What qmail-newu says about any fault. */
export const FAULT_MESSAGE = "bad format in users/assign";

export function compileNewu(source: Uint8Array, sink: CdbSink): Compiled | Refused {
  const writer = new CdbWriter(sink);
  const lines = parseControl(source, "assignments");
  /** The last bytes of wildcards: at these places qmail-lspawn asks for the beginning of an address. */
  let endings = "";
  for (const line of lines) {
    if (line.kind === "end") {
      addRecord(writer, "", endings);
      const bytes = writer.finish();
      return { kind: "compiled", records: writer.records, bytes };
    }
    if (line.kind !== "assignment") return refuse(writer, line.line);
    const last = line.address.text.slice(-1);
    if (line.sign.text === "+" && !endings.includes(last)) endings += last;
    addRecord(writer, keyOf(line), dataOf(line));
  }
  return refuse(writer, lines.length);
}

function refuse(writer: CdbWriter, line: number): Refused {
  writer.flush();
  return { kind: "refused", line };
}

function addRecord(writer: CdbWriter, key: string, data: string): void {
  writer.begin(key.length + data.length);
  writer.put(key);
  writer.end(encodeLatin1(data));
}

/** A whole address has a NUL behind it, the beginning of one has not. Every sign but + counts as = (U2). */
function keyOf({ sign, address }: AssignmentLine): string {
  return `!${foldCase(address.text)}${sign.text === "+" ? "" : "\0"}`;
}

function dataOf({ user, uid, gid, home, dash, extension }: AssignmentLine): string {
  return [user, uid, gid, home, dash, extension].map(({ text }) => text).join("\0");
}
