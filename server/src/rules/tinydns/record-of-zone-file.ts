import { fieldNames, hasLineType, LINE_TYPES } from "djblint-grammars/tinydns/fields";
import type { DataLine } from "djblint-grammars/tinydns/tree";
import { Notice } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule, type Observation } from "../rule.js";
import { zoneFileLine } from "./zone-file-line.js";

export default defineRule({
  code: "TD053",
  name: "record-of-zone-file",
  language: "tinydns",
  severity: "error",
  category: "syntax",
  since: "0.1",
  what: "A line is written as in a zone file of BIND",
  why: "tinydns-data stops at the line and publishes nothing of the whole file; behind an @ or a dot it takes all of the line for a name",
  silent: "For files that are of another format altogether (foreign-format)",
  sources: ["tinydns-data(8)", "tinydns specification L4, E3", "RFC 1035 section 5.1"],
  fixable: "none",
  messages: {
    stops: {
      text: "tinydns-data stops here: this is a line of a zone file",
      help: "write a {letter} line: {fields}, with each name in full",
    },
    directive: {
      text: "tinydns-data stops here: {directive} belongs into a zone file",
      help: "write each name in full, and the ttl into each line that needs one",
    },
    name: {
      text: "all of this line is taken for a name: it is a line of a zone file",
      help: "write a {letter} line: {fields}, with each name in full",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nwww IN A 192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n",
  },
  on: {
    fault: ({ fault }, line, data, report) => {
      const observation = fault.kind === "unrecognized" ? judge(line, data) : undefined;
      if (observation) report(observation);
    },
    line: {
      watch: Notice.OddByte,
      check: (line, data, report) => {
        const observation = judge(line, data);
        if (observation) report({ ...observation, message: "name" });
      },
    },
  },
});

function judge(line: DataLine, data: ZoneData): Observation | undefined {
  const found = zoneFileLine(line, data);
  if (found === undefined) return undefined;
  if (found.startsWith("$")) return { at: line, message: "directive", params: { directive: found } };
  const letter = letterFor(found, data);
  const fields = fieldNames(LINE_TYPES.find((type) => type.letter === letter)!);
  return { at: line, message: "stops", params: { letter, fields } };
}

const LETTERS: Readonly<Record<string, string>> = {
  A: "+",
  CNAME: "C",
  MX: "@",
  NS: "&",
  PTR: "^",
  SOA: "Z",
  TXT: "'",
};

/** The type of line that makes such a record; a generic line makes any. */
function letterFor(record: string, { dialect }: ZoneData): string {
  if (record === "SRV" && hasLineType(dialect, "S".charCodeAt(0))) return "S";
  if (record === "AAAA" && hasLineType(dialect, "3".charCodeAt(0))) return "3";
  return LETTERS[record] ?? ":";
}
