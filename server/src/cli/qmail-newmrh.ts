/** `djblint qmail-newmrh`: the stand-in for the real program, in the home of qmail. Specification A9. */
import { constants, openSync, readFileSync } from "node:fs";
import { compileNewmrh } from "../compile/qmail-newmrh.js";
import { reasonOf } from "../node-host.js";
import { CdbFile, CdbFileError } from "./cdb-file.js";
import { complain } from "./output.js";
import { qmailHome } from "./qmail-home.js";

const SOURCE = "control/morercpthosts";
const TARGET = `${SOURCE}.cdb`;
const TEMPORARY = `${SOURCE}.tmp`;
const EXIT_TROUBLE = 111;

/** Arguments are ignored. */
export function qmailNewmrh(): number {
  process.umask(0o033);
  try {
    doing(`unable to chdir to ${qmailHome()}: `, () => process.chdir(qmailHome()));
    const fd = doing(`unable to read ${SOURCE}: `, () => openSync(SOURCE, constants.O_RDONLY | constants.O_NONBLOCK));
    const file = new CdbFile(TARGET, TEMPORARY);
    compileNewmrh(
      doing(`unable to read ${SOURCE}: `, () => readFileSync(fd)),
      file,
    );
    file.commit();
    return 0;
  } catch (error) {
    if (error instanceof Stop) return fail(error.message);
    if (!(error instanceof CdbFileError)) throw error;
    // The real program puts nothing between the last name and the reason.
    const place = error.stage === "move" ? `move ${TEMPORARY} to ${TARGET}` : `write to ${TEMPORARY}: `;
    return fail(`unable to ${place}${error.message}`);
  }
}

class Stop extends Error {}

function doing<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Stop(what + reasonOf(error));
  }
}

function fail(message: string): number {
  complain(`qmail-newmrh: fatal: ${message}\n`);
  return EXIT_TROUBLE;
}
