import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { environmentBytes } from "../environment-bytes.js";
import { complain, print } from "../output.js";
import { tcprulescheck } from "../tcprulescheck.js";
import type { StandIn } from "./stand-in.js";

export const standIn: StandIn = (args) =>
  tcprulescheck(args, { stdout: print, stderr: complain, variable: environmentBytes, read: readAsMapped });

/** What a program gets that maps a file into memory: of a pipe or a device nothing. */
function readAsMapped(path: string): Uint8Array {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return fstatSync(fd).size === 0 ? new Uint8Array(0) : readFileSync(fd);
  } finally {
    closeSync(fd);
  }
}
