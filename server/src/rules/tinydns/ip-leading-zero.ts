import { fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { formatAddress, Notice, ScannedAddress, scanAddress } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD104",
  name: "ip-leading-zero",
  language: "tinydns",
  severity: "info",
  category: "coercion",
  since: "0.1",
  what: "A number of an address begins with a zero",
  why: "Many programs read such numbers as octal; tinydns-data reads them as decimal",
  sources: ["tinydns specification I1"],
  fixable: "safe",
  messages: {
    zero: { text: "{written} is read as decimal and published as {published}", help: "leave the zeros out" },
    remove: { text: "Write {published}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.017\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.17\n",
  },
  on: {
    line: {
      watch: Notice.AddressZero,
      check: (line, data, report) => {
        const scanned = new ScannedAddress();
        for (const field of fieldsOfKind(line, "address")) {
          if (!scanAddress(data.text.bytes, field.start, field.end, scanned)) continue;
          // What wraps or is followed by other text is told by rules of its own.
          if (scanned.notices !== Notice.AddressZero) continue;
          const published = formatAddress(scanned.value);
          report({
            at: field,
            message: "zero",
            params: { written: data.shown(field), published },
            fixes: [
              { title: "remove", params: { published }, safety: "safe", edits: [{ span: field, newText: published }] },
            ],
          });
        }
      },
    },
  },
});
