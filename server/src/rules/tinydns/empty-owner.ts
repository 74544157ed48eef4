import { typeName } from "../../model/tinydns/stored-record.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD157",
  name: "empty-owner",
  language: "tinydns",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "The owner field of a record is empty",
  why: "An empty name is the root of the DNS: tinydns has no name of the line above and no current domain",
  silent: "When the root is written as a dot, and for . and & lines",
  sources: ["tinydns specification D1, D4, trap T23"],
  fixable: "none",
  messages: {
    root: {
      text: "no name in front of the first colon: the {type} record is that of the root of the DNS",
      help: "write the whole name behind the {letter}",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n@:192.0.2.2:a:10\n",
    good: ".example.org:192.0.2.1:a\n@example.org:192.0.2.2:a:10\n",
  },
  on: {
    file: (data, report) => {
      const { records, names } = data;
      for (const row of records.rowsOf(names.find(Uint8Array.of(0)))) {
        const line = data.lineOf(row);
        const { letter } = line.type!;
        if (letter === "." || letter === "&" || letter === "Z" || line.fields[0].end > line.fields[0].start) continue;
        const params = { type: typeName(records.typeOf(row)), letter };
        if (!report({ at: { start: line.start, end: line.start + 1 }, message: "root", params })) return;
      }
    },
  },
});
