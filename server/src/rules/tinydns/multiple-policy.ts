import { decodeLatin1 } from "djblint-grammars/text";
import { TYPE } from "../../compile/expand.js";
import type { NameId, NameTable } from "../../model/tinydns/name-table.js";
import type { Row } from "../../model/tinydns/records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";
import { companionOf } from "./record-set.js";

export default defineRule({
  code: "TD254",
  name: "multiple-policy",
  language: "tinydns",
  severity: "warning",
  category: "reverse and mail",
  since: "0.1",
  what: "The selector of a DKIM key has several TXT records, or a domain several DMARC policies",
  why: "A key that is written in several lines is published in several records, and none of them is the whole key; receivers that find two policies follow neither",
  silent: "For records that no client sees together, and for records that are published twice (duplicate-record)",
  sources: ["RFC 6376 section 3.6.2.2", "RFC 7489 section 6.6.3"],
  fixable: "none",
  messages: {
    key: {
      text: "{name} has a second TXT record: receivers expect one DKIM key there, and take either record for it",
      help: "write the whole key into one line: tinydns-data cuts it into strings by itself",
    },
    policy: {
      text: "{name} has a second DMARC record: receivers then follow neither",
      help: "put everything into one record",
    },
    first: { text: "the first record of {name}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n'k._domainkey.example.org:v=DKIM1; p=AbCd\n'k._domainkey.example.org:EfGh\n",
    good: ".example.org:192.0.2.1:a\n'k._domainkey.example.org:v=DKIM1; p=AbCdEfGh\n",
  },
  on: {
    name: {
      type: TYPE.TXT,
      several: true,
      check: (name, data, report) => {
        const { records } = data;
        const message = kindAt(name, records.names);
        if (!message) return;
        const earlier: Row[] = [];
        for (const row of records.rowsOfType(name, TYPE.TXT)) {
          if (message === "policy" && !/^.v\s*=\s*DMARC1/s.test(dataOf(row, data))) continue;
          const first = companionOf(row, earlier, records);
          if (first !== undefined && dataOf(row, data) === dataOf(first, data)) continue;
          earlier.push(row);
          if (first === undefined) continue;
          const params = { name: records.ownerText(row) };
          report({
            at: data.ownerSpan(row),
            message,
            params,
            related: [{ span: data.ownerSpan(first), message: "first", params }],
          });
        }
      },
    },
  },
});

function kindAt(name: NameId, names: NameTable): "key" | "policy" | undefined {
  if (names.beginsWith(names.parent(name), "_domainkey.")) return "key";
  return names.beginsWith(name, "_dmarc.") ? "policy" : undefined;
}

/** Length byte of the first string included. */
function dataOf(row: Row, { records }: ZoneData): string {
  const rdata = records.rdata(row);
  return decodeLatin1(rdata, 0, rdata.length);
}
