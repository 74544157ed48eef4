import { TYPE } from "../../compile/expand.js";
import { ROOT } from "../../model/tinydns/name-table.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";
import { nameForAddress } from "./name-for-address.js";

/** Fields of S and of generic lines. */
const PORT = 3;
const RDATA = 2;

export default defineRule({
  code: "TD138",
  name: "srv-port-zero",
  language: "tinydns",
  severity: "warning",
  category: "coercion",
  since: "0.1",
  what: "An SRV record names a host and port 0",
  why: "No client can connect to port 0",
  silent:
    "For the target . which says that there is no such service, for names of instances in service discovery, where port 0 says the same (RFC 6763), and for S lines with the port behind (srv-field-order)",
  sources: ["RFC 2782", "RFC 6763 section 8", "tinydns specification R12"],
  fixable: "none",
  messages: {
    zero: {
      text: "the service {name} is at port 0 of {target}: no client can connect to it",
      help: "write the port; where there is no such service, write the target . in the place of a host",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nS_sip._tcp.example.org:192.0.2.9:pbx.example.org:0\n",
    good: ".example.org:192.0.2.1:a\nS_sip._tcp.example.org:192.0.2.9:pbx.example.org:5060\n",
  },
  on: {
    record: {
      types: [TYPE.SRV],
      watch: Trait.Unusual,
      check: (row, data, report) => {
        const { records } = data;
        const target = records.target[row];
        const [, , high, low, port, rest] = records.rdata(row);
        if (target === ROOT || port !== 0 || rest !== 0 || !records.ownerText(row).startsWith("_")) return;
        const isService = data.letterOf(row) === "S";
        const weight = high * 256 + low;
        if (isService && weight > 0) return;
        const line = data.lineOf(row);
        if (nameForAddress(line, data)) return;
        const at = data.field(line, isService ? PORT : RDATA);
        report({ at, message: "zero", params: { name: records.ownerText(row), target: data.names.text(target) } });
      },
    },
  },
});
