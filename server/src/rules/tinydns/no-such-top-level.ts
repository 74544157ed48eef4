import type { Span } from "djblint-grammars/text";
import { TYPE } from "../../compile/expand.js";
import { ROOT } from "../../model/tinydns/name-table.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule, type Fix } from "../rule.js";
import { isCutIpv4, isCutUrl } from "./cut-at-colon.js";
import { numberAtEnd } from "./number-at-end.js";
import { wrongSeparator } from "./wrong-separator.js";

export default defineRule({
  code: "TD163",
  name: "no-such-top-level",
  language: "tinydns",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "The name that a record points to ends in a number: a label of digits only, or one with three digits or more at its end, or a well-known one with fewer",
  why: "No top-level domain is called so, and nobody finds the host; mostly the colon in front of the next field is missing",
  silent:
    "For addresses in the place of names (target-is-ip), for URLs (url-in-field) and addresses (record-dropped) that are cut at a colon, and when a zone of this file covers the name",
  sources: ["tinydns specification D4", "RFC 3696 section 2"],
  fixable: "unsafe",
  messages: {
    number: {
      text: "{owner} points to {target}, and no top-level domain is called {top}",
      help: "write a colon in front of {number} if it is the field behind the name",
    },
    split: { text: "Write {written}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nCwww.example.org:www.example.com300\n",
    good: ".example.org:192.0.2.1:a\nCwww.example.org:www.example.com:300\n",
  },
  on: {
    record: {
      types: [TYPE.CNAME, TYPE.PTR, TYPE.NS, TYPE.MX, TYPE.SRV, TYPE.SOA],
      watch: Trait.TargetElsewhere,
      check: (row, data, report) => {
        const { names, records } = data;
        const target = records.target[row];
        if (target === ROOT || names.isTopLevel(target)) return;
        const found = numberAtEnd(target, names);
        const span = data.targetSpan(row);
        const written = data.text.slice(span);
        if (!found || IPV4.test(written)) return;
        const line = data.lineOf(row);
        if (isCutUrl(line, data) || isCutIpv4(line, data) || wrongSeparator(line, data)) return;
        const { top, number } = found;
        const params = { owner: records.ownerText(row), target: names.text(target), top, number };
        const isNext = "C^.&".includes(data.letterOf(row)) || (data.letterOf(row) === "@" && number.length <= 2);
        const fixes = isNext ? splitFixes(written, number, span) : [];
        report({ at: span, message: "number", params, fixes });
      },
    },
  },
});

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}\.?$/;

/** In the lines whose ttl, or a short distance, stands right behind the name, when that has several labels without the number too. */
function splitFixes(written: string, number: string, span: Span): Fix[] {
  const name = written.slice(0, -number.length).replace(/\.$/, "");
  if (!written.endsWith(number) || !name.includes(".")) return [];
  const newText = `${name}:${number}`;
  return [{ title: "split", params: { written: newText }, safety: "unsafe", edits: [{ span, newText }] }];
}
