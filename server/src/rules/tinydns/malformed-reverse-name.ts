import { TYPE } from "../../compile/expand.js";
import type { Row } from "../../model/tinydns/records.js";
import { Trait } from "../../model/tinydns/traits.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule, type Statement } from "../rule.js";

export default defineRule({
  code: "TD405",
  name: "malformed-reverse-name",
  language: "tinydns",
  severity: "warning",
  category: "reverse and mail",
  since: "0.1",
  what: "The name of a PTR is not the reverse name of an address",
  why: "Nobody who looks for the name of an address asks for it: the reverse name of 1.2.3.4 is 4.3.2.1.in-addr.arpa",
  silent:
    "For names with a label that begins with _ (service discovery), for names of networks (RFC 2317: 0/25 or named labels, a zone of its own for less than 256 addresses), for wildcards and for the name of a zone",
  sources: ["RFC 1035 section 3.5", "RFC 2317", "tinydns specification R8, trap T74"],
  fixable: "unsafe",
  messages: {
    address: {
      text: "this PTR is for the name {name}, not for the address: its reverse name is {reverse}",
      help: "write ^{reverse}:p, or a line =host:{name}",
    },
    elsewhere: {
      text: "{name} is no reverse name: those end in in-addr.arpa or ip6.arpa",
      help: "write C for an alias, + for an address",
    },
    count: {
      text: "{name} stands for no address: in front of in-addr.arpa there are {count} numbers, not four",
      help: "the reverse name of 1.2.3.4 is 4.3.2.1.in-addr.arpa",
    },
    octet: {
      text: "{name} stands for no address: {label} is no number from 0 to 255 as reverse names write it",
      help: "the reverse name of 1.2.3.4 is 4.3.2.1.in-addr.arpa",
    },
    nibbles: {
      text: "{name} stands for no address: in front of {suffix} there are {count} labels, not 32 single hexadecimal digits",
      help: "write the 32 digits of the address in reverse order, with a dot between any two",
    },
    reversed: { text: "Write {reverse}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n^192.0.2.7:www.example.org\n",
    good: ".example.org:192.0.2.1:a\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n^7.2.0.192.in-addr.arpa:www.example.org\n",
  },
  on: {
    record: {
      types: [TYPE.PTR],
      watch: Trait.Pointer,
      check: (row, data, report) => {
        const owner = data.records.owner[row];
        if (data.names.addressOfReverse(owner) >= 0 || data.zones.at(owner)) return;
        const statement = judge(row, data);
        if (!statement) return;
        const at = data.ownerSpan(row);
        const reverse = statement.params?.reverse;
        report({
          ...statement,
          at,
          fixes:
            reverse === undefined
              ? []
              : [
                  {
                    title: "reversed",
                    params: { reverse },
                    safety: "unsafe",
                    edits: [{ span: at, newText: `${reverse}` }],
                  },
                ],
        });
      },
    },
  },
});

function judge(row: Row, { records, names, zones }: ZoneData): Statement | undefined {
  const labels = names.labels(records.owner[row]);
  if (labels.length === 0 || labels.some((label) => label.startsWith("_") || label === "*")) return undefined;
  const name = labels.join(".");
  const [top, second] = [...labels].reverse();
  const host = labels.slice(0, -2);
  if (top === "arpa" && second === "in-addr") {
    const fate = zones.fate(records.owner[row]);
    const zone = fate.kind === "outside" ? [] : names.labels(fate.zone.name);
    return judge4(name, host, zone.length - 2);
  }
  if (isIp6(top, second)) return judge6(name, host, `${second}.${top}`);
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) {
    return { message: "address", params: { name, reverse: `${[...labels].reverse().join(".")}.in-addr.arpa` } };
  }
  return { message: "elsewhere", params: { name } };
}

function isIp6(top: string, second: string | undefined): boolean {
  return second === "ip6" && (top === "arpa" || top === "int");
}

/** Labels that are no numbers name a network of RFC 2317 or something else that was given a name on purpose. */
function judge4(name: string, host: readonly string[], zoneLabels: number): Statement | undefined {
  if (host.some((label) => !/^\d+$/.test(label))) return undefined;
  const label = host.find((each) => Number(each) > 255 || (each.length > 1 && each[0] === "0"));
  if (label !== undefined) return { message: "octet", params: { name, label } };
  if (host.length === 4 || (host.length > 4 && zoneLabels >= 4)) return undefined;
  return { message: "count", params: { name, count: host.length } };
}

function judge6(name: string, host: readonly string[], suffix: string): Statement | undefined {
  if (host.some((label) => !/^[0-9a-f]+$/.test(label))) return undefined;
  if (host.length === 32 && host.every((label) => label.length === 1)) return undefined;
  return { message: "nibbles", params: { name, count: host.length, suffix } };
}
