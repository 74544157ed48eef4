import { parseAddress } from "djblint-grammars/tinydns/address";
import { fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { formatAddress, Notice, ScannedAddress, scanAddress } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { isCommented } from "./comment-at-end.js";
import { cutHardwareAddress } from "./cut-at-colon.js";
import { harmlessRest } from "./rest-of-value.js";
import { secondLine } from "./two-lines.js";
import { separatorBehindAddress, separatorObservation } from "./wrong-separator.js";

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
  fixable: "unsafe",
  messages: {
    rest: {
      text: "only {address} is published: {rest} behind it is ignored",
      help: "write one line for each address",
    },
    numbers: {
      text: "only {address} is published: {rest} behind it is ignored",
      help: "an address has four numbers",
    },
    note: {
      text: "{rest} behind {address} is no part of the address, and ignored",
      help: "a note stands in a line of its own that begins with #",
      severity: "warning",
    },
    separator: {
      text: "{value} behind {address} is ignored: {mark} stands in front of it, where a colon belongs",
      help: "write a colon between any two fields, and nothing else",
    },
    "colon-for-mark": { text: "Write a colon" },
    hardware: {
      text: "the colons of {mac} behind {address} end the field: its pieces are read as ttl, timestamp and location",
      help: "a note stands in a line of its own that begins with #",
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
        if (secondLine(line, data) !== undefined) return;
        for (const field of fieldsOfKind(line, "address6")) {
          const digits = /^[0-9a-f]{32}(?=.)/is.exec(data.text.slice(field))?.[0];
          if (digits === undefined || isCommented(field, line, data) || harmlessRest(field, data)) continue;
          const at = { start: field.start + digits.length, end: field.end };
          report({ at, message: "rest", params: { address: digits, rest: data.inQuotes(at) } });
        }
        const scanned = new ScannedAddress();
        for (const field of fieldsOfKind(line, "address")) {
          const { rest } = parseAddress(data.text.slice(field));
          if (!rest || isCommented(field, line, data) || harmlessRest(field, data)) continue;
          if (!scanAddress(data.text.bytes, field.start, field.end, scanned)) continue;
          const at = { start: field.start + rest.start, end: field.start + rest.end };
          const address = formatAddress(scanned.value);
          const separator = separatorBehindAddress(line, data);
          if (separator) {
            const { params, ...observation } = separatorObservation(separator, data);
            report({ ...observation, params: { ...params, value: `"${separator.value}"`, address } });
            continue;
          }
          const hardware = cutHardwareAddress(line, data);
          if (hardware) report({ at: hardware, message: "hardware", params: { mac: data.shown(hardware), address } });
          else report({ at, message: kindOfRest(data.text.slice(at)), params: { address, rest: data.inQuotes(at) } });
        }
      },
    },
  },
});

/** More addresses, a number too many, or what was meant for human readers, such as a hardware address with hyphens. */
function kindOfRest(rest: string): "network" | "numbers" | "rest" | "note" {
  if (rest.startsWith("/")) return "network";
  if (/^\.\d/.test(rest)) return "numbers";
  return /\d\.\d|^ *-? *\d{1,3}$/.test(rest) ? "rest" : "note";
}
