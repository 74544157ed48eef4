import { parseAddress } from "djblint-grammars/tinydns/address";
import { fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { formatAddress, Notice, ScannedAddress, scanAddress } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { isCommented } from "./comment-at-end.js";
import { harmlessRest } from "./rest-of-value.js";

export default defineRule({
  code: "TD103",
  name: "ip-trailing-garbage",
  language: "tinydns",
  severity: "error",
  category: "coercion",
  since: "0.1",
  what: "Something stands behind the fourth number of an address, or behind its 32 digits",
  why: "tinydns-data publishes the address in front of it and passes over the rest: no range, no network, no list",
  silent: "For blanks and marks such as ; at the end, which harmless-rest is about",
  sources: ["tinydns specification I1"],
  fixable: "none",
  messages: {
    rest: {
      text: "only {address} is published: {rest} behind it is ignored",
      help: "write one line for each address",
    },
    network: {
      text: "only the one address {address} is published: {rest} is ignored, tinydns knows no networks here",
      help: "write one line for each address",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7/24\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n",
  },
  on: {
    line: {
      watch: Notice.AddressRest | Notice.Address6,
      check: (line, data, report) => {
        for (const field of fieldsOfKind(line, "address6")) {
          const digits = /^[0-9a-f]{32}(?=.)/is.exec(data.text.slice(field))?.[0];
          if (digits === undefined || isCommented(field, line, data) || harmlessRest(field, data)) continue;
          const at = { start: field.start + digits.length, end: field.end };
          report({ at, message: "rest", params: { address: digits, rest: `"${data.shown(at)}"` } });
        }
        const scanned = new ScannedAddress();
        for (const field of fieldsOfKind(line, "address")) {
          const { rest } = parseAddress(data.text.slice(field));
          if (!rest || isCommented(field, line, data) || harmlessRest(field, data)) continue;
          if (!scanAddress(data.text.bytes, field.start, field.end, scanned)) continue;
          const at = { start: field.start + rest.start, end: field.start + rest.end };
          const text = data.shown(at);
          const params = { address: formatAddress(scanned.value), rest: `"${text}"` };
          report({ at, message: text.startsWith("/") ? "network" : "rest", params });
        }
      },
    },
  },
});
