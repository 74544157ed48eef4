import { TYPE } from "../../compile/expand.js";
import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD245",
  name: "wildcard-server-name",
  language: "tinydns",
  severity: "warning",
  category: "reverse and mail",
  since: "0.1",
  what: "The name of a mail exchanger or of a service's host has a star in it",
  why: "A name without a dot is completed by the owner as it is written, star included; programs that check names refuse to connect to such a host",
  sources: ["tinydns specification R2a, R6, trap T65"],
  fixable: "none",
  messages: {
    literal: {
      text: "the server for every name below {above} is the literal name {target}, star included",
      help: "write the server's name in full, with a dot in it",
    },
    other: { text: "the server of {owner} is the literal name {target}, star included", help: "write a host's name" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n@*.example.org:192.0.2.7:a\n",
    good: ".example.org:192.0.2.1:a\n@*.example.org:192.0.2.7:a.mx.example.org\n",
  },
  on: {
    line: {
      watch: Notice.Star | Notice.Escape | Notice.Generic,
      check: (line, data, report) => {
        const { records, names } = data;
        const row = records.rowsOfLine(line.line).find((each) => isServed(records.typeOf(each)));
        if (row === undefined) return;
        const target = records.target[row];
        if (!names.holdsByte(target, STAR)) return;
        const owner = records.ownerText(row);
        report({
          at: data.targetSpan(row),
          message: records.isWildcard(row) ? "literal" : "other",
          params: { owner, target: names.text(target), above: owner.slice(2) },
        });
      },
    },
  },
});

const STAR = 42;

function isServed(type: number): boolean {
  return type === TYPE.MX || type === TYPE.SRV;
}
