import { publishTheSame } from "../../compile/same-records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";

const CR = 13;
const LF = 10;

/** More edits than this are no help in an editor. */
const MOST_EDITS = 20000;

export default defineRule({
  code: "TD006",
  name: "carriage-return",
  language: "tinydns",
  severity: "error",
  category: "syntax",
  since: "0.1",
  what: "Lines end in CR LF",
  why: "tinydns-data ends a line at the LF and keeps the CR: it becomes the byte \\015 at the end of names, texts and one-letter location codes, and an empty line that holds a CR stops it",
  silent: "Said once for a file; all other findings are about the file without its carriage returns",
  sources: ["tinydns specification L2, L5, trap T33"],
  fixable: "unsafe",
  messages: {
    kept: {
      text: "{lines} in CR LF, and tinydns-data keeps the CR: names and texts at the end of a line are published with the byte \\015 behind them",
      help: "save the file with line feeds alone (Unix line ends)",
    },
    stops: {
      text: "{lines} in CR LF: tinydns-data stops at line {line}, which holds nothing but the CR, and elsewhere keeps the CR in names and texts",
      help: "save the file with line feeds alone (Unix line ends)",
    },
    harmless: {
      text: "{lines} in CR LF, and tinydns-data keeps the CR: behind these numbers and addresses it changes nothing, behind a name or a text it would be published as the byte \\015",
      help: "save the file with line feeds alone (Unix line ends)",
      severity: "info",
    },
    remove: { text: "Remove all carriage returns at line ends" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\r\n+www.example.org:192.0.2.7\r\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n",
  },
  on: {
    format: (data, report) => {
      const { returns, text } = data;
      if (!returns || returns.alone) return;
      const { first, lines, emptyLine } = returns;
      const isHarmless = emptyLine === undefined && changeNothing(data);
      report({
        at: { start: first, end: first + 1 },
        message: isHarmless ? "harmless" : emptyLine === undefined ? "kept" : "stops",
        params: { lines: lines === 1 ? "1 line ends" : `${lines} lines end`, line: (emptyLine ?? 0) + 1 },
        fixes:
          lines > MOST_EDITS
            ? []
            : [
                {
                  title: "remove",
                  safety: isHarmless ? "safe" : "unsafe",
                  edits: [...lineEnds(text.bytes)].map((span) => ({ span, newText: "" })),
                },
              ],
      });
    },
  },
});

/** Whether the records are the same without the carriage returns. */
function changeNothing({ text: { bytes, lines }, dialect }: ZoneData): boolean {
  for (let line = 0; line < lines.count; line++) {
    const { start, end } = lines.span(line);
    const hasReturn = end > start && bytes[end - 1] === CR;
    if (hasReturn && !publishTheSame(bytes.subarray(start, end), bytes.subarray(start, end - 1), dialect)) return false;
  }
  return true;
}

function* lineEnds(bytes: Uint8Array) {
  for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at + 1)) {
    if (at + 1 === bytes.length || bytes[at + 1] === LF) yield { start: at, end: at + 1 };
  }
}
