import { plainNumber } from "../../model/control/number-text.js";
import { defineRule } from "../rule.js";

/** Below these, working hosts are given up. The kernel waits for a connection about 75 seconds at most. */
const LEAST: Readonly<Record<string, number>> = { timeoutsmtpd: 30, timeoutremote: 30, timeoutconnect: 10 };

export default defineRule({
  code: "QM704",
  name: "short-timeout",
  language: "control",
  severity: "warning",
  category: "numbers",
  since: "0.1",
  what: "timeoutsmtpd or timeoutremote is below 30 seconds, or timeoutconnect below 10",
  why: "Hosts that take their time, to look up names or to scan mail, are cut off; 0 does not mean for ever",
  silent: "When the number has a unit, which is not read: another rule speaks about that",
  sources: ["qmail specification N3", "RFC 5321 section 4.5.3.2"],
  fixable: "none",
  messages: {
    short: {
      text: "{who} after {number} s without an answer, and mail comes late or not at all",
      help: "write seconds; without the file it is {default}",
    },
  },
  example: {
    file: "control/timeoutsmtpd",
    bad: "0\n",
    good: "1200\n",
  },
  on: {
    lines: {
      number: (line, { name, spec }, report) => {
        const least = LEAST[name];
        if (least === undefined) return;
        const number = plainNumber(line, "seconds") ?? -1;
        if (number < 0 || number >= least) return;
        // N3: qmail-smtpd takes 1 for 0.
        const counted = name === "timeoutsmtpd" ? Math.max(1, number) : number;
        const params = { who: WHO[name], number: counted, default: spec?.default ?? "" };
        report({ at: line.digits, message: "short", params });
      },
    },
  },
});

const WHO: Readonly<Record<string, string>> = {
  timeoutsmtpd: "qmail-smtpd hangs up",
  timeoutremote: "qmail-remote hangs up",
  timeoutconnect: "qmail-remote gives a connection up",
};
