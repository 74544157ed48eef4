import { TYPE } from "../../compile/expand.js";
import type { Row } from "../../model/tinydns/records.js";
import { findSpfFaults } from "../../model/tinydns/spf.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";
import { isCutText } from "./cut-at-colon.js";
import { mayBeSpf, spfTextOf } from "./spf-text.js";

export default defineRule({
  code: "TD252",
  name: "spf-syntax",
  language: "tinydns",
  severity: "warning",
  category: "reverse and mail",
  since: "0.1",
  what: "An SPF record breaks the grammar of SPF, needs too many look-ups, or lets everybody send",
  why: "Receivers use nothing of a record with a mistake in its grammar or with too many look-ups (permanent error), and may refuse the mail; one that lets everybody send keeps nobody from it",
  silent:
    "When the text was cut at a raw colon (txt-cut-at-colon); names are not looked up, and the look-ups that included records need are not counted",
  sources: ["RFC 7208 sections 4.6, 5.1 and 12"],
  fixable: "none",
  messages: {
    version: { text: "{term} is no SPF version: receivers see no policy here", help: "begin with v=spf1 and a space" },
    front: {
      text: "something stands in front of {term}: receivers see no SPF record here",
      help: "begin with v=spf1; the length byte of a TXT record stands in generic lines only",
    },
    blank: { text: "{term} holds a byte that no SPF record has", help: "separate terms by single spaces" },
    unknown: {
      text: "{term} is no SPF mechanism: receivers use nothing of the record",
      help: "the mechanisms are all, include:, a, mx, ptr, ip4:, ip6: and exists:",
    },
    colon: {
      text: "{term} lacks its value: SPF writes {name}:value, without a space",
      help: "in a ' line a colon is \\072",
    },
    equals: {
      text: "{term} is passed over: the mechanism {name} is written with a colon",
      help: "write {name}:value; in a ' line a colon is \\072",
    },
    value: { text: "{term} is no valid SPF term", help: "see RFC 7208 section 5 for what {name} can have" },
    address4: {
      text: "{term} has no valid IPv4 network",
      help: "write ip4:192.0.2.0/24; in a ' line a colon is \\072",
    },
    address6: { text: "{term} has no valid IPv6 network", help: "write ip6:2001:db8::/32, each colon as \\072" },
    domain: { text: "{term} has no valid domain name", help: "write a name in full; macros begin with %{" },
    twice: { text: "{name} stands in the record for the second time", help: "keep one of them" },
    "behind-all": { text: "{term} is never tested: it stands behind all", help: "move all to the end" },
    redirect: {
      text: "{term} is never followed: a record with all has no use for it",
      help: "remove all, or write include: in its place",
      severity: "info",
    },
    "look-ups": {
      text: "{term} is the eleventh term that needs a look-up: receivers stop there with a permanent error",
      help: "put addresses instead of names: ip4 and ip6 need no look-up",
    },
    everybody: {
      text: "{term} lets every host of the internet send mail for this name",
      help: "write -all or ~all behind those that may",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n'example.org:v=spf1 ip4\\072192.0.2.300 -all\n",
    good: ".example.org:192.0.2.1:a\n'example.org:v=spf1 ip4\\072192.0.2.30 -all\n",
  },
  on: {
    file: (data, report) => {
      const { records } = data;
      const right = new Set<string>();
      const lately: number[] = [];
      let next = 0;
      for (const row of records.allOfType(TYPE.TXT)) {
        const start = behindOwner(row, data);
        if (isAmong(lately, start, data.text.bytes) || !mayBeSpf(row, data)) continue;
        const written = data.text.slice({ start, end: data.text.lines.start(records.line[row] + 1) });
        const [fault] = right.has(written) ? [] : findSpfFaults(spfTextOf(row, data) ?? NO_POLICY);
        if (!fault) {
          lately[next++ % AT_HAND] = start;
          if (right.size < REMEMBERED) right.add(written);
          continue;
        }
        const line = data.lineOf(row);
        if (isCutText(line, data)) continue;
        const field = line.fields.find(({ spec }) => spec?.kind === "text" || spec?.kind === "rdata");
        const goesOn = report({
          at: field ?? line,
          message: fault.kind,
          params: { term: `"${fault.term}"`, name: fault.name },
        });
        if (!goesOn) return;
      }
    },
  },
});

/** A record that is right. */
const NO_POLICY = "v=spf1";

/** So many policies are judged once only: thousands of zones may have the same. */
const REMEMBERED = 256;

/** The last different ones, which are compared byte by byte: neighbours have one of a few policies, with one of a few ttls. */
const AT_HAND = 8;

/** Whether the rest of the line from a place on is that from one of some others. */
function isAmong(others: readonly number[], start: number, bytes: Uint8Array): boolean {
  for (let index = 0; index < others.length; index++) if (isSameRest(others[index], start, bytes)) return true;
  return false;
}

function isSameRest(other: number, start: number, bytes: Uint8Array): boolean {
  let otherAt = other;
  let at = start;
  while (bytes[at] === bytes[otherAt] && bytes[at] !== LF && at < bytes.length) {
    at++;
    otherAt++;
  }
  return bytes[at] === bytes[otherAt];
}

/** The colon behind the owner; the end of a line without one. */
function behindOwner(row: Row, { text, records }: ZoneData): number {
  const { bytes } = text;
  let at = text.lines.start(records.line[row]) + 1;
  while (at < bytes.length && bytes[at] !== COLON && bytes[at] !== LF) at++;
  return at;
}

const COLON = 58;
const LF = 10;
