/** The folder that the programs of qmail work in. */

/** Compiled into the real programs; QMAIL_HOME names another for the stand-ins. */
const HOME = "/var/qmail";

export function qmailHome(): string {
  return process.env.QMAIL_HOME || HOME;
}
