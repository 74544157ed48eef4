import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";

/** Q3: tinydns gives up on a longer stored value. */
const LARGEST = 32767;
/** Raw text is at least as long as what it decodes to; markers and length bytes take little more. */
const SURELY_SHORT = 32000;

export default defineRule({
  code: "TD128",
  name: "record-too-long",
  language: "tinydns",
  severity: "error",
  category: "coercion",
  since: "0.1",
  what: "A record takes more than 32767 bytes in data.cdb",
  why: "tinydns gives up when it meets such a record. It looks at all records of a name, also at those for other clients and at the wildcard below it, at every query for the name and for names below it in the same zone: none of them is answered, whatever its type",
  sources: ["tinydns specification Q3, trap T43"],
  fixable: "none",
  messages: {
    long: {
      text: "the record takes {size} bytes, more than 32767: tinydns answers no query for {name}, nor for names of its zone below it",
      help: "shorten it; even a long TXT record should stay below 4000 bytes",
    },
  },
  example: {
    bad: `.example.org:192.0.2.53:a\n'example.org:${"x".repeat(LARGEST)}\n`,
    good: ".example.org:192.0.2.53:a\n'example.org:v=spf1 -all\n",
  },
  on: {
    line: {
      watch: Notice.Text | Notice.Generic,
      check: (line, data, report) => {
        if (line.end - line.start < SURELY_SHORT) return;
        const [{ data: stored }] = data.records.stored(line.line);
        if (stored.length <= LARGEST) return;
        const [row] = data.records.rowsOfLine(line.line);
        // A wildcard is stored with the records of the name above it (V1).
        const owner = data.records.owner[row];
        const key = data.records.isWildcard(row) ? data.names.parent(owner) : owner;
        const params = { size: stored.length, name: data.names.text(key) };
        report({ at: data.textSpan(row), message: "long", params });
      },
    },
  },
});
