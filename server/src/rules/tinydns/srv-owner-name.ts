import { TYPE } from "../../compile/expand.js";
import { isOneEditAway } from "../../model/one-edit.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD130",
  name: "srv-owner-name",
  language: "tinydns",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "The name of an SRV record lacks an underscore in front of the service or the protocol, has the two swapped, or a protocol that is misspelt or a number",
  why: "Clients put the name together from both, each with an underscore in front, such as _sip._tcp: they never ask for another",
  silent: "For names in which neither of the first two labels has an underscore, unless the second is a protocol",
  sources: ["RFC 2782", "RFC 8552 section 1.3"],
  fixable: "none",
  messages: {
    underscore: {
      text: "no client asks for the SRV record of {name}: service and protocol begin with an underscore",
      help: "write {instead}",
    },
    protocol: {
      text: "no client asks for the SRV record of {name}: no protocol follows the service {service}",
      help: "write both, such as {service}._tcp",
    },
    misspelt: {
      text: "no client asks for the SRV record of {name}: {protocol} is no protocol",
      help: "write {instead}",
    },
    swapped: {
      text: "no client asks for the SRV record of {name}: the protocol stands in front of the service",
      help: "write {instead}",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nSsip._tcp.example.org:192.0.2.9:pbx.example.org:5060\n",
    good: ".example.org:192.0.2.1:a\nS_sip._tcp.example.org:192.0.2.9:pbx.example.org:5060\n",
  },
  on: {
    record: {
      types: [TYPE.SRV],
      watch: Trait.Unusual,
      check: (row, data, report) => {
        const name = data.records.ownerText(row);
        const [service, protocol = "", ...domain] = name.split(".");
        if (/^_(tcp|udp)$/.test(service) && /^_(?!tcp$|udp$)/.test(protocol)) {
          const instead = [protocol, service, ...domain].join(".");
          report({ at: data.ownerSpan(row), message: "swapped", params: { name, instead } });
          return;
        }
        const meant = misspeltProtocol(protocol);
        if (service.startsWith("_") && meant !== undefined) {
          const instead = [service, meant, ...domain].join(".");
          report({ at: data.ownerSpan(row), message: "misspelt", params: { name, protocol, instead } });
          return;
        }
        if (service === "*" || /^_[^_].*\._[^_]/.test(`${service}.${protocol}`)) return;
        const isProtocol = /^_*(tcp|udp|tls|sctp)$/.test(protocol);
        if (!isProtocol && !service.startsWith("_")) return;
        const at = data.ownerSpan(row);
        if (!isProtocol) report({ at, message: "protocol", params: { name, service } });
        else {
          const labels = [service, protocol].map((label) => label.replace(/^_*/, "_"));
          report({ at, message: "underscore", params: { name, instead: [...labels, ...domain].join(".") } });
        }
      },
    },
  },
});

/** A label one letter away from a protocol, unless it is one itself, or the number of a port. */
function misspeltProtocol(label: string): string | undefined {
  if (/^_\d+$/.test(label)) return "_tcp";
  if (!label.startsWith("_") || /^_(tcp|udp|tls|sctp|dccp)$/.test(label)) return undefined;
  return ["_tcp", "_udp"].find((protocol) => isOneEditAway(label, protocol));
}
