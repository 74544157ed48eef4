import type { DataLine } from "djblint-grammars/tinydns/tree";
import { Notice } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule, type Params } from "../rule.js";
import { otherLine } from "./other-line.js";

export default defineRule({
  code: "TD139",
  name: "fields-of-another-line",
  language: "tinydns",
  severity: "error",
  category: "coercion",
  since: "0.1",
  what: "A . or & line has the fields of a Z line, a + or = line those of a generic or an @ line, or a generic line the parts of an SRV or CAA record, with colons between",
  why: "The meaning of a field follows from its place: names are read as addresses, and numbers as ttls, times and locations",
  silent: "Where tinydns-data stops at the line: that is told by generic-type-prohibited",
  sources: ["tinydns-data(8)", "tinydns specification R2, R4, R6, R10, R11"],
  fixable: "unsafe",
  messages: {
    zone: {
      text: "a {letter} line has no fields for a mailbox and times: {server} becomes a name server, without an address, and {serial} its ttl",
      help: "a Z line has these fields; & makes name servers: {lines}",
    },
    generic: {
      text: "this line publishes nothing: a {letter} line takes an IPv4 address, and {type} with octal bytes behind it are the fields of a generic line",
      help: "write {lines}",
    },
    exchanger: {
      text: "a {letter} line has no fields for a mail exchanger and its distance: it publishes {published}, and no MX record",
      help: "an @ line has these fields: write {lines}",
    },
    data: {
      text: "a generic line has no fields for the parts of a record: it publishes type {type} with the data {published}, and no {record} record",
      help: "write {lines}",
    },
    line: { text: "Write {lines}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n:_sip._tcp.example.org:10:60:5060:pbx.example.net\n",
    good: ".example.org:192.0.2.1:a\n:_sip._tcp.example.org:33:\\000\\012\\000\\074\\023\\304\\003pbx\\007example\\003net\\000\n",
  },
  on: {
    line: {
      watch: Notice.AddressMissing | Notice.NumberMissing | Notice.Generic,
      check: (line, data, report) => {
        const other = otherLine(line, data);
        if (!other) return;
        const { record, written } = other;
        const lines = written.replaceAll("\n", " and ");
        const at = { start: line.fields[1].start, end: line.end };
        const params = { record, lines, ...PARAMS[record](line, data) };
        const message = MESSAGES[record];
        const edits = [{ span: line, newText: written }];
        report({ at, message, params, fixes: [{ title: "line", params, safety: "unsafe", edits }] });
      },
    },
  },
});

const MESSAGES = { SOA: "zone", MX: "exchanger", SRV: "data", CAA: "data", generic: "generic" } as const;

const PARAMS = { SOA: ofServer, MX: ofHost, SRV: ofData, CAA: ofData, generic: ofData } as const;

function ofHost(line: DataLine, data: ZoneData): Params {
  const address = data.shown(line.fields[1]);
  return { letter: line.type!.letter, published: address === "" ? "nothing" : `the address ${address}` };
}

function ofServer(line: DataLine, data: ZoneData): Params {
  return { letter: line.type!.letter, server: data.shown(line.fields[2]), serial: data.shown(line.fields[3]) };
}

function ofData({ type: lineType, fields: [, type, rdata] }: DataLine, data: ZoneData): Params {
  return { letter: lineType!.letter, type: data.shown(type), published: data.inQuotes(rdata) };
}
