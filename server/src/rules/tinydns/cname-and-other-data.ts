import { TYPE } from "../../compile/expand.js";
import { typeName } from "../../model/tinydns/stored-record.js";
import { defineRule } from "../rule.js";
import { isSent } from "./record-set.js";

export default defineRule({
  code: "TD202",
  name: "cname-and-other-data",
  language: "tinydns",
  severity: "warning",
  category: "record sets",
  since: "0.1",
  what: "An alias stands beside other records of the same name",
  why: "tinydns adds the alias to every answer for the name; resolvers follow it and lose the other records, or take either at random",
  silent:
    "At a zone apex (cname-at-apex), for records that no client ever sees together, and for names that this file never answers (record-outside-zones, occluded-record)",
  sources: ["RFC 1034 section 3.6.2", "RFC 2181 section 10.1", "tinydns specification Q7"],
  fixable: "none",
  messages: {
    beside: {
      text: "{name} is an alias and has {types} records too: tinydns answers with the alias to every question",
      help: "keep either the alias or the other records",
    },
    other: { text: "{type} of the same name" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nCwww.example.org:a.ns.example.org\n+www.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n",
  },
  on: {
    name: {
      type: TYPE.CNAME,
      check: (name, data, report) => {
        const { records } = data;
        const rows = [...records.rowsOf(name)];
        const alias = rows.find((row) => records.typeOf(row) === TYPE.CNAME);
        if (alias === undefined || data.zones.at(name) || (data.hasAuthority && !isSent(alias, data))) return;
        const others = rows.filter((row) => records.typeOf(row) !== TYPE.CNAME && records.coexist(row, alias));
        if (others.length === 0) return;
        report({
          at: data.ownerSpan(alias),
          message: "beside",
          params: {
            name: records.ownerText(alias),
            types: [...new Set(others.map((row) => typeName(records.typeOf(row))))].join(", "),
          },
          related: others.slice(0, 5).map((row) => ({
            span: data.ownerSpan(row),
            message: "other",
            params: { type: typeName(records.typeOf(row)) },
          })),
        });
      },
    },
  },
});
