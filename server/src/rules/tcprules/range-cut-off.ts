import type { AddressRange } from "djblint-grammars/tcprules/tree";
import { AddressKind, LAST_NUMBER } from "../../model/tcprules/access-address.js";
import { shown } from "../../model/tcprules/access-file.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR024",
  name: "range-cut-off",
  language: "tcprules",
  severity: "warning",
  category: "address",
  security: true,
  since: "0.1",
  what: "A range begins below 256 and ends above 255",
  why: "tcprules takes 255 for the end, without a word",
  sources: ["tcprules specification R23, trap 24"],
  fixable: "safe",
  messages: {
    cut: { text: "the range {address} ends at 255: no number is larger", help: "write the last number that was meant" },
    replace: { text: "Write 255" },
  },
  example: {
    bad: "192.168.1.200-300:deny\n:allow\n",
    good: "192.168.1.200-255:deny\n:allow\n",
  },
  on: {
    address: {
      kinds: [AddressKind.CutRange],
      check: ({ address }, access, report) => {
        const { top } = address.form as AddressRange;
        report({
          at: top,
          message: "cut",
          params: { address: shown(access, address) },
          fixes: [{ title: "replace", safety: "safe", edits: [{ span: top, newText: String(LAST_NUMBER) }] }],
        });
      },
    },
  },
});
