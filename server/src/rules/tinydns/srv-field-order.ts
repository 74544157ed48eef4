import { TYPE } from "../../compile/expand.js";
import { ScannedNumber, scanNumber } from "../../model/tinydns/scalars.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";

const PRIORITY = 4;
const WEIGHT = 5;

export default defineRule({
  code: "TD129",
  name: "srv-field-order",
  language: "tinydns",
  severity: "info",
  category: "coercion",
  since: "0.1",
  what: "An S line gives a priority and a weight that differ",
  why: "The description of the patch calls the two fields weight:priority, but the first goes out as the priority and the second as the weight",
  silent: "When both are equal or one of them is left out",
  sources: ["tinydns specification R12, trap T81", "RFC 2782"],
  fixable: "none",
  messages: {
    order: {
      text: "published with priority {priority} and weight {weight}, in this order",
      help: "priority comes first: clients try the smallest priority, and share among targets of one priority by weight",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nS_sip._tcp.example.org:192.0.2.9:pbx.example.org:5060:5:10\n",
    good: ".example.org:192.0.2.1:a\nS_sip._tcp.example.org:192.0.2.9:pbx.example.org:5060\n",
  },
  on: {
    record: {
      types: [TYPE.SRV],
      watch: Trait.Unusual,
      check: (row, data, report) => {
        const line = data.lineOf(row);
        const { [PRIORITY]: first, [WEIGHT]: second } = line.fields;
        if (line.type!.letter !== "S" || !first || !second) return;
        const [priority, weight] = [first, second].map(({ start, end }) => {
          const scanned = new ScannedNumber();
          return scanNumber(data.text.bytes, start, end, scanned) ? scanned.low & 0xffff : undefined;
        });
        if (priority === undefined || weight === undefined || priority === weight) return;
        report({ at: { start: first.start, end: second.end }, message: "order", params: { priority, weight } });
      },
    },
  },
});
