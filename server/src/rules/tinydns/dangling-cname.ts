import { TYPE } from "../../compile/expand.js";
import { Reach } from "../../model/tinydns/look-up.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";
import { isTargetFaulty } from "./faulty-names.js";
import { isSent } from "./record-set.js";

export default defineRule({
  code: "TD207",
  name: "dangling-cname",
  language: "tinydns",
  severity: "warning",
  category: "record sets",
  since: "0.1",
  what: "An alias points to a name that does not exist",
  why: "The target lies in a zone of this file and has no records there: tinydns says that there is no such name",
  silent:
    "For targets outside the zones of this file and below a delegation, for names that a wildcard covers, and for names on lines of which another rule tells that they publish something else than they say (record-dropped, invalid-host-name, doubled-domain)",
  sources: ["tinydns specification Q9"],
  fixable: "none",
  messages: {
    dangling: {
      text: "{name} is an alias of {target}, which does not exist: {zone} is served here and has no record of that name",
      help: "correct the target, add +{target}:ip, or remove the line",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nCftp.example.org:files.example.org\n",
    good: ".example.org:192.0.2.1:a\nCftp.example.org:files.example.org\n+files.example.org:192.0.2.7\n",
  },
  on: {
    record: {
      types: [TYPE.CNAME],
      watch: Trait.TargetWithoutAddress,
      check: (row, data, report) => {
        const { records, names, zones, lookUp } = data;
        const target = records.target[row];
        if (lookUp.reach(target) !== Reach.Nothing) return;
        const fate = zones.fate(target);
        if (fate.kind !== "served" || !isSent(row, data) || isTargetFaulty(row, data)) return;
        const params = { name: records.ownerText(row), target: names.text(target), zone: names.text(fate.zone.name) };
        report({ at: data.targetSpan(row), message: "dangling", params });
      },
    },
  },
});
