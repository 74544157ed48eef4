import { fieldNames } from "djblint-grammars/tinydns/fields";
import { labelsOf } from "../../model/tinydns/name-table.js";
import type { Row } from "../../model/tinydns/records.js";
import { Notice } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule, type Observation } from "../rule.js";
import { hasOddByte } from "./odd-name.js";
import { missingSoaField, rowOf } from "./soa-values.js";
import { isSwapped, serverNames, writtenSoas } from "./swapped-soa.js";

export default defineRule({
  code: "TD512",
  name: "soa-rname-not-a-mailbox",
  language: "tinydns",
  severity: "info",
  category: "timers",
  since: "0.1",
  what: "The mailbox in an SOA is no mailbox, or stands in place of the server",
  why: "Whoever wants to report a fault of the zone finds no address to write to",
  silent: "For a mailbox with an @ (soa-rname-at-sign), and for the SOA that . lines make",
  sources: ["RFC 1035 sections 3.3.13 and 8", "RFC 2142 section 7"],
  fixable: "unsafe",
  messages: {
    root: { text: "the SOA of {zone} names no mailbox", help: "write hostmaster.{zone}" },
    label: {
      text: "{rname} is a mailbox without a domain: nothing is appended to a name",
      help: "write {rname}.{zone}, which means {rname}@{zone}",
    },
    swapped: {
      text: "the server and the mailbox stand in each other's place: {rname}, a name server of {zone}, is published as the mailbox, and {mname} as the primary server",
      help: "the fields are {fields}",
      severity: "warning",
    },
    swap: { text: "Write {rname}:{mname}" },
    server: {
      text: "the mailbox of {zone} is spelled like its name server, {rname}",
      help: "write the mailbox of the administrator, such as hostmaster.{zone}",
    },
  },
  example: {
    bad: "Zexample.org:a.ns.example.org:hostmaster\n&example.org:192.0.2.1:a.ns.example.org\n",
    good: "Zexample.org:a.ns.example.org:hostmaster.example.org\n&example.org:192.0.2.1:a.ns.example.org\n",
  },
  on: {
    line: {
      watch: Notice.Zone,
      check: (line, data, report) => {
        const missing = missingSoaField(line, data);
        if (line.type!.letter !== "Z" || missing === "mailbox" || missing === "both") return;
        // A sentence, say: invalid-host-name tells.
        if (line.fields.length === 1 && hasOddByte(line, data)) return;
        const row = rowOf(line, data);
        const [mname, rname] = namesOf(row, data);
        const message = judge(mname, rname);
        if (!message) return;
        const at = line.fields.length > RNAME ? data.field(line, RNAME) : { start: line.start, end: line.end };
        report({ at, message, params: { zone: data.records.ownerText(row), rname: rname.join(".") } });
      },
    },
    zone: (zone, data, report) => {
      const written = writtenSoas(zone, data);
      if (written.length === 0) return;
      const servers = serverNames(zone, data);
      for (const row of written) if (isSwapped(row, servers, data)) report(swapped(row, data));
    },
  },
});

/** Fields of a Z line. */
const MNAME = 1;
const RNAME = 2;

function swapped(row: Row, data: ZoneData): Observation {
  const line = data.lineOf(row);
  const [mname, rname] = [data.field(line, MNAME), data.field(line, RNAME)];
  const params = {
    zone: data.records.ownerText(row),
    mname: data.shown(mname),
    rname: data.shown(rname),
    fields: fieldNames(line.type!),
  };
  const edits = [
    { span: mname, newText: data.text.slice(rname) },
    { span: rname, newText: data.text.slice(mname) },
  ];
  return {
    at: { start: mname.start, end: rname.end },
    message: "swapped",
    params,
    fixes: [{ title: "swap", params, safety: "unsafe", edits }],
  };
}

function judge(mname: readonly string[], rname: readonly string[]): "root" | "label" | "server" | undefined {
  if (rname.length === 0) return "root";
  if (rname[0].includes("@")) return undefined;
  if (rname.length === 1) return "label";
  return rname.join(".").toLowerCase() === mname.join(".").toLowerCase() ? "server" : undefined;
}

/** Labels of the primary server and of the mailbox. */
function namesOf(row: Row, { records, names }: ZoneData): [string[], string[]] {
  const rdata = records.rdata(row);
  const length = names.wireLength(records.target[row]);
  return [labelsOf(rdata.subarray(0, length)), labelsOf(rdata.subarray(length))];
}
