import type { Address, AddressRange } from "djblint-grammars/tcprules/tree";
import { keyCount, shown } from "../../model/access.js";
import { defineRule, type Statement } from "../rule.js";

/** Two whole addresses around a `-`. */
const WHOLE_ADDRESSES = /^((?:\d+\.){3})(\d+)-((?:\d+\.){3})(\d+)$/;

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
  sources: ["tcprules specification R22, R23, R25, traps 23 to 25 and 27"],
  fixable: "unsafe",
  messages: {
    reversed: {
      text: "this rule is left out: the range {bottom}-{top} runs backwards",
      help: "write the smaller number first: {instead}",
    },
    open: {
      text: "this rule is left out: nothing stands behind the - of {address}, and that counts as 0",
      help: "write the last number: {instead}",
    },
    above: {
      text: "this rule is left out: the range {bottom}-{top} holds no number below 256",
      help: "write numbers from 0 to 255",
    },
    wholeAddresses: {
      text: "this rule is left out: a range is two numbers, and {address} is read as {bottom}-{top}",
      help: "write the last numbers only: {instead}",
    },
    twoNetworks: {
      text: "this rule is left out: a range is two numbers, and {address} is read as {bottom}-{top}",
      help: "write one line for each network, such as 192.168.1. or 192.168.1.64-127",
    },
    replace: { text: "write {instead}" },
  },
  example: {
    bad: "192.168.1.99-20:deny\n:allow\n",
    good: "192.168.1.20-99:deny\n:allow\n",
  },
  on: {
    line: (line, access, report) => {
      if (line.kind !== "rule" || keyCount(line) > 0) return;
      const { address } = line;
      const { message, params } = explanation(address, address.form as AddressRange, shown(access, address));
      const instead = params?.instead;
      report({
        at: address,
        message,
        params,
        fixes:
          instead === undefined
            ? []
            : [
                {
                  title: "replace",
                  params: { instead },
                  safety: "unsafe",
                  edits: [{ span: address, newText: String(instead) }],
                },
              ],
      });
    },
  },
});

function explanation({ text }: Address, { head, tail, bottom, top }: AddressRange, address: string): Statement {
  const numbers = { bottom: bottom.value, top: top.value };
  const range = (from: number, to: number) => `${head}${from}-${to}${tail}`;
  const whole = WHOLE_ADDRESSES.exec(text);
  if (whole) {
    const [, first, from, second, to] = whole;
    if (first !== second || Number(from) > Number(to))
      return { message: "twoNetworks", params: { address, ...numbers } };
    return { message: "wholeAddresses", params: { address, ...numbers, instead: `${first}${from}-${to}` } };
  }
  if (bottom.value > 255) return { message: "above", params: numbers };
  if (top.start === top.end) return { message: "open", params: { address, instead: range(bottom.value, 255) } };
  return { message: "reversed", params: { ...numbers, instead: range(top.value, bottom.value) } };
}
