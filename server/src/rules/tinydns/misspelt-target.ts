import { emptyZones } from "../../model/tinydns/empty-zones.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD162",
  name: "misspelt-target",
  language: "tinydns",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "One record points to a name elsewhere that is one letter or dot away from a name that many records point to, or from a zone of this file, or a host of this file without one of its dots or without its end",
  why: "tinydns hands out the name as it is written: no such host, or that of a stranger",
  silent:
    "For digits and hyphens, for a plural s, for another top-level domain that there is, for other letters in labels, or words between hyphens, of fewer than five, and " +
    "in files where more than 5000 names elsewhere are used once; with more than 20 zones, only the records of a zone are held against it",
  sources: ["tinydns specification D4"],
  fixable: "unsafe",
  messages: {
    use: {
      text: "{written} is named here only, and {uses} records point to {usual}: is {meant} meant?",
      help: "write {meant}, unless there is such a host",
    },
    zone: {
      text: "{written} lies outside of the zones of this file, but {usual} is one of them: is {meant} meant?",
      help: "write {meant}, unless there is such a host",
    },
    host: {
      text: "{written} lies outside of the zones of this file, but {meant} is a host in one of them: is that meant?",
      help: "write {meant}, unless there is such a host",
    },
    write: { text: "Write {meant}" },
  },
  example: {
    bad: "+www.example.org:192.0.2.7\n.example.org:192.0.2.1:a\n@example.org::mail.exmaple.org:10\n",
    good: "+www.example.org:192.0.2.7\n.example.org:192.0.2.1:a\n@example.org:192.0.2.8:mail.example.org:10\n",
  },
  on: {
    file: (data, report) => {
      for (const { row, meant, usual, uses, isOwnHost } of data.likelySlips.values()) {
        // It is the zone that is misspelt: misspelt-zone tells.
        if (uses === 0 && !isOwnHost && emptyZones(data).has(usual)) continue;
        const span = data.targetSpan(row);
        const params = { written: data.names.text(data.records.target[row]), meant, usual, uses };
        const fixes = [
          { title: "write" as const, params, safety: "unsafe" as const, edits: [{ span, newText: meant }] },
        ];
        if (!report({ at: span, message: isOwnHost ? "host" : uses > 0 ? "use" : "zone", params, fixes })) return;
      }
    },
  },
});
