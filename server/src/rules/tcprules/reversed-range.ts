import type { AddressRange } from "djblint-grammars/tcprules/tree";
import { AddressKind } from "../../model/tcprules/access-address.js";
import { defineRule } from "../rule.js";
import { deadAddress, deadOrMeantMessages } from "./dead-address.js";

export default defineRule({
  code: "TR023",
  name: "reversed-range",
  language: "tcprules",
  severity: "error",
  category: "address",
  security: true,
  since: "0.1",
  what: "A range ends below its beginning",
  why: "tcprules makes no record at all for such a range and says nothing: clients fall through to other rules",
  sources: ["tcprules specification R22, R23, traps 23 to 25"],
  fixable: "unsafe",
  messages: deadOrMeantMessages({
    reversed: {
      text: "the range {bottom}-{top} runs backwards, and tcprules leaves it out",
      help: "write the smaller number first: {instead}",
    },
    open: {
      text: "nothing stands behind the - of {address}, that counts as 0, and tcprules leaves the range out",
      help: "write the last number: {instead}",
    },
    above: {
      text: "the range {bottom}-{top} holds no number below 256, and tcprules leaves it out",
      help: "write numbers from 0 to 255",
    },
  }),
  example: {
    bad: "192.168.1.99-20:deny\n:allow\n",
    good: "192.168.1.20-99:deny\n:allow\n",
  },
  on: {
    address: {
      kinds: [AddressKind.NoRecord],
      check: (rule, access, report) => {
        const { cause, instead } = explanation(rule.address.form as AddressRange);
        const { bottom, top } = rule.address.form as AddressRange;
        const dead = deadAddress(rule, access, cause, instead);
        report({ ...dead, params: { ...dead.params, bottom: bottom.value, top: top.value } });
      },
    },
  },
});

function explanation({ head, tail, bottom, top }: AddressRange): { cause: string; instead?: string } {
  const range = (from: number, to: number) => `${head}${from}-${to}${tail}`;
  if (bottom.value > 255) return { cause: "above" };
  if (top.start === top.end) return { cause: "open", instead: range(bottom.value, 255) };
  return { cause: "reversed", instead: range(top.value, bottom.value) };
}
