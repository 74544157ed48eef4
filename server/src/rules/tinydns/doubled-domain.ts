import { hasTargetName } from "../../model/tinydns/records.js";
import { defineRule } from "../rule.js";
import { doubledNames } from "./doubled-names.js";

export default defineRule({
  code: "TD154",
  name: "doubled-domain",
  language: "tinydns",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "A name repeats the domain that it stands in",
  why: "Names in tinydns data are always whole; a domain that a program or a person appended once more makes another name",
  silent: "For domains of one label, and for records outside the zones of this file (record-outside-zones)",
  sources: ["tinydns specification D4"],
  fixable: "none",
  messages: {
    doubled: { text: "{name} has the domain {domain} twice at its end", help: "write the domain once" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n",
  },
  on: {
    file: (data, report) => {
      const { records, zones } = data;
      const { owner, target, line } = records;
      const doubled = doubledNames(data);
      if (doubled.size === 0) return;
      let last = -1;
      for (let row = 0; row < records.count; row++) {
        if (line[row] === last) continue;
        const isOwner = doubled.has(owner[row]) && zones.fate(owner[row]).kind !== "outside";
        if (!isOwner && !(hasTargetName(records.typeOf(row)) && doubled.has(target[row]))) continue;
        last = line[row];
        const name = isOwner ? owner[row] : target[row];
        const params = { name: data.names.text(name), domain: doubled.get(name)! };
        if (!report({ at: isOwner ? data.ownerSpan(row) : data.targetSpan(row), message: "doubled", params })) return;
      }
    },
  },
});
