import type { DataLine } from "djblint-grammars/tinydns/tree";
import { TYPE } from "../../compile/expand.js";
import { Trait } from "../../model/tinydns/traits.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD051",
  name: "dialect-line-type",
  language: "tinydns",
  severity: "info",
  category: "syntax",
  since: "0.1",
  what: "A file has line types that not every tinydns-data reads, and the dialect was guessed from them",
  why: "djbdns 1.05 as published stops at S, 3, 6 and N lines; Debian's reads S, the IPv6 family reads all four",
  silent: "When dialect.tinydns is set; said once for a file",
  sources: ["tinydns specification 0.2, 9"],
  fixable: "none",
  messages: {
    ipv6: {
      text: "'{letter}' lines ({title}) are read by the tinydns-data of the IPv6 family only: the file is taken for its dialect",
      help: 'set dialect.tinydns to "ipv6" in djblint.json to confirm',
    },
    service: {
      text: "'S' lines are read by Debian's tinydns-data and the IPv6 family; that of djbdns 1.05 as published stops here",
      help: 'set dialect.tinydns in djblint.json: "debian", or "djbdns" if your server is the published one',
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nS_sip._tcp.example.org:192.0.2.9:pbx.example.org:5060\n",
    good: ".example.org:192.0.2.1:a\n+pbx.example.org:192.0.2.9\n",
  },
  on: {
    file: (data, report) => {
      if (data.dialectIsSet) return;
      const line = data.dialectEvidence ?? firstServiceLine(data);
      if (!line?.type) return;
      const at = { start: line.start, end: line.start + 1 };
      const { letter, name: title } = line.type;
      report({ at, message: letter === "S" ? "service" : "ipv6", params: { letter, title } });
    },
  },
});

function firstServiceLine(data: ZoneData): DataLine | undefined {
  for (const row of data.traits.rowsWith(Trait.Unusual)) {
    if (data.records.typeOf(row) !== TYPE.SRV) continue;
    const line = data.lineOf(row);
    if (line.type!.letter === "S") return line;
  }
  return undefined;
}
