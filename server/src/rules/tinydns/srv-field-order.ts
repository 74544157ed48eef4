import type { DataField } from "djblint-grammars/tinydns/tree";
import { TYPE } from "../../compile/expand.js";
import { ScannedNumber, scanNumber } from "../../model/tinydns/scalars.js";
import { Trait } from "../../model/tinydns/traits.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";
import { nameForAddress } from "./name-for-address.js";

const PORT = 3;
const PRIORITY = 4;
const WEIGHT = 5;

export default defineRule({
  code: "TD129",
  name: "srv-field-order",
  language: "tinydns",
  severity: "info",
  category: "coercion",
  since: "0.1",
  what: "An S line gives a priority and a weight that differ, or has the port behind them",
  why: "In SRV records of other servers the port comes last; here it comes first. The description of the patch calls the two fields weight:priority, but the first goes out as the priority and the second as the weight",
  silent: "When priority and weight are equal or one of them is left out, and the port is not 0",
  sources: ["tinydns specification R12, trap T81", "RFC 2782"],
  fixable: "unsafe",
  messages: {
    order: {
      text: "published with port {port}, priority {priority} and weight {weight}, in this order",
      help: "priority comes before weight: clients try the smallest priority, and share among targets of one priority by weight",
    },
    last: {
      text: "published with port 0 and weight {weight}: no client can connect to port 0",
      help: "the port comes first: the fields are fqdn:ip:x:port:priority:weight",
      severity: "error",
    },
    behind: {
      text: "published with port {port} and weight {weight}: the port seems to stand behind them",
      help: "the port comes first: the fields are fqdn:ip:x:port:priority:weight",
      severity: "warning",
    },
    front: { text: "Write the port in front: {written}" },
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
        const { [PORT]: first, [WEIGHT]: last } = line.fields;
        if (line.type!.letter !== "S" || !last || nameForAddress(line, data)) return;
        const [port, priority, weight] = [PORT, PRIORITY, WEIGHT].map((index) => numberIn(line.fields[index], data));
        if (port === undefined || priority === undefined || weight === undefined) return;
        const params = { port, priority, weight };
        if (weight > 0 && (port === 0 || (port <= MOST_PRIORITY && weight >= LEAST_PORT))) {
          const span = { start: first.start, end: last.end };
          const written = `${weight}:${port}:${priority}`;
          const fix = {
            title: "front",
            params: { written },
            safety: "unsafe",
            edits: [{ span, newText: written }],
          } as const;
          report({ at: span, message: port === 0 ? "last" : "behind", params, fixes: [fix] });
        } else if (priority !== weight) {
          report({ at: { start: line.fields[PRIORITY].start, end: last.end }, message: "order", params });
        }
      },
    },
  },
});

/** No service that has SRV records stands below this port, and few weights are so large. */
const LEAST_PORT = 80;
/** Usual priorities, and no ports of such services. */
const MOST_PRIORITY = 20;

/** The number that is published, if there is one in the field. */
function numberIn({ start, end }: DataField, data: ZoneData): number | undefined {
  const scanned = new ScannedNumber();
  return scanNumber(data.text.bytes, start, end, scanned) ? scanned.low & 0xffff : undefined;
}
