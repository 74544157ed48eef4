import { parseAddress } from "djblint-grammars/tinydns/address";
import { fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { formatAddress, Notice, ScannedAddress, scanAddress } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD101",
  name: "ip-octet-wraps",
  language: "tinydns",
  severity: "error",
  category: "coercion",
  since: "0.1",
  what: "A number of an address is above 255",
  why: "tinydns-data keeps the low 8 bits of each number and publishes another address, without a word",
  sources: ["tinydns specification I1"],
  fixable: "none",
  messages: {
    wraps: { text: "{written} is published as {published}", help: "write four numbers from 0 to 255" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.256\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.255\n",
  },
  on: {
    line: {
      watch: Notice.AddressWraps,
      check: (line, data, report) => {
        const scanned = new ScannedAddress();
        for (const field of fieldsOfKind(line, "address")) {
          if (!scanAddress(data.text.bytes, field.start, field.end, scanned)) continue;
          const { numbers } = parseAddress(data.text.slice(field));
          const params = {
            written: data.shown({ start: field.start, end: field.start + numbers[3].end }),
            published: formatAddress(scanned.value),
          };
          for (const { text, start, end } of numbers) {
            if (Number(text) > 255) {
              report({ at: { start: field.start + start, end: field.start + end }, message: "wraps", params });
            }
          }
        }
      },
    },
  },
});
