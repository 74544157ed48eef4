import { TYPE } from "../../compile/expand.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";
import { ADDRESS, shiftedField, shiftedObservation } from "./shifted-field.js";
import { separatorObservation, wrongSeparator } from "./wrong-separator.js";

export default defineRule({
  code: "TD122",
  name: "cname-to-root",
  language: "tinydns",
  severity: "error",
  category: "coercion",
  since: "0.1",
  what: "An alias or a pointer has no target",
  why: "tinydns-data publishes it with the root as its target",
  sources: ["tinydns specification D1, R8, R9"],
  fixable: "unsafe",
  messages: {
    alias: { text: "{owner} becomes an alias of the root: {cause}", help: "write the canonical name" },
    pointer: { text: "{owner} points to the root: {cause}", help: "write the name of the host" },
    shifted: {
      text: "{owner} gets the root as its target: {target} stands one field too far behind, where it is read as the ttl",
      help: "take out what stands between the name and it: the fields are {fields}",
    },
    address: {
      text: "{owner} gets the root as its target: the address {target} is read as the ttl",
      help: "write the name of a host as the target; an address needs a + or = line",
    },
    separator: {
      text: "the line has no target: {mark} stands in front of {value}, where a colon belongs",
      help: "write a colon between any two fields, and nothing else",
    },
    "colon-for-mark": { text: "Write a colon" },
    colon: { text: "Take out what stands between the name and {target}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nCftp.example.org\n",
    good: ".example.org:192.0.2.1:a\nCftp.example.org:a.ns.example.org\n",
  },
  on: {
    record: {
      types: [TYPE.CNAME, TYPE.PTR],
      watch: Trait.TargetTop,
      check: (row, data, report) => {
        const { records, names } = data;
        if (names.wireLength(records.target[row]) > 1) return;
        const line = data.lineOf(row);
        if (line.type!.letter !== "C" && line.type!.letter !== "^") return;
        const separator = wrongSeparator(line, data);
        if (separator) {
          report(separatorObservation(separator, data));
          return;
        }
        const shifted = shiftedField(line, data);
        if (shifted) {
          const params = { owner: records.ownerText(row), target: data.shown(shifted) };
          const isAddress = ADDRESS.test(params.target);
          report(isAddress ? { at: shifted, message: "address", params } : shiftedObservation(shifted, line, params));
          return;
        }
        report({
          at: line.fields.length > 1 ? data.targetSpan(row) : line,
          message: line.type!.letter === "C" ? "alias" : "pointer",
          params: { owner: records.ownerText(row), cause: causeOf(data.fieldText(line, TARGET)) },
        });
      },
    },
  },
});

const TARGET = 1;

function causeOf(target: string): string {
  return target === "" ? "the line has no target" : "dots alone are its name";
}
