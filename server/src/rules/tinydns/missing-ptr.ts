import { TYPE } from "../../compile/expand.js";
import { isOfNoHost } from "../../model/address-block.js";
import { NO_NAME, reverseName } from "../../model/tinydns/name-table.js";
import type { RecordTable, Row } from "../../model/tinydns/records.js";
import { formatAddress } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule, type Observation } from "../rule.js";
import { aliasOfHost, hostLine, isInReverseZone, lacksPtr, unnamedExchangers } from "./reverse-records.js";

export default defineRule({
  code: "TD401",
  name: "missing-ptr",
  language: "tinydns",
  severity: "info",
  category: "reverse and mail",
  since: "0.1",
  what: "An address has no PTR although this file serves its reverse zone",
  why: "Many servers, mail servers above all, turn clients away whose address has no name",
  silent:
    "When the reverse zone is not served here or the address is delegated onwards; when it is served as a part of the root alone (root-zone); for wildcards, records whose time is over and addresses that no host has (address-of-no-host); for mail exchangers (mx-without-ptr); for names and addresses on lines of which another rule tells that they publish something else than they say (record-dropped, malformed-reverse-name); each address is told once",
  sources: ["RFC 1912 section 2.1", "tinydns specification Q7"],
  fixable: "unsafe",
  messages: {
    missing: {
      text: "{address} has no PTR: {reverse} is in a zone of this file and has no records",
      help: "make the line of its main name a = line",
    },
    alias: {
      text: "{address} has no PTR: {reverse} is an alias of {target}, and a question for its PTR ends there",
      help: "write ^ in the place of C",
      severity: "warning",
    },
    host: { text: "Make it a = line" },
    pointer: { text: "Make it a ^ line" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n^1.2.0.192.in-addr.arpa:a.ns.example.org\n+www.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n^1.2.0.192.in-addr.arpa:a.ns.example.org\n=www.example.org:192.0.2.7\n",
  },
  on: {
    file: (data, report) => {
      const { records, names } = data;
      if (!data.zones.holdReverseNames) return;
      const told = new Set<number>();
      for (let row = 0; row < records.count; row++) {
        if (records.typeOf(row) !== TYPE.A || records.isWildcard(row) || hasOwnPointer(row, records)) continue;
        const address = records.target[row];
        if (told.has(address) || !isInReverseZone(address, data)) continue;
        // Nobody asks for the name of an address that no host has.
        if (isOfNoHost(address) || records.isExpired(row, data.now)) continue;
        told.add(address);
        const reverse = names.find(reverseName(address));
        if (reverse !== NO_NAME && records.firstRow(reverse) >= 0) {
          const alias = aliasOfHost(reverse, data);
          if (alias !== undefined && !report(aliasObservation(alias, address, data))) return;
          continue;
        }
        // Of mail exchangers mx-without-ptr tells.
        if (!lacksPtr(row, data) || unnamedExchangers(data).has(address)) continue;
        const [at, fixes] = [data.targetSpan(row), hostLine(row, data)];
        if (!report({ at, message: "missing", params: said(address), fixes })) return;
      }
    },
  },
});

/** A host line makes the PTR right behind its address. Behind the last row stands what was there before an edit. */
function hasOwnPointer(row: Row, records: RecordTable): boolean {
  const next = row + 1;
  return next < records.count && records.typeOf(next) === TYPE.PTR && records.line[next] === records.line[row];
}

function said(address: number): { address: string; reverse: string } {
  const text = formatAddress(address);
  return { address: text, reverse: `${text.split(".").reverse().join(".")}.in-addr.arpa` };
}

function aliasObservation(alias: Row, address: number, data: ZoneData): Observation {
  const { start } = data.lineOf(alias);
  const params = { ...said(address), target: data.names.text(data.records.target[alias]) };
  const edits = [{ span: { start, end: start + 1 }, newText: "^" }];
  return {
    at: data.ownerSpan(alias),
    message: "alias",
    params,
    fixes: [{ title: "pointer", safety: "unsafe", edits }],
  };
}
