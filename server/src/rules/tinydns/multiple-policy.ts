import { decodeLatin1 } from "djblint-grammars/text";
import { TYPE } from "../../compile/expand.js";
import type { NameId, NameTable } from "../../model/tinydns/name-table.js";
import type { Row } from "../../model/tinydns/records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";
import { isLocationLost } from "./lost-location.js";
import { companionOf } from "./record-set.js";

export default defineRule({
  code: "TD254",
  name: "multiple-policy",
  language: "tinydns",
  severity: "warning",
  category: "reverse and mail",
  since: "0.1",
  what: "The selector of a DKIM key has several TXT records, or a domain several records of DMARC, MTA-STS or TLSRPT",
  why: "A key that is written in several lines is published in several records, and none of them is the whole key; who finds two policies follows neither",
  silent: "For records that no client sees together, and for records that are published twice (duplicate-record)",
  sources: ["RFC 6376 section 3.6.2.2", "RFC 7489 section 6.6.3", "RFC 8461 section 3.1", "RFC 8460 section 3"],
  fixable: "none",
  messages: {
    key: {
      text: "{name} has a second TXT record: receivers expect one DKIM key there, and take either record for it",
      help: "write the whole key into one line: tinydns-data cuts it into strings by itself",
    },
    policy: {
      text: "{name} has a second {record} record: {who} then follow neither",
      help: "put everything into one record",
    },
    first: { text: "the first record of {name}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n'k._domainkey.example.org:v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQH\n'k._domainkey.example.org:Og7hcvPapiMlrwIaaPcHURo=\n",
    good: ".example.org:192.0.2.1:a\n'k._domainkey.example.org:v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n",
  },
  on: {
    name: {
      type: TYPE.TXT,
      several: true,
      check: (name, data, report) => {
        const { records } = data;
        const kind = kindAt(name, records.names);
        if (!kind) return;
        const earlier: Row[] = [];
        for (const row of records.rowsOfType(name, TYPE.TXT)) {
          if (kind !== "key" && !kind.form.test(dataOf(row, data))) continue;
          const first = companionOf(row, earlier, records);
          if (first !== undefined && dataOf(row, data) === dataOf(first, data)) continue;
          earlier.push(row);
          if (first === undefined || isLocationLost(row, first, data)) continue;
          const params = { name: records.ownerText(row) };
          report({
            at: data.ownerSpan(row),
            ...(kind === "key"
              ? { message: "key", params }
              : { message: "policy", params: { ...params, record: kind.record, who: kind.who } }),
            related: [{ span: data.ownerSpan(first), message: "first", params }],
          });
        }
      },
    },
  },
});

/** A policy of which a domain can have one only. */
interface Policy {
  readonly record: string;
  readonly labels: string;
  /** What it begins with, behind a length byte. */
  readonly form: RegExp;
  readonly who: string;
}

const POLICIES: readonly Policy[] = [
  { record: "DMARC", labels: "_dmarc.", form: /^.v\s*=\s*DMARC1/s, who: "receivers" },
  { record: "MTA-STS", labels: "_mta-sts.", form: /^.v=STSv1;/s, who: "senders" },
  { record: "TLSRPT", labels: "_smtp._tls.", form: /^.v=TLSRPTv1;/s, who: "senders" },
];

function kindAt(name: NameId, names: NameTable): "key" | Policy | undefined {
  if (names.beginsWith(names.parent(name), "_domainkey.")) return "key";
  return POLICIES.find(({ labels }) => names.beginsWith(name, labels));
}

/** Length byte of the first string included. */
function dataOf(row: Row, { records }: ZoneData): string {
  const rdata = records.rdata(row);
  return decodeLatin1(rdata, 0, rdata.length);
}
