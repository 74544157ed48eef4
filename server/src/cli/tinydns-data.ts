/** `djblint tinydns-data`: the stand-in for the real program, in the current directory. Specification E1 to E6. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { HEAD_SIZE } from "../compile/cdb.js";
import { defaultSerial } from "../compile/expand.js";
import { compileTinydns, faultMessage } from "../compile/tinydns-data.js";
import { reasonOf } from "../node-host.js";
import { CdbFile, CdbFileError } from "./cdb-file.js";
import { complain } from "./output.js";

const EXIT_TROUBLE = 111;
/** The real program writes records in pieces of this size. */
const OUTPUT_BUFFER = 8192;

/** Compiles `data` to `data.cdb`; all arguments are ignored (E1). */
export function tinydnsData(): number {
  process.umask(0o022);
  try {
    compileHere();
    return 0;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    complain(`tinydns-data: fatal: ${error.message}\n`);
    return EXIT_TROUBLE;
  }
}

class Stop extends Error {}

function compileHere(): void {
  const fd = orStop("unable to open data: ", () => openSync("data", constants.O_RDONLY | constants.O_NONBLOCK));
  try {
    const { mtimeMs, size } = orStop("unable to open data: ", () => fstatSync(fd));
    const file = writing(() => new CdbFile("data.cdb", "data.tmp"));
    const source = (buffer: Uint8Array, offset: number) =>
      orStop("unable to read line: ", () => readSync(fd, buffer, offset, buffer.length - offset, null));
    const options = { dialect: "debian", serial: defaultSerial(mtimeMs / 1000), size } as const;
    const result = writing(() => compileTinydns(source, file, options));
    if (result.kind === "refused") {
      writing(() => file.abandon(sizeLeftBehind(result.recordBytes)));
      throw new Stop(faultMessage(result.fault, result.line));
    }
    writing(() => file.commit());
  } finally {
    closeSync(fd);
  }
}

/** E5: only whole output buffers have reached data.tmp, and nothing at all before the first was full. */
function sizeLeftBehind(recordBytes: number): number {
  const buffers = Math.max(0, Math.ceil(recordBytes / OUTPUT_BUFFER) - 1);
  return buffers === 0 ? 0 : HEAD_SIZE + buffers * OUTPUT_BUFFER;
}

function orStop<T>(context: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Stop(context + reasonOf(error));
  }
}

function writing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CdbFileError)) throw error;
    const place = error.stage === "create" ? "create data.tmp" : "move data.tmp to data.cdb";
    throw new Stop(`unable to ${place}: ${error.message}`);
  }
}
