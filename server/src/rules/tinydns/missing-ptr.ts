import { TYPE } from "../../compile/expand.js";
import { formatAddress } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { isOnFaultyLine, isPointedAtInVain } from "./faulty-names.js";
import { hasReverseRecords } from "./reverse-records.js";

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
    "When the reverse zone is not served here or the address is delegated onwards; for wildcards and records whose time is over; for names and addresses on lines of which another rule tells that they publish something else than they say (record-dropped, malformed-reverse-name); each address is told once",
  sources: ["RFC 1912 section 2.1"],
  fixable: "unsafe",
  messages: {
    missing: {
      text: "{address} has no PTR: {reverse} is in a zone of this file and has no records",
      help: "make the line of its main name a = line",
    },
    host: { text: "Make it a = line" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n^1.2.0.192.in-addr.arpa:a.ns.example.org\n+www.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n^1.2.0.192.in-addr.arpa:a.ns.example.org\n=www.example.org:192.0.2.7\n",
  },
  on: {
    file: (data, report) => {
      const { records, zones } = data;
      if (!zones.holdReverseNames) return;
      const told = new Set<number>();
      for (let row = 0; row < records.count; row++) {
        if (records.typeOf(row) !== TYPE.A || records.isWildcard(row)) continue;
        // A host line makes the PTR right behind its address. Behind the last row stands what was there before an edit.
        const next = row + 1;
        if (next < records.count && records.typeOf(next) === TYPE.PTR && records.line[next] === records.line[row])
          continue;
        const address = records.target[row];
        if (told.has(address) || zones.fateOfReverse(address).kind !== "served") continue;
        if (records.isExpired(row, data.now)) continue;
        told.add(address);
        if (hasReverseRecords(address, data) || isOnFaultyLine(formatAddress(address), data)) continue;
        if (isPointedAtInVain(records.ownerText(row), data)) continue;
        const line = data.lineOf(row);
        const goesOn = report({
          at: data.targetSpan(row),
          message: "missing",
          params: {
            address: formatAddress(address),
            reverse: `${formatAddress(address).split(".").reverse().join(".")}.in-addr.arpa`,
          },
          fixes:
            line.type!.letter === "+"
              ? [
                  {
                    title: "host",
                    safety: "unsafe",
                    edits: [{ span: { start: line.start, end: line.start + 1 }, newText: "=" }],
                  },
                ]
              : [],
        });
        if (!goesOn) return;
      }
    },
  },
});
