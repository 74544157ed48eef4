import { PROHIBITED, TYPE } from "../../compile/expand.js";
import { defineRule } from "../rule.js";

const NATIVE_LINE: ReadonlyMap<number, string> = new Map([
  [TYPE.SOA, "Z or ."],
  [TYPE.NS, "& or ."],
  [TYPE.CNAME, "C"],
  [TYPE.PTR, "^ or ="],
  [TYPE.MX, "@"],
]);

export default defineRule({
  code: "TD002",
  name: "generic-type-prohibited",
  language: "tinydns",
  severity: "error",
  category: "syntax",
  since: "0.1",
  what: "A generic line has a type that tinydns-data makes from lines of their own",
  why: "tinydns-data stops at the line and publishes nothing of the whole file",
  sources: ["tinydns-data(8)", "tinydns specification R11, E3"],
  fixable: "none",
  messages: {
    native: { text: "tinydns-data stops here: type {type} ({word}) is prohibited", help: "use a {letters} line" },
    none: { text: "tinydns-data stops here: type {word} is prohibited", help: "write the number of a record type" },
  },
  example: {
    bad: ":example.org:2:\\001a\\000\n",
    good: ".example.org:192.0.2.1:a\n&example.org::b.ns.example.net\n",
  },
  on: {
    fault: ({ fault }, line, data, report) => {
      if (fault.kind !== "prohibited") return;
      const letters = NATIVE_LINE.get(fault.type);
      const params = { type: fault.type, word: PROHIBITED.get(fault.type)! };
      const at = data.field(line, fault.field);
      report(letters ? { at, message: "native", params: { ...params, letters } } : { at, message: "none", params });
    },
  },
});
