import { onceForEach } from "djblint-grammars/once";
import { TYPE } from "../../compile/expand.js";
import type { NameId } from "../../model/tinydns/name-table.js";
import { Notice } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule, type Statement } from "../rule.js";

export default defineRule({
  code: "TD167",
  name: "tlsa-owner-name",
  language: "tinydns",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "The name of a TLSA record lacks port and protocol, has the two swapped, or one of them without an underscore",
  why: "Clients put port and protocol in front of the name of the host, each with an underscore, such as _443._tcp: they never ask for another name",
  silent:
    "For wildcards, for other names with an underscore, and for names that aliases lead to, or may lead to since they have no other records, as one record for several services has (RFC 7671 section 6)",
  sources: ["RFC 6698 section 3", "RFC 7671 section 6"],
  fixable: "none",
  messages: {
    host: {
      text: "no client asks for the TLSA record of {name}: port and protocol belong in front of the name of the host",
      help: "write the port and the protocol, such as _443._tcp.{name} for HTTPS or _25._tcp.{name} for SMTP",
    },
    underscore: {
      text: "no client asks for the TLSA record of {name}: port and protocol begin with an underscore",
      help: "write {instead}",
    },
    protocol: {
      text: "no client asks for the TLSA record of {name}: no protocol follows the port {port}",
      help: "write {instead}",
    },
    swapped: {
      text: "no client asks for the TLSA record of {name}: the protocol stands in front of the port",
      help: "write {instead}",
    },
    service: {
      text: "no client asks for the TLSA record of {name}: {service} is no number of a port",
      help: "write the number of the port, such as _443 for HTTPS or _25 for SMTP",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n:www.example.org:52:\\003\\001\\000\\240\\241\\242\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n:_443._tcp.www.example.org:52:\\003\\001\\000\\240\\241\\242\n",
  },
  on: {
    line: {
      watch: Notice.Generic,
      check: (line, data, report) => {
        const [row] = data.records.rowsOfLine(line.line);
        if (data.records.typeOf(row) !== TLSA || data.records.isWildcard(row)) return;
        const fault = faultOf(data.records.ownerText(row));
        if (fault === undefined || aliasTargets(data).has(data.records.owner[row])) return;
        if (fault.message === "host" && !isHost(data.records.owner[row], data)) return;
        report({ at: data.ownerSpan(row), ...fault });
      },
    },
  },
});

const TLSA = 52;

/** What is wrong with a name; undefined when it is right, or may be one that only aliases lead to. */
function faultOf(name: string): Statement | undefined {
  const [first, second = "", ...host] = name.split(".");
  const [isPort, isProtocol] = [/^_?\d+$/.test(first), PROTOCOL.test(second)];
  if (isPort && isProtocol) {
    if (first.startsWith("_") && second.startsWith("_")) return undefined;
    const instead = [first, second].map((label) => label.replace(/^_?/, "_"));
    return { message: "underscore", params: { name, instead: [...instead, ...host].join(".") } };
  }
  if (PROTOCOL.test(first) && /^_\d+$/.test(second)) {
    return { message: "swapped", params: { name, instead: [second, first.replace(/^_?/, "_"), ...host].join(".") } };
  }
  if (/^_\d+$/.test(first)) {
    return { message: "protocol", params: { name, port: first, instead: [first, "_tcp", second, ...host].join(".") } };
  }
  if (/^_[a-z]/.test(first) && second.startsWith("_") && isProtocol) {
    return { message: "service", params: { name, service: first } };
  }
  return name.includes("_") ? undefined : { message: "host", params: { name } };
}

const PROTOCOL = /^_?(tcp|udp|sctp)$/;

/** A name without other records may be one for aliases that stand elsewhere. */
function isHost(name: NameId, { records }: ZoneData): boolean {
  for (let row = records.firstRow(name); row >= 0; row = records.nextRow(row)) {
    if (records.typeOf(row) !== TLSA) return true;
  }
  return false;
}

const aliasTargets = onceForEach(({ records }: ZoneData): ReadonlySet<NameId> => {
  return new Set([...records.allOfType(TYPE.CNAME)].map((row) => records.target[row]));
});
