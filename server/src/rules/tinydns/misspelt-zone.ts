import { emptyZones } from "../../model/tinydns/empty-zones.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { plural } from "../../plural.js";
import { defineRule, type Observation } from "../rule.js";

export default defineRule({
  code: "TD166",
  name: "misspelt-zone",
  language: "tinydns",
  severity: "warning",
  category: "delegation",
  since: "0.1",
  what: "A zone has a single line and is one letter or dot away from a zone that lacks this line, or a zone without records is so from a domain whose records lie in no zone",
  why: "The line makes another zone, and the one that was meant lacks a name server or its SOA",
  silent:
    "For digits and hyphens, for a plural s, for another top-level domain that there is, for other letters in labels, or words between hyphens, of fewer than five; " +
    "when the zone holds other records or is served from the same servers, and in files with more than 200 zones",
  sources: ["tinydns specification D4, Q5"],
  fixable: "unsafe",
  messages: {
    server: {
      text: "the zone {zone} has this name server and nothing else, and {usual} lacks it: is {usual} meant?",
      help: "write {usual}, unless both are zones of yours",
    },
    soa: {
      text: "the zone {zone} has this SOA and nothing else, and {usual} has none: is {usual} meant?",
      help: "write {usual}, unless both are zones of yours",
    },
    empty: {
      text: "the zone {zone} has no records, and {records} in {usual} lie in no zone of this file: is {usual} meant?",
      help: "write {usual}; a question for a name in no zone is never answered",
    },
    write: { text: "Write {usual}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n.exmaple.org:198.51.100.1:b\n+www.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n.example.org:198.51.100.1:b\n+www.example.org:192.0.2.7\n",
  },
  on: {
    file: (data, report) => {
      for (const { zone, usual, row } of data.zoneSlips) {
        const at = data.ownerSpan(row);
        const params = { zone: data.names.text(zone.name), usual: data.names.text(usual.name) };
        const edits = [{ span: at, newText: params.usual }];
        const fixes = [{ title: "write" as const, params, safety: "unsafe" as const, edits }];
        if (!report({ at, message: zone.serverCount > 0 ? "server" : "soa", params, fixes })) return;
      }
      for (const observation of emptyObservations(data)) if (!report(observation)) return;
    },
  },
});

function emptyObservations(data: ZoneData): Observation[] {
  return [...emptyZones(data).values()].map(({ zone, domain, rows }) => {
    const spans = [...new Map([...zone.servers, ...zone.soas].map((row) => [data.records.line[row], row])).values()]
      .sort((a, b) => a - b)
      .map((row) => data.ownerSpan(row));
    const params = {
      zone: data.names.text(zone.name),
      usual: domain,
      records: plural(rows.size, "record"),
    };
    const edits = spans.map((span) => ({ span, newText: domain }));
    return { at: spans[0], message: "empty", params, fixes: [{ title: "write", params, safety: "unsafe", edits }] };
  });
}
