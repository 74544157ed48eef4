import { parseName } from "djblint-grammars/tinydns/name";
import type { DataField, DataLine } from "djblint-grammars/tinydns/tree";
import { fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { Notice } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule, type Observation } from "../rule.js";
import { isCommented } from "./comment-at-end.js";
import { isCutUrl } from "./cut-at-colon.js";
import { bytesOfName, isReverse, type NameRole, roleOf } from "./host-names.js";
import { secondLine } from "./two-lines.js";
import { wrongSeparator } from "./wrong-separator.js";
import { zoneFileLine } from "./zone-file-line.js";

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
    "For bytes written as an escape; for / in reverse names (RFC 2317); for underscores, * and bytes above 7f, which have rules of their own; for names of service instances (_tcp, _udp). Owners of texts and other records that are not about hosts may hold more",
  sources: ["RFC 952", "RFC 1123 section 2.1", "tinydns specification D5, trap T36"],
  fixable: "none",
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
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org :192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n",
  },
  on: {
    line: {
      watch: Notice.OddByte | Notice.Hyphen,
      check: (line, data, report) => {
        if (isCutUrl(line, data) || zoneFileLine(line, data) || wrongSeparator(line, data)) return;
        for (const field of fieldsOfKind(line, "name", "server", "target")) {
          const problem = problemOf(field, line, data);
          if (problem && !isCommented(field, line, data) && secondLine(line, data) === undefined) report(problem);
        }
      },
    },
  },
});

function problemOf(field: DataField, line: DataLine, data: ZoneData): Observation | undefined {
  const text = data.text.slice(field);
  if (/(^|\.)_(tcp|udp)(\.|$)/i.test(text)) return undefined;
  const role = roleOf(field, line);
  return oddByte(field, text, role, data) ?? oddHyphen(field, text, role, data);
}

/** In names that are none of hosts only what is surely a slip. */
const SLIPS = /[\0-\x20\x7f;,"<>()|]/;

function oddByte(field: DataField, text: string, role: NameRole, data: ZoneData): Observation | undefined {
  const isLoose = role === "owner" || role === "mailbox" || /(^|\.)_/.test(text);
  const allowed = isReverse(text) ? /[\w*/\x80-\xff-]/ : /[\w*\x80-\xff-]/;
  for (const { start, end, byte, isEscaped } of bytesOfName(text)) {
    const char = String.fromCharCode(byte);
    if (isEscaped || (isLoose ? !SLIPS.test(char) : allowed.test(char))) continue;
    const at = { start: field.start + start, end: field.start + end };
    const name = `"${data.shown(field)}"`;
    const isControl = byte < 32 || byte === 127;
    if (isControl && byte !== 9) return { at, message: "control", params: { byte: data.shown(at), name } };
    return {
      at,
      message: "byte",
      params: { byte: byte === 32 ? "the blank" : byte === 9 ? "the tab" : `'${char}'`, name },
    };
  }
  return undefined;
}

function oddHyphen(field: DataField, text: string, role: NameRole, data: ZoneData): Observation | undefined {
  if (role === "owner" || role === "mailbox" || isReverse(text)) return undefined;
  for (const { start, end } of parseName(text).labels) {
    const label = text.slice(start, end);
    const edge = label.startsWith("-") ? "begins" : label.endsWith("-") ? "ends" : undefined;
    if (!edge) continue;
    const at = { start: field.start + start, end: field.start + end };
    return { at, message: "hyphen", params: { label: data.shown(at), edge, name: `"${data.shown(field)}"` } };
  }
  return undefined;
}
