import { TYPE } from "../../compile/expand.js";
import type { NameId } from "../../model/tinydns/name-table.js";
import { Notice } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";

const OWNER = 0;
const TEXT = 1;

export default defineRule({
  code: "TD164",
  name: "address-as-text",
  language: "tinydns",
  severity: "info",
  category: "coercion",
  since: "0.1",
  what: "The text of a ' line is an IPv4 address and nothing else",
  why: "tinydns-data publishes a TXT record, which no program takes for the address of a host",
  silent: "When a record gives the name an address too, and for names that begin with an underscore",
  sources: ["tinydns-data(8)", "tinydns specification R9"],
  fixable: "unsafe",
  messages: {
    address: {
      text: "{owner} gets a TXT record with the text {address}, and no address",
      help: "write + or = in the place of ' if it is the address of {owner}",
    },
    write: { text: "Write {line}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n'www.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n",
  },
  on: {
    line: {
      watch: Notice.Text,
      check: (line, data, report) => {
        const address = data.fieldText(line, TEXT);
        const [row] = data.records.rowsOfLine(line.line);
        if (!IPV4.test(address) || row === undefined || hasOwnUse(data.records.owner[row], data)) return;
        const written = `+${data.text.slice({ start: line.start + 1, end: line.end })}`;
        const params = { owner: data.shown(line.fields[OWNER]), address, line: written };
        const edits = [{ span: { start: line.start, end: line.start + 1 }, newText: "+" }];
        report({
          at: data.field(line, TEXT),
          message: "address",
          params,
          fixes: [{ title: "write", params, safety: "unsafe", edits }],
        });
      },
    },
  },
});

const IPV4 = /^(\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])(\.(\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])){3}$/;

/** Whether a name has an address, or is none of a host (RFC 8552). */
function hasOwnUse(name: NameId, { records, names }: ZoneData): boolean {
  if (names.beginsWith(name, "_")) return true;
  for (const row of records.rowsOf(name)) if (records.typeOf(row) === TYPE.A) return true;
  return false;
}
