import { TYPE } from "../../compile/expand.js";
import { defineRule } from "../rule.js";
import { companionOf } from "./record-set.js";

export default defineRule({
  code: "TD204",
  name: "cname-at-apex",
  language: "tinydns",
  severity: "warning",
  category: "record sets",
  since: "0.1",
  what: "A zone itself is an alias",
  why: "tinydns adds the alias to every answer for the name of the zone; resolvers follow it and lose the NS, SOA and MX of the zone, so that mail and delegation fail now and then",
  silent: "For records that no client sees together",
  sources: ["RFC 1912 section 2.4", "tinydns specification Q7, trap T72"],
  fixable: "none",
  messages: {
    apex: {
      text: "the zone {name} has an SOA and is an alias of {target} too: tinydns answers with the alias to every question",
      help: "give {name} the address of {target} with a + line",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nCexample.org:www.example.net\n",
    good: ".example.org:192.0.2.1:a\n+example.org:192.0.2.7\n",
  },
  on: {
    name: {
      type: TYPE.CNAME,
      check: (name, data, report) => {
        const { records, names } = data;
        const soas = data.zones.at(name)?.soas ?? [];
        const aliases = records.rowsOfType(name, TYPE.CNAME);
        const alias = aliases.find((row) => companionOf(row, soas, records) !== undefined);
        if (alias === undefined) return;
        const params = { name: names.text(name), target: names.text(records.target[alias]) };
        report({ at: data.ownerSpan(alias), message: "apex", params });
      },
    },
  },
});
