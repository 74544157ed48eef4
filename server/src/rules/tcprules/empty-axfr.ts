import type { RuleLine } from "djblint-grammars/tcprules/tree";
import { AddressKind } from "../../model/tcprules/access-address.js";
import { type AccessFile, shown } from "../../model/tcprules/access-file.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR117",
  name: "empty-axfr",
  language: "tcprules",
  severity: "info",
  category: "variables",
  since: "0.1",
  what: "A host is named for axfrdns with an empty AXFR, and no line of the file names a zone",
  why: "AXFR lists the zones that the client may copy: an empty list lets it copy none, where leaving AXFR out lets it copy all",
  silent:
    "When some line names zones, or every client that no line names may copy zones because it has no AXFR, for addresses of the host itself, prefixes and domains",
  sources: ["axfrdns(8)", "djbdns 1.05: axfrdns.c, axfrcheck"],
  fixable: "none",
  messages: {
    none: {
      text: "{address} may ask over TCP, but copy no zone: AXFR is empty",
      help: 'write the zones, such as AXFR="example.org/2.0.192.in-addr.arpa", or leave AXFR out to let it copy all',
    },
  },
  example: {
    bad: '192.0.2.53:allow,AXFR=""\n:deny\n',
    good: '192.0.2.53:allow,AXFR="example.org"\n:deny\n',
  },
  on: {
    file: (access, report) => {
      const { table } = access;
      if (table.stop || !table.variableNames.has("AXFR")) return;
      const hosts: RuleLine[] = [];
      let index = 0;
      for (const rule of table.eachRule()) {
        const zones = rule.variables.find(({ name }) => name.text === "AXFR")?.value.text;
        if (zones !== undefined && zones !== "") return;
        const kind = table.kind(index++);
        const isOpen = rule.instruction.kind === "allow" && zones === undefined;
        if (kind === AddressKind.Default && isOpen) return;
        if (zones === "" && isHost(kind, rule) && hosts.length < SHOWN) hosts.push(rule);
      }
      for (const rule of hosts) if (!report(statement(rule, access))) return;
    },
  },
});

/** Nobody reads more. */
const SHOWN = 100;

function isHost(kind: AddressKind, { address, instruction }: RuleLine): boolean {
  if (instruction.kind !== "allow" || address.text.startsWith("127.")) return false;
  return kind === AddressKind.Address || kind === AddressKind.Host;
}

function statement({ address }: RuleLine, access: AccessFile) {
  return { at: address, message: "none", params: { address: shown(access, address) } };
}
