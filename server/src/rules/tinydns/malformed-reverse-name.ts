import type { DataLine } from "djblint-grammars/tinydns/tree";
import { TYPE } from "../../compile/expand.js";
import { isOneEditAway } from "../../model/one-edit.js";
import type { Row } from "../../model/tinydns/records.js";
import { Notice } from "../../model/tinydns/scalars.js";
import { Trait } from "../../model/tinydns/traits.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule, type Fix, type Statement } from "../rule.js";
import { reverseNameProblem } from "./reverse-name.js";

export default defineRule({
  code: "TD405",
  name: "malformed-reverse-name",
  language: "tinydns",
  severity: "warning",
  category: "reverse and mail",
  since: "0.1",
  what: "The name of a PTR is not the reverse name of an address, or that of a zone is an address",
  why: "Nobody who looks for the name of an address asks for it: the reverse name of 1.2.3.4 is 4.3.2.1.in-addr.arpa",
  silent:
    "For names with a label that begins with _ (service discovery), for names of networks (RFC 2317: 0/25 or named labels, a zone of its own for less than 256 addresses), for wildcards and for the name of a zone; for a pointer without target (cname-to-root), for names that none can have (invalid-host-name), and for a zone that lacks a line to another (misspelt-zone)",
  sources: ["RFC 1035 section 3.5", "RFC 2317", "tinydns specification R8, trap T74"],
  fixable: "unsafe",
  messages: {
    address: {
      text: "this PTR is for the name {name}, not for the address: its reverse name is {reverse}",
      help: "write ^{reverse}:p, or a line =host:{name}",
    },
    swapped: {
      text: "the name and the address stand in each other's place: this is a PTR of {name} to the name {address}",
      help: "write {line}, or a line ={name}:{address}",
      severity: "error",
    },
    line: { text: "Write {line}" },
    elsewhere: {
      text: "{name} is no reverse name: those end in in-addr.arpa or ip6.arpa",
      help: "write C for an alias, + for an address",
    },
    count: {
      text: "{name} stands for no address: in front of in-addr.arpa there are {count} numbers, not four",
      help: "the reverse name of 1.2.3.4 is 4.3.2.1.in-addr.arpa",
    },
    octet: {
      text: "{name} stands for no address: {label} is no number from 0 to 255 as reverse names write it",
      help: "the reverse name of 1.2.3.4 is 4.3.2.1.in-addr.arpa",
    },
    nibbles: {
      text: "{name} stands for no address: in front of {suffix} there are {count} labels, not 32 single hexadecimal digits",
      help: "write the 32 digits of the address in reverse order, with a dot between any two",
    },
    digit: {
      text: "{name} stands for no address: {label} is no hexadecimal digit",
      help: "write the 32 digits of the address in reverse order, with a dot between any two",
    },
    forwards: {
      text: "the digits of {name} stand in the order of the address: nobody asks for this name",
      help: "reverse names begin with the last digit: {reverse}",
    },
    order: {
      text: "the numbers of {name} stand in the order of the address: no zone of this file covers it, but one covers {reverse}",
      help: "reverse names begin with the last number: {reverse}",
    },
    zone: {
      text: "the zone {name} is asked for by nobody: the reverse zone of the addresses {network} is {reverse}",
      help: "write the numbers in reverse order, with in-addr.arpa behind them",
    },
    "zone-spelling": {
      text: "the zone {name} is asked for by nobody: {end} stands in place of in-addr.arpa",
      help: "write {reverse}",
    },
    suffix: { text: "{name} is no reverse name: in-addr.arpa is missing behind it", help: "write {reverse}" },
    spelling: { text: "{name} is no reverse name: {end} stands in place of in-addr.arpa", help: "write {reverse}" },
    reversed: { text: "Write {reverse}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n^192.0.2.7:www.example.org\n",
    good: ".example.org:192.0.2.1:a\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n^7.2.0.192.in-addr.arpa:www.example.org\n",
  },
  on: {
    record: {
      types: [TYPE.PTR],
      watch: Trait.Pointer,
      check: (row, data, report) => {
        const statement = reverseNameProblem(row, data);
        if (!statement) return;
        report({ ...statement, at: data.ownerSpan(row), fixes: fixesFor(statement, row, data) });
      },
    },
    zone: (zone, data, report) => {
      const { name: owner, soas } = zone;
      if (soas.length === 0 || data.names.octetOf(owner) < 0 || data.isInZoneSlip(zone)) return;
      const name = data.names.text(owner);
      const [, numbers, end] = /^(\d{1,3}(?:\.\d{1,3}){0,3})\.(\D[^.]*(?:\.[^.]+)?)$/.exec(name) ?? [];
      if (end === undefined || end === IN_ADDR || !isOneEditAway(end, IN_ADDR)) return;
      const params = { name, end, reverse: `${numbers}.${IN_ADDR}` };
      report({ at: data.ownerSpan(soas[0]), message: "zone-spelling", params });
    },
    line: {
      watch: Notice.AllDigits | Notice.OddByte,
      check: (line, data, report) => {
        const name = data.fieldText(line, 0);
        if (!NUMBERS.test(name) || !isFirstOfZone(line, data)) return;
        const numbers = name.replace(/\/.*/, "").split(".").slice(0, 3);
        const network = [...numbers, "*"].join(".");
        const reverse = [...numbers.reverse(), "in-addr", "arpa"].join(".");
        report({ at: line.fields[0], message: "zone", params: { name, network, reverse } });
      },
    },
  },
});

function fixesFor({ message, params = {} }: Statement, row: Row, data: ZoneData): Fix[] {
  const owner = data.ownerSpan(row);
  if (message === "swapped") {
    const span = { start: data.lineOf(row).start, end: data.targetSpan(row).end };
    return [{ title: "line", params, safety: "unsafe", edits: [{ span, newText: `${params.line}` }] }];
  }
  const { reverse } = params;
  if (reverse === undefined) return [];
  return [
    { title: "reversed", params: { reverse }, safety: "unsafe", edits: [{ span: owner, newText: `${reverse}` }] },
  ];
}

const IN_ADDR = "in-addr.arpa";

/** An address or the numbers of a network, which no name of the internet ends in. */
const NUMBERS = /^\d+(\.\d+){1,3}(\/\d+)?$/;

/** Whether a line is the first that makes this server the authority for a zone. */
function isFirstOfZone({ line }: DataLine, { records, zones }: ZoneData): boolean {
  const soa = records.rowsOfLine(line).find((row) => records.typeOf(row) === TYPE.SOA);
  const zone = soa === undefined ? undefined : zones.at(records.owner[soa]);
  return zone?.isAuthoritySomewhere() === true && zone.soas[0] === soa;
}
