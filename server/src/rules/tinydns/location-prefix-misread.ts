import type { DataField, DataLine } from "djblint-grammars/tinydns/tree";
import { isNetworkNumber } from "../../compile/expand.js";
import { prefixOfKey } from "../../model/tinydns/location-code.js";
import { Notice } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule, type Statement } from "../rule.js";
import { isCommented } from "./comment-at-end.js";
import { isCutPrefix } from "./cut-at-colon.js";

const PREFIX = 1;
const HELP = "a prefix is one to four numbers from 0 to 255 with dots between, such as 192.168; one prefix a line";

export default defineRule({
  code: "TD144",
  name: "location-prefix-misread",
  language: "tinydns",
  severity: "error",
  category: "locations",
  since: "0.1",
  what: "The prefix of a location is not one to four numbers with dots between, or is written as the number of a network",
  why: "tinydns-data takes what numbers it finds at the start and ignores the rest: the location has other clients than written, without a number all of them",
  silent:
    "For % lines without a prefix, the usual way to name everyone else, and for a mask that says the same as the numbers",
  sources: ["tinydns-data(8)", "tinydns specification R1, Q1, traps T01, T02, T05 to T08, T10"],
  fixable: "unsafe",
  messages: {
    everyone: {
      text: "{written} does not begin with a number: every client that no other prefix matches belongs to the location {code}",
      help: HELP,
    },
    ipv6: {
      text: "{written} is no IPv4 prefix: it is read as {stored}",
      help: "locations are for IPv4 clients; leave the line out",
    },
    flat: {
      text: "no client belongs to the location by {written}: behind s stand up to 16 hexadecimal digits in lower case, without colons",
      help: "write the first digits of the address in full, such as s20010db8",
    },
    list: { text: "only the first prefix of {written} is read ({stored}): the rest is ignored", help: HELP },
    wraps: { text: "{written} is read as {stored}: numbers are taken modulo 256", help: HELP },
    never: { text: "{written} has more than four numbers: no client belongs to the location by this line", help: HELP },
    single: {
      text: "{mask} is ignored: only the single client {stored} belongs to the location {code}",
      help: "write the numbers that all clients share, such as 192.168; a mask that ends inside a number takes a line for each value",
    },
    mask: {
      text: "{mask} is ignored: clients whose address begins with {stored} belong to the location {code}",
      help: "write the numbers that all clients share, such as 192.168; a mask that ends inside a number takes a line for each value",
    },
    network: {
      text: "the location {code} has the single client {stored} by this line, no other address of the network",
      help: "write the numbers that all clients share, such as 192.168",
      severity: "warning",
    },
    nobody: {
      text: "no client belongs to the location by this line: no address begins with 0, and {stored} is no wildcard",
      help: "a % line without a prefix is for every client that no other prefix matches: %{code}",
      severity: "warning",
    },
    rest: { text: "{written} is read as {stored}: the rest is ignored", help: HELP },
    shorten: { text: "Write the prefix {prefix}" },
  },
  example: {
    bad: "%in:192.168.1.0/24\n.example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:::in\n",
    good: "%in:192.168.1\n.example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:::in\n",
  },
  on: {
    line: {
      watch: Notice.Prefix,
      check: (line, data, report) => {
        const field = line.fields[PREFIX];
        if (isCommented(field, line, data)) return;
        const [{ key }] = data.records.stored(line.line);
        const { prefix: octets, isIpv6 } = prefixOfKey(key, data.dialect);
        const found = isIpv6 ? flatMisread(field, data) : misreading(line, octets, data);
        if (!found) return;
        const prefix = isIpv6 ? undefined : intendedPrefix(data.text.slice(field), octets);
        report({
          at: found.message === "ipv6" ? { start: field.start, end: line.end } : field,
          ...found,
          fixes: prefix
            ? [{ title: "shorten", params: { prefix }, safety: "unsafe", edits: [{ span: field, newText: prefix }] }]
            : [],
        });
      },
    },
  },
});

/** K7: clients are looked up with the digits of their address in lower case, 16 at most. */
function flatMisread(field: DataField, data: ZoneData): Statement {
  return { message: "flat", params: { written: data.inQuotes(field) } };
}

function misreading(line: DataLine, octets: Uint8Array, data: ZoneData): Statement | undefined {
  const field = line.fields[PREFIX];
  const text = data.text.slice(field);
  const stored = octets.length > 0 ? octets.join(".") : "no prefix, which is every client";
  const params = { written: data.inQuotes(field), stored, code: data.shown(line.fields[0]) };
  if (isCutPrefix(line, data)) {
    if (data.dialect === "ipv6") return undefined;
    const whole = data.shown({ start: field.start, end: line.end });
    return { message: "ipv6", params: { ...params, written: `"${whole}"` } };
  }
  if (octets.length === 0) return { message: "everyone", params };
  if (text.includes(",")) return { message: "list", params };
  const numbers = text.match(/\d+/g)!.slice(0, octets.length);
  if (numbers.some((number) => Number(number) > 255)) return { message: "wraps", params };
  if (octets.length > 4) return { message: "never", params };
  const mask = /\/.*$/.exec(text)?.[0];
  if (mask) {
    if (Number(mask.slice(1)) === octets.length * 8) return undefined;
    return { message: octets.length === 4 ? "single" : "mask", params: { ...params, mask } };
  }
  // 10.* and a dot in front say what is read.
  if (!/^[\d.]*(\.\*)*$/.test(text)) return { message: "rest", params };
  if (!isNetworkNumber(octets)) return undefined;
  return { message: octets[0] === 0 ? "nobody" : "network", params };
}

/** The numbers in front of the zeros of a network, or those that a mask leaves when it ends between two of them. */
function intendedPrefix(text: string, octets: Uint8Array): string | undefined {
  if (/^[1-9][\d.]*$/.test(text) && isNetworkNumber(octets)) return text.replace(/(\.0)+\.*$/, "");
  const bits = Number(/^[\d.]+\/(\d{1,2})$/.exec(text)?.[1]);
  if (!(bits > 0 && bits < octets.length * 8) || bits % 8 !== 0) return undefined;
  return octets.slice(0, bits / 8).join(".");
}
