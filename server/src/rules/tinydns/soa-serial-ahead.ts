import { TYPE } from "../../compile/expand.js";
import type { Row } from "../../model/tinydns/records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";
import { soaInFront } from "./soa-in-front.js";

export default defineRule({
  code: "TD506",
  name: "soa-serial-ahead",
  language: "tinydns",
  severity: "warning",
  category: "timers",
  since: "0.1",
  what: "The serial of a Z line is a date that lies more than a month ahead, or a larger number that is no date",
  why: "The serial is the number by which servers that copy the zone see whether it changed: they fetch it only when the number has grown, and one made of today's date is smaller",
  silent:
    "For serials that do not begin with a year of this century, for those with 00 in place of the month, and for an SOA that is never served (conflicting-soa)",
  sources: ["RFC 1912 section 2.2", "RFC 1982"],
  fixable: "none",
  messages: {
    ahead: {
      text: "the serial {serial} is the date {date}, which is still to come: a later change with the date of its day counts as older, and servers that copy the zone do not fetch it",
      help: "if no other server copies this zone by zone transfer, leave the serial out: tinydns-data makes one at each change; else keep it, and add 1 at each change until that day has come",
    },
    impossible: {
      text: "the serial {serial} would be the date {date}, which is none, and is larger than the dates of the days to come: a later change with the date of its day counts as older, and servers that copy the zone do not fetch it",
      help: "if no other server copies this zone by zone transfer, leave the serial out: tinydns-data makes one at each change; else keep it, and add 1 at each change until the dates have caught up",
    },
  },
  example: {
    bad: "Zexample.org:a.ns.example.org:hostmaster.example.org:2099010101\n&example.org:192.0.2.1:a.ns.example.org\n",
    good: "Zexample.org:a.ns.example.org:hostmaster.example.org\n&example.org:192.0.2.1:a.ns.example.org\n",
  },
  on: {
    file: (data, report) => {
      const latest = dateOf(data.now + MONTH);
      for (const row of data.records.allOfType(TYPE.SOA)) {
        if (data.letterOf(row) !== "Z") continue;
        const serial = serialText(row, data);
        const [, year, month, day] = /^(20\d\d)(\d\d)(\d\d)\d\d$/.exec(serial) ?? [];
        if (year === undefined || month === "00" || serial.slice(0, latest.length) <= latest) continue;
        if (soaInFront(row, data) !== undefined) continue;
        const date = `${year}-${month}-${day}`;
        const isDate = Number(month) <= 12 && day !== "00" && Number(day) <= 31;
        const at = data.field(data.lineOf(row), SERIAL);
        if (!report({ at, message: isDate ? "ahead" : "impossible", params: { serial, date } })) return;
      }
    },
  },
});

/** Four digits of the year, two of the month, two of the day, as a serial has them. */
function dateOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10).replaceAll("-", "");
}

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
