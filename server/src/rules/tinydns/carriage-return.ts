import { defineRule } from "../rule.js";

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
    remove: { text: "Remove all carriage returns at line ends" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\r\n+www.example.org:192.0.2.7\r\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n",
  },
  on: {
    format: ({ returns, text }, report) => {
      if (!returns || returns.alone) return;
      const { first, lines, emptyLine } = returns;
      report({
        at: { start: first, end: first + 1 },
        message: emptyLine === undefined ? "kept" : "stops",
        params: { lines: lines === 1 ? "1 line ends" : `${lines} lines end`, line: (emptyLine ?? 0) + 1 },
        fixes:
          lines > MOST_EDITS
            ? []
            : [
                {
                  title: "remove",
                  safety: "unsafe",
                  edits: [...lineEnds(text.bytes)].map((span) => ({ span, newText: "" })),
                },
              ],
      });
    },
  },
});

function* lineEnds(bytes: Uint8Array) {
  for (let at = bytes.indexOf(13); at >= 0; at = bytes.indexOf(13, at + 1)) {
    if (at + 1 === bytes.length || bytes[at + 1] === 10) yield { start: at, end: at + 1 };
  }
}
