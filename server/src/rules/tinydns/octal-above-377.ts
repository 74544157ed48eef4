import type { DataField } from "djblint-grammars/tinydns/tree";
import { fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { Notice } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule, type Observation } from "../rule.js";
import { isCutText } from "./cut-at-colon.js";
import { wrappedOctal } from "./wrapped-octals.js";

export default defineRule({
  code: "TD137",
  name: "octal-above-377",
  language: "tinydns",
  severity: "error",
  category: "coercion",
  since: "0.1",
  what: "The number behind a backslash is above 377, the largest byte in octal",
  why: "tinydns-data takes up to three octal digits, whatever stands behind them, and keeps the lowest eight bits: another byte is published than was meant",
  silent: "When the text is cut at a colon (txt-cut-at-colon)",
  sources: ["tinydns specification D2, X1"],
  fixable: "unsafe",
  messages: {
    digits: {
      text: "{written} is read as one number and published as the byte {byte}",
      help: "the digit behind it belongs to the number: write {padded} for {char} with {rest} behind it",
    },
    large: {
      text: "{written} is published as the byte {byte}: a byte goes up to \\377",
      help: "a number behind a backslash is octal; a string of more than 255 bytes has to be cut into several, each with its length in front",
    },
    pad: { text: "Write {padded}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n'example.org:v=spf1 ip4\\72192.0.2.0/24 -all\n",
    good: ".example.org:192.0.2.1:a\n'example.org:v=spf1 ip4\\072192.0.2.0/24 -all\n",
  },
  on: {
    line: {
      watch: Notice.Text | Notice.Generic | Notice.Escape,
      check: (line, data, report) => {
        if (!IMPOSSIBLE.test(data.text.slice(line)) || isCutText(line, data)) return;
        for (const field of fieldsOfKind(line, "name", "server", "target", "text", "rdata")) {
          const observation = judge(field, data);
          if (observation) report(observation);
        }
      },
    },
  },
});

/** What such a number looks like; the backslash may be one that stands for itself. */
const IMPOSSIBLE = /\\[4-7][0-7]{2}/;

function judge(field: DataField, data: ZoneData): Observation | undefined {
  const found = wrappedOctal(data.text.slice(field));
  if (!found) return undefined;
  const { written } = found;
  const at = { start: field.start + found.start, end: field.start + found.end };
  const params = { written, byte: `\\${(Number.parseInt(written.slice(1), 8) & 255).toString(8).padStart(3, "0")}` };
  // In a generic line the bytes are written with care; elsewhere a short number is followed by a digit of the text.
  if (field.spec?.kind === "rdata") return { at, message: "large", params };
  const padded = `\\0${written.slice(1, 3)}`;
  const char = `"${String.fromCharCode(Number.parseInt(padded.slice(1), 8))}"`;
  return {
    at,
    message: "digits",
    params: { ...params, padded, char, rest: `"${written.slice(3)}"` },
    fixes: [
      {
        title: "pad",
        params: { padded },
        safety: "unsafe",
        edits: [{ span: { start: at.start + 1, end: at.start + 1 }, newText: "0" }],
      },
    ],
  };
}
