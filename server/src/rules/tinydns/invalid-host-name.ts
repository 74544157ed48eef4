import { fieldIndex } from "djblint-grammars/tinydns/fields";
import { type DataField, fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { Notice } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule, type Fix } from "../rule.js";
import { hasDroppedAddress } from "./dropped-address.js";
import { oddName } from "./odd-name.js";

export default defineRule({
  code: "TD152",
  name: "invalid-host-name",
  language: "tinydns",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "The name of a host or a domain has a byte that no such name can have, or a hyphen at the edge of a label",
  why: "tinydns-data takes any byte into a name, blanks too; resolvers and mail servers never ask for such a name or refuse it",
  silent:
    "For bytes written as an escape; for / in reverse names (RFC 2317); for underscores, * and bytes above 7f, which have rules of their own; for names of service instances (_tcp, _udp), and for a line that publishes nothing (record-dropped). Owners of texts and other records that are not about hosts may hold more",
  sources: ["RFC 952", "RFC 1123 section 2.1", "tinydns specification D5, trap T36"],
  fixable: "unsafe",
  messages: {
    byte: {
      text: "{byte} becomes part of the name {name}: no client asks for such a name",
      help: "host names are made of letters, digits and hyphens, with dots between the labels",
    },
    control: {
      text: "the control byte {byte} becomes part of the name {name}: no client asks for such a name",
      help: "remove it",
    },
    hyphen: {
      text: 'the label "{label}" of {name} {edge} with a hyphen: many programs refuse such a host name',
      help: "a hyphen stands between letters or digits only",
    },
    bare: { text: "Write {name}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org :192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n",
  },
  on: {
    line: {
      watch: Notice.OddByte | Notice.Hyphen,
      check: (line, data, report) => {
        // Of a line without an address nothing is published: record-dropped tells.
        if (fieldIndex(line.type!, "server") < 0 && hasDroppedAddress(line, data)) return;
        // Nothing but a name, without a target: cname-to-root tells.
        if (line.fields.length === 1 && /[C^]/.test(line.type!.letter)) return;
        for (const field of fieldsOfKind(line, "name", "server", "target")) {
          const problem = oddName(field, line, data);
          if (problem) report({ ...problem, fixes: bareName(field, data) });
        }
      },
    },
  },
});

/** A name without the blanks or marks around it. */
function bareName(field: DataField, data: ZoneData): Fix[] {
  const written = data.text.slice(field);
  const name = written.replace(/^[\s"(),;<>|]+|[\s"(),;<>|]+$/g, "");
  if (name === written || !/^[\w*]([\w.*-]*\w)?\.?$/.test(name)) return [];
  return [{ title: "bare", params: { name }, safety: "unsafe", edits: [{ span: field, newText: name }] }];
}
