import { fieldNames } from "djblint-grammars/tinydns/fields";
import { Reach } from "../../model/tinydns/look-up.js";
import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { hasDroppedAddress } from "./dropped-address.js";
import { isCutServer, shortServer } from "./short-server.js";

export default defineRule({
  code: "TD156",
  name: "short-name-expanded",
  language: "tinydns",
  severity: "info",
  category: "names",
  since: "0.1",
  what: "The x of a server line has no dot and looks like a whole host name of the domain, or is a number that belongs into a later field",
  why: "tinydns-data completes x without a dot by .ns., .mx. or .srv. and the owner, not by the owner alone",
  silent:
    "For single letters, the usual way to write x, and for other names that have no records of their own in the domain",
  sources: ["tinydns-data(8)", "tinydns specification R2a, traps T25, T28"],
  fixable: "unsafe",
  messages: {
    own: {
      text: "{x} stands for {full}, not for {direct}, which has records of its own here",
      help: "write {direct} if that host is meant",
    },
    lost: {
      text: "{x} stands for {full}, which has no address, and not for {direct}",
      help: "write {direct} if that host is meant, or the address into the line",
      severity: "warning",
    },
    usual: { text: "{x} stands for {full}, not for {direct}", help: "write {direct} if that host is meant" },
    number: {
      text: "{x} is taken for the name of the server, which becomes {full}: it looks like the {meant}, which stands further behind",
      help: "the fields are {fields}",
      severity: "warning",
    },
    whole: { text: "Write {direct}" },
    behind: { text: "Make {x} the {meant}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n@example.org::mail:10\n+mail.example.org:192.0.2.2\n",
    good: ".example.org:192.0.2.1:a\n@example.org::mail.example.org:10\n+mail.example.org:192.0.2.2\n",
  },
  on: {
    line: {
      watch: Notice.ShortServer,
      check: (line, data, report) => {
        const found = shortServer(line, data);
        if (!found) return;
        const { field: at, x, row, number, host } = found;
        // ttl-not-a-number and mx-distance-not-a-number tell.
        if (isCutServer(at, line, data)) return;
        const { records, names, lookUp } = data;
        const full = names.text(records.target[row]);
        if (number) {
          const params = { x, full, meant: number.kind, fields: fieldNames(line.type!) };
          const edits = [{ span: { start: at.start, end: line.end }, newText: `${":".repeat(number.further)}${x}` }];
          report({ at, message: "number", params, fixes: [{ title: "behind", params, safety: "unsafe", edits }] });
        } else if (host) {
          const reach = lookUp.reach(records.target[row]);
          const isLost = reach === Reach.Nothing || reach === Reach.Other;
          if (isLost && hasDroppedAddress(data.lineOf(row), data)) return;
          const params = { x, full, direct: host.name };
          report({
            at,
            message: isLost ? "lost" : host.isKnown ? "own" : "usual",
            params,
            fixes: [{ title: "whole", params, safety: "unsafe", edits: [{ span: at, newText: host.name }] }],
          });
        }
      },
    },
  },
});
