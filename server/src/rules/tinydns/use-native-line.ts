import { type Dialect, hasLineType } from "djblint-grammars/tinydns/fields";
import type { DataLine } from "djblint-grammars/tinydns/tree";
import { TYPE } from "../../compile/expand.js";
import { formatAddress, Notice } from "../../model/tinydns/scalars.js";
import { rdataFaultOf, typeName } from "../../model/tinydns/stored-record.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";

const TYPE_FIELD = 1;
const RDATA = 2;
const TTL = 3;
/** Specification X2. */
const PIECE = 127;

export default defineRule({
  code: "TD262",
  name: "use-native-line",
  language: "tinydns",
  severity: "info",
  category: "record sets",
  since: "0.1",
  what: "A generic line makes a record that a line type of its own makes too",
  why: "The own line is easier to read and to check; the record is the same, byte for byte",
  silent:
    "When the own line would make another record (a string of more than 127 bytes), when the dialect that has it is only a guess, when the data is broken, and when no number stands in the ttl field (ttl-not-a-number)",
  sources: ["tinydns specification R4, R7, K1"],
  fixable: "safe",
  messages: {
    native: { text: "a {letter} line makes {type} records: {line}", help: "write the line with {letter}" },
    replace: { text: "Write {line}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n:www.example.org:1:\\300\\000\\002\\007\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n",
  },
  on: {
    line: {
      watch: Notice.Generic,
      check: (line, data, report) => {
        const [row] = data.records.rowsOfLine(line.line);
        const type = data.records.typeOf(row);
        const value = nativeValue(line, type, data);
        if (value === undefined) return;
        const written = `${value}${data.text.slice({ start: line.fields[RDATA].end, end: line.end })}`;
        const letter = written[0];
        const params = { letter, type: typeName(type), line: written };
        report({
          at: data.field(line, TYPE_FIELD),
          message: "native",
          params,
          fixes: [{ title: "replace", params, safety: "safe", edits: [{ span: line, newText: written }] }],
        });
      },
    },
  },
});

/** Letter, owner and value of the line that makes the same record. */
function nativeValue(line: DataLine, type: number, data: ZoneData): string | undefined {
  if (data.fieldText(line, TYPE_FIELD) !== String(type)) return undefined;
  // What stands behind the data is no ttl, and perhaps the rest of the data: ttl-not-a-number tells.
  if (!/^\d*$/.test(data.fieldText(line, TTL))) return undefined;
  if (type !== TYPE.A && type !== TYPE.TXT && !(type === TYPE.AAAA && knowsLine(data, "3"))) return undefined;
  const rdata = data.records.rdata(data.records.rowsOfLine(line.line)[0]);
  if (rdataFaultOf(type, rdata)) return undefined;
  const owner = data.fieldText(line, 0);
  if (type === TYPE.A) return `+${owner}:${formatAddress(new DataView(rdata.slice().buffer).getUint32(0))}`;
  if (type === TYPE.AAAA) return `3${owner}:${[...rdata].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  const text = joinedText(rdata);
  return text === undefined ? undefined : `'${owner}:${text}`;
}

/** Whether the dialect in force is more than a guess and has a line type. */
function knowsLine({ dialect, dialectIsSet, dialectEvidence }: ZoneData, letter: string): boolean {
  return (
    (dialectIsSet || dialectEvidence !== undefined) && hasLineType(dialect satisfies Dialect, letter.charCodeAt(0))
  );
}

/** The text of a ' line whose strings are these; undefined when it would be cut at other places, or is empty. */
function joinedText(rdata: Uint8Array): string | undefined {
  let text = "";
  for (let at = 0; at < rdata.length; at += rdata[at] + 1) {
    const isLast = at + rdata[at] + 1 === rdata.length;
    if (isLast ? rdata[at] > PIECE || rdata[at] === 0 : rdata[at] !== PIECE) return undefined;
    for (const byte of rdata.subarray(at + 1, at + 1 + rdata[at])) text += escaped(byte);
  }
  // A blank at the end of a line does not count.
  return text.replace(/ $/, "\\040");
}

function escaped(byte: number): string {
  const char = String.fromCharCode(byte);
  return /[^ -~]|[:\\]/.test(char) ? `\\${byte.toString(8).padStart(3, "0")}` : char;
}
