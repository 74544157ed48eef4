import { keysOf } from "../../model/tcprules/access.js";
import { AddressKind, isDead, writtenKind } from "../../model/tcprules/access-address.js";
import { defineRule } from "../rule.js";
import { deadAddress, deadOrMeantMessages, replaceLine } from "./dead-address.js";

const MOST_LINES = 16;

export default defineRule({
  code: "TR026",
  name: "two-ranges",
  language: "tcprules",
  severity: "error",
  category: "address",
  security: true,
  since: "0.1",
  what: "An address holds two ranges",
  why: "tcprules writes out the first one only; the server never asks for the keys that come out of that",
  sources: ["tcprules specification R25, trap 26"],
  fixable: "unsafe",
  messages: deadOrMeantMessages({
    ranges: {
      text: "only the first range of {address} is written out, and what comes out are dead keys",
      help: "write one line for each number of one of the two ranges",
    },
  }),
  example: {
    bad: "10.1-2.4-5.:deny\n:allow\n",
    good: "10.1.4-5.:deny\n10.2.4-5.:deny\n:allow\n",
  },
  on: {
    address: {
      kinds: [AddressKind.TwoRanges],
      check: (rule, access, report) => {
        const lines = [...keysOf(rule)];
        const isMeant = lines.length <= MOST_LINES && lines.every((key) => !isDead(writtenKind(key, access.dialect)));
        const fixes = isMeant ? [replaceLine(rule, access, lines)] : [];
        report({ ...deadAddress(rule, access, "ranges"), fixes });
      },
    },
  },
});
