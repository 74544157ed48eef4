import { TYPE } from "../../compile/expand.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";
import { LoopSearch, nextAlias } from "./alias-path.js";

export default defineRule({
  code: "TD205",
  name: "cname-loop",
  language: "tinydns",
  severity: "warning",
  category: "record sets",
  since: "0.1",
  what: "Aliases point to each other, or an alias to itself",
  why: "tinydns answers each question with the next alias; a resolver goes round until it gives up, and the name has no address",
  silent: "When the path leaves the zones of this file; a loop is told once",
  sources: ["RFC 1034 section 3.6.2", "tinydns specification Q7"],
  fixable: "none",
  messages: {
    self: {
      text: "{name} is an alias of itself",
      help: "write the canonical name, or give {name} an address with a + line",
    },
    wildcard: {
      text: "{target} is an alias of itself: it has no records, so {name} answers for it too",
      help: "give {target} an address with a + line",
    },
    loop: {
      text: "the aliases lead round in a circle: {path}",
      help: "let one of them point to a host with an address",
    },
    next: { text: "leads on to {target}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nCftp.example.org:www.example.org\nCwww.example.org:ftp.example.org\n",
    good: ".example.org:192.0.2.1:a\nCftp.example.org:www.example.org\n+www.example.org:192.0.2.7\n",
  },
  on: {
    file: (data, report) => {
      const { records, names } = data;
      let search: LoopSearch | undefined;
      for (const row of data.traits.rowsWith(Trait.TargetAlias)) {
        if (records.typeOf(row) !== TYPE.CNAME || nextAlias(row, data) === undefined) continue;
        search ??= new LoopSearch(data);
        const loop = search.from(row);
        if (loop.length === 0) continue;
        const [first, ...others] = loop;
        const target = names.text(records.target[first]);
        const name = records.ownerText(first);
        const goesOn = report({
          at: data.targetSpan(first),
          message: others.length > 0 ? "loop" : name === target ? "self" : "wildcard",
          params: { name, target, path: [...loop.map((each) => records.ownerText(each)), name].join(" -> ") },
          related: others.slice(0, 5).map((each) => ({
            span: data.targetSpan(each),
            message: "next",
            params: { target: names.text(records.target[each]) },
          })),
        });
        if (!goesOn) return;
      }
    },
  },
});
