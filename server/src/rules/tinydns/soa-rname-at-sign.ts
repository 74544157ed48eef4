import { parseName } from "djblint-grammars/tinydns/name";
import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD511",
  name: "soa-rname-at-sign",
  language: "tinydns",
  severity: "error",
  category: "timers",
  since: "0.1",
  what: "The mailbox in an SOA is written with an @",
  why: "A mailbox stands in an SOA as a name: its first dot takes the place of the @. tinydns-data keeps the @ as a byte of the first label",
  sources: ["RFC 1035 section 8", "tinydns specification R10, trap T77"],
  fixable: "unsafe",
  messages: {
    at: {
      text: "{written} is published with the @ inside its first label, and so names the mailbox {read}",
      help: "write {right}",
    },
    replace: { text: "Write {right}" },
  },
  example: {
    bad: "Zexample.org:a.ns.example.org:admin@example.org\n&example.org:192.0.2.1:a.ns.example.org\n",
    good: "Zexample.org:a.ns.example.org:admin.example.org\n&example.org:192.0.2.1:a.ns.example.org\n",
  },
  on: {
    line: {
      watch: Notice.OddByte | Notice.Escape,
      check: (line, data, report) => {
        if (line.type!.letter !== "Z") return;
        const written = data.fieldText(line, RNAME);
        const sign = written.search(/@|\\100/);
        if (sign < 0) return;
        const at = data.field(line, RNAME);
        // A dot in front of the @ belongs to the mailbox and would become the @ otherwise.
        const local = written.slice(0, sign).replace(/\\?\./g, "\\.");
        const right = `${local}.${written.slice(sign).replace(/^(@|\\100)/, "")}`;
        const [label, ...domain] = parseName(written).labels.map(({ start, end }) => written.slice(start, end));
        report({
          at,
          message: "at",
          params: {
            written: data.shown(at),
            right,
            read: domain.length > 0 ? `"${label}" at ${domain.join(".")}` : `"${label}" at no domain`,
          },
          fixes: [{ title: "replace", params: { right }, safety: "unsafe", edits: [{ span: at, newText: right }] }],
        });
      },
    },
  },
});

/** Field of a Z line. */
const RNAME = 2;
