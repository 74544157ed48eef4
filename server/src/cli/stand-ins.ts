/**
 * Programs that djblint can take the place of, by name: same arguments, same output, same messages, same exit codes.
 * Kept apart from the rest so that they start fast.
 */
import { readFileSync } from "node:fs";
import { complain, print } from "./output.js";
import { tinydnsData } from "./tinydns-data.js";
import { tinydnsGet } from "./tinydns-get.js";

/** Takes the arguments behind the name and returns the exit code. */
export type StandIn = (args: string[]) => number;

export const STAND_INS: Readonly<Record<string, StandIn>> = {
  "tinydns-data": tinydnsData,
  "tinydns-get": (args) =>
    tinydnsGet(args, {
      stdout: print,
      stderr: complain,
      now: Math.floor(Date.now() / 1000),
      readCdb: () => readIfThere("data.cdb"),
    }),
};

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
