/** `djblint tinydns-data`: the stand-in for the real program, in the current directory. Specification E1 to E6. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { defaultSerial } from "../compile/expand.js";
import { compileTinydns, faultMessage } from "../compile/tinydns-data.js";
import { reasonOf } from "../node-host.js";
import { CdbFile, CdbFileError } from "./cdb-file.js";
import { complain } from "./output.js";

const EXIT_TROUBLE = 111;

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
      writing(() => file.abandon());
      throw new Stop(faultMessage(result.fault, result.line));
    }
    writing(() => file.commit());
  } finally {
    closeSync(fd);
  }
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
    const place = error.stage === "move" ? "move data.tmp to data.cdb" : "create data.tmp";
    throw new Stop(`unable to ${place}: ${error.message}`);
  }
}
