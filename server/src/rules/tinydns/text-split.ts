import type { DataLine } from "djblint-grammars/tinydns/tree";
import { Notice } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";
import { isCutText } from "./cut-at-colon.js";

const TEXT = 1;
/** Specification X2. */
const PIECE = 127;
/** With the length bytes, a longer one is never sent (Q3). */
const ANSWERED = 32000;

/** Texts whose readers put the strings together again, as their RFCs demand. */
const JOINED = /^(v=(spf1|dmarc1|dkim1|bimi1|stsv1|tlsrptv1|adsp1|mc1)\b|spf2\.0\/|[a-z0-9_.-]+(=|-verification\b))/i;

export default defineRule({
  code: "TD127",
  name: "text-split",
  language: "tinydns",
  severity: "info",
  category: "coercion",
  since: "0.1",
  what: "A text is longer than one string",
  why: "tinydns-data cuts a text into strings of 127 bytes; a reader that does not put them together sees the first one, or several texts",
  silent:
    "For texts of the form tag=value (SPF, DKIM, DMARC, verification of a domain): their readers join the strings; for those that are too long for any answer (record-too-long)",
  sources: ["tinydns specification X2, trap T42", "RFC 7208 section 3.3", "RFC 6376 section 3.6.2.2"],
  fixable: "none",
  messages: {
    split: {
      text: "the text of {length} bytes is published as {count} strings, cut after every 127 bytes",
      help: "shorten it, or write a : line of type 16 with a length byte in front of a string of up to 255 bytes",
    },
  },
  example: {
    bad: `.example.org:192.0.2.1:a\n'www.example.org:${"all the news of the day, ".repeat(6)}\n`,
    good: ".example.org:192.0.2.1:a\n'www.example.org:all the news of the day\n",
  },
  on: {
    line: {
      watch: Notice.Text,
      check: (line, data, report) => {
        const field = line.fields[TEXT];
        if (!field || field.end - field.start <= PIECE || isJoined(line, data) || isCutText(line, data)) return;
        const length = decodedLength(data.text.slice(field));
        if (length <= PIECE || length > ANSWERED) return;
        report({ at: field, message: "split", params: { length, count: Math.ceil(length / PIECE) } });
      },
    },
  },
});

/** At the underscored names of DKIM and its kin every text is of that kind. */
function isJoined(line: DataLine, data: ZoneData): boolean {
  const text = data.text.slice(line.fields[TEXT]).replace(/^"/, "");
  return JOINED.test(text) || /(^|\.)_/.test(data.fieldText(line, 0));
}

function decodedLength(text: string): number {
  if (!text.includes("\\")) return text.length;
  return text.replace(/\\([0-7]{1,3}|.|$)/gs, (_, escaped: string) => (escaped ? "x" : "")).length;
}
