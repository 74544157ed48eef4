import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";
import { reportMissingColon, withBothColons } from "./missing-colon.js";

export default defineRule({
  code: "QM401",
  name: "route-without-colon",
  language: "control",
  severity: "error",
  category: "routes",
  since: "0.1",
  what: "A line of smtproutes has no colon, or a blank in its place in front of the relay",
  why: "qmail-remote drops the line without a word, and mail goes to the mail exchangers of its domain",
  silent: "For lines that are meant as comments",
  sources: ["qmail specification R19, T1", "qmail-remote(8)", "measured: smtproutes-routing-071"],
  fixable: "unsafe",
  messages: {
    missing: {
      text: '"{found}" is left out: a line of smtproutes without a colon counts for nothing',
      help: "write DOMAIN:RELAY; for all other domains :RELAY",
    },
    blank: {
      text: '"{found}" is taken for the domain, and the line counts for nothing: a colon stands between domain and relay',
      help: "write DOMAIN:RELAY or DOMAIN:RELAY:PORT",
    },
    replace: { text: "Write {instead}" },
  },
  example: {
    file: "control/smtproutes",
    bad: "example.org [192.0.2.7]\n",
    good: "example.org:[192.0.2.7]\n",
  },
  on: {
    lines: {
      fault: (line, { spec }, report) => {
        if (spec?.name === "smtproutes") reportMissingColon(line, report);
      },
      route: (line, _file, report) => {
        const instead = withBothColons(line);
        if (instead === undefined) return;
        const { whole, key } = line;
        report({
          at: key,
          message: "blank",
          params: { found: printable(key.text) },
          fixes: [
            { title: "replace", params: { instead }, safety: "unsafe", edits: [{ span: whole, newText: instead }] },
          ],
        });
      },
    },
  },
});
