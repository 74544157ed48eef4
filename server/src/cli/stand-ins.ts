/** The programs of `stand-in-names.ts`: same arguments, same output, same messages, same exit codes. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { complain, print } from "./output.js";
import type { StandInName } from "./stand-in-names.js";

/** Takes the arguments behind the name and gives the exit code. */
export type StandIn = (args: readonly string[]) => number;

/** Each is loaded only when it is called, so that all start fast. */
export const STAND_INS: Readonly<Record<StandInName, () => Promise<StandIn>>> = {
  "tinydns-data": async () => (await import("./tinydns-data.js")).tinydnsData,
  "tinydns-get": async () => {
    const { tinydnsGet } = await import("./tinydns-get.js");
    const now = Math.floor(Date.now() / 1000);
    const readCdb = () => readIfThere("data.cdb");
    return (args) => tinydnsGet(args, { stdout: print, stderr: complain, now, readCdb });
  },
  tcprules: async () => (await import("./tcprules.js")).tcprules,
  tcprulescheck: async () => {
    const { tcprulescheck } = await import("./tcprulescheck.js");
    const { environmentBytes } = await import("./environment-bytes.js");
    const io = { stdout: print, stderr: complain, variable: environmentBytes, read: readAsMapped };
    return (args) => tcprulescheck(args, io);
  },
  "qmail-newmrh": async () => (await import("./qmail-newmrh.js")).qmailNewmrh,
  "qmail-newu": async () => (await import("./qmail-newu.js")).qmailNewu,
};

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** What a program gets that maps a file into memory: of a pipe or a device nothing. */
function readAsMapped(path: string): Uint8Array {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return fstatSync(fd).size === 0 ? new Uint8Array(0) : readFileSync(fd);
  } finally {
    closeSync(fd);
  }
}
