import { TYPE } from "../../compile/expand.js";
import type { Row } from "../../model/tinydns/records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD506",
  name: "soa-serial-ahead",
  language: "tinydns",
  severity: "warning",
  category: "timers",
  since: "0.1",
  what: "The serial of a Z line is a date that lies more than a month ahead",
  why: "The serial is the number by which servers that copy the zone see whether it changed: they fetch it only when the number has grown, and one made of today's date is smaller",
  silent: "For serials that are no date",
  sources: ["RFC 1912 section 2.2", "RFC 1982"],
  fixable: "none",
  messages: {
    ahead: {
      text: "the serial {serial} is the date {date}, which is still to come: a later change with the date of its day counts as older, and servers that copy the zone do not fetch it",
      help: "if no other server copies this zone by zone transfer, leave the serial out: tinydns-data makes one at each change; else keep it, and add 1 at each change until that day has come",
    },
  },
  example: {
    bad: "Zexample.org:a.ns.example.org:hostmaster.example.org:2099010101\n&example.org:192.0.2.1:a.ns.example.org\n",
    good: "Zexample.org:a.ns.example.org:hostmaster.example.org\n&example.org:192.0.2.1:a.ns.example.org\n",
  },
  on: {
    file: (data, report) => {
      const latest = data.now + MONTH;
      for (const row of data.records.allOfType(TYPE.SOA)) {
        if (data.letterOf(row) !== "Z") continue;
        const written = serialText(row, data);
        const [, year, month, day] = /^(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d\d$/.exec(written) ?? [];
        if (year === undefined || Date.UTC(Number(year), Number(month) - 1, Number(day)) / 1000 <= latest) continue;
        const at = data.field(data.lineOf(row), SERIAL);
        const goesOn = report({ at, message: "ahead", params: { serial: written, date: `${year}-${month}-${day}` } });
        if (!goesOn) return;
      }
    },
  },
});

const MONTH = 31 * 86400;
const SERIAL = 3;
const COLON = 58;
const DIGITS = 10;

/** As much of the serial as a date takes, without a look at the line as a whole: files have many of them. */
function serialText(row: Row, { text, records }: ZoneData): string {
  const { bytes } = text;
  const end = text.lines.start(records.line[row] + 1);
  let at = text.lines.start(records.line[row]);
  for (let field = 0; field < SERIAL; field++) {
    at = bytes.indexOf(COLON, at) + 1;
    if (at === 0 || at >= end) return "";
  }
  const after = bytes[at + DIGITS];
  const isWhole = at + DIGITS >= end || after < 48 || after > 57;
  return isWhole ? text.slice({ start: at, end: Math.min(end, at + DIGITS) }) : "";
}
