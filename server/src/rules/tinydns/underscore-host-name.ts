import { fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { isCommented } from "./comment-at-end.js";
import { roleOf } from "./host-names.js";

export default defineRule({
  code: "TD151",
  name: "underscore-host-name",
  language: "tinydns",
  severity: "info",
  category: "names",
  since: "0.1",
  what: "The name of a host holds an underscore",
  why: "Host names have none: certificates are not issued for such a name, and some mail servers and browsers refuse it",
  silent:
    "For owners of TXT, SRV, CNAME and generic records, for zones and aliases, and for names below _msdcs, where Windows domains keep addresses",
  sources: ["RFC 952", "RFC 1123 section 2.1", "RFC 8552"],
  fixable: "none",
  messages: {
    underscore: { text: "the host name {name} holds an underscore: some programs refuse it", help: "write a hyphen" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+my_host.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n+my-host.example.org:192.0.2.7\n",
  },
  on: {
    line: {
      watch: Notice.Underscore,
      check: (line, data, report) => {
        for (const field of fieldsOfKind(line, "name", "server", "target")) {
          const text = data.text.slice(field);
          const first = text.indexOf("_");
          if (first < 0 || roleOf(field, line) !== "host" || /(^|\.)_msdcs\./i.test(text)) continue;
          if (isCommented(field, line, data)) continue;
          const start = field.start + first;
          report({ at: { start, end: start + 1 }, message: "underscore", params: { name: data.inQuotes(field) } });
        }
      },
    },
  },
});
