/** The programs of `stand-in-names.ts`: same arguments, same output, same messages, same exit codes. */
import type { StandInName } from "../stand-in-names.js";
import * as qmailNewmrh from "./qmail-newmrh.js";
import * as qmailNewu from "./qmail-newu.js";
import type { StandIn } from "./stand-in.js";
import * as tcprules from "./tcprules.js";
import * as tcprulescheck from "./tcprulescheck.js";
import * as tinydnsData from "./tinydns-data.js";
import * as tinydnsGet from "./tinydns-get.js";

export const STAND_INS: Readonly<Record<StandInName, StandIn>> = {
  "tinydns-data": tinydnsData.standIn,
  "tinydns-get": tinydnsGet.standIn,
  tcprules: tcprules.standIn,
  tcprulescheck: tcprulescheck.standIn,
  "qmail-newmrh": qmailNewmrh.standIn,
  "qmail-newu": qmailNewu.standIn,
};
