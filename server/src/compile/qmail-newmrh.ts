/** The compiler of control/morercpthosts: bytes in, morercpthosts.cdb out, byte for byte what qmail-newmrh writes (A9). */
import { parseControl } from "djblint-grammars/control/parser";
import { foldCase } from "../model/control/control.js";
import type { CdbSink } from "./cdb.js";
import { CdbWriter } from "./cdb-writer.js";
import type { Compiled } from "./compiled.js";

const NO_DATA = new Uint8Array(0);

/** Equal keys make a record each; the data of all is empty. Every source has a database. */
export function compileNewmrh(source: Uint8Array, sink: CdbSink): Compiled {
  const writer = new CdbWriter(sink);
  for (const { kind, whole } of parseControl(source, "keys")) {
    if (kind !== "entry") continue;
    writer.begin(whole.text.length);
    writer.put(foldCase(whole.text));
    writer.end(NO_DATA);
  }
  const bytes = writer.finish();
  return { kind: "compiled", records: writer.records, bytes };
}
