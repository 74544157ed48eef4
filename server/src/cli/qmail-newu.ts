/** `djblint qmail-newu`: the stand-in for the real program, in the home of qmail. Specification U1 to U4. */
import { constants, openSync, readFileSync } from "node:fs";
import { compileNewu, FAULT_MESSAGE } from "../compile/qmail-newu.js";
import { CdbFile, CdbFileError } from "./cdb-file.js";
import { complain } from "./output.js";
import { qmailHome } from "./qmail-home.js";

const SOURCE = "users/assign";
const TARGET = "users/cdb";
const TEMPORARY = "users/cdb.tmp";
const EXIT_TROUBLE = 111;

/** Arguments are ignored. The real program gives no reasons. */
export function qmailNewu(): number {
  process.umask(0o033);
  try {
    doing("unable to chdir", () => process.chdir(qmailHome()));
    const fd = doing(`unable to open ${SOURCE}`, () => openSync(SOURCE, constants.O_RDONLY | constants.O_NONBLOCK));
    const file = new CdbFile(TARGET, TEMPORARY);
    const result = compileNewu(
      doing(`unable to read ${SOURCE}`, () => readFileSync(fd)),
      file,
    );
    if (result.kind === "refused") {
      file.abandon();
      return fail(FAULT_MESSAGE);
    }
    file.commit();
    return 0;
  } catch (error) {
    if (error instanceof Stop) return fail(error.message);
    if (error instanceof CdbFileError) return fail(PLACES[error.stage]);
    throw error;
  }
}

const PLACES: Readonly<Record<CdbFileError["stage"], string>> = {
  create: `unable to open ${TEMPORARY}`,
  write: `unable to write ${TEMPORARY}`,
  move: `unable to move ${TEMPORARY} to ${TARGET}`,
};

class Stop extends Error {}

function doing<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch {
    throw new Stop(what);
  }
}

function fail(message: string): number {
  complain(`qmail-newu: fatal: ${message}\n`);
  return EXIT_TROUBLE;
}
