/** `djblint tcprules`: the stand-in for the real program. Specification sections 4 and 5 (R33 to R38). */
import { fstatSync, readSync } from "node:fs";
import { encodeLatin1 } from "djblint-grammars/text";
import { compileTcprulesStream, faultMessage } from "../compile/tcprules.js";
import { reasonOf } from "../node-host.js";
import { CdbFile, CdbFileError } from "./cdb-file.js";
import { complain } from "./output.js";

const USAGE = "tcprules: usage: tcprules rules.cdb rules.tmp\n";
const EXIT_REFUSED = 100;
const EXIT_TROUBLE = 111;
const STDIN = 0;

/** Compiles standard input; arguments behind the second are ignored. */
export function tcprules(args: readonly string[], read = readInput): number {
  const [target, temporary] = args;
  if (target === undefined || temporary === undefined) {
    complain(USAGE);
    return EXIT_REFUSED;
  }
  try {
    return compileInput(target, temporary, read);
  } catch (error) {
    if (error instanceof InputError) return fail(`unable to read input: ${error.message}`);
    if (error instanceof CdbFileError) return fail(`${PLACES[error.stage](target, temporary)}: ${error.message}`);
    throw error;
  }
}

class InputError extends Error {}

const PLACES: Readonly<Record<CdbFileError["stage"], (target: string, temporary: string) => string>> = {
  create: (_, temporary) => `unable to create ${temporary}`,
  write: (_, temporary) => `unable to write to ${temporary}`,
  move: (target, temporary) => `unable to move ${temporary} to ${target}`,
};

/** The temporary file is made before anything is read (R33), which empties a source that is named as one (R37). */
function compileInput(target: string, temporary: string, read: typeof readInput): number {
  const file = new CdbFile(target, temporary);
  const result = compileTcprulesStream(read, file, fstatSync(STDIN).size);
  if (result.kind === "refused") {
    file.abandon();
    complain(encodeLatin1(`tcprules: fatal: ${faultMessage(result.fault)}\n`));
    return EXIT_REFUSED;
  }
  file.commit();
  return 0;
}

/** Standard input from `offset` of the buffer on; the number of bytes. */
export function readInput(buffer: Uint8Array, offset: number): number {
  try {
    return readSync(STDIN, buffer, offset, buffer.length - offset, null);
  } catch (error) {
    throw new InputError(reasonOf(error));
  }
}

function fail(message: string): number {
  complain(`tcprules: fatal: ${message}\n`);
  return EXIT_TROUBLE;
}
