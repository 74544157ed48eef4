import type { DataLine } from "djblint-grammars/tinydns/tree";
import { PROHIBITED, TYPE } from "../../compile/expand.js";
import { formatRdata, typeNumber } from "../../model/tinydns/stored-record.js";
import { WireWriter } from "../../model/tinydns/wire.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule, type Fix, type Observation, type Params } from "../rule.js";
import { otherLine } from "./other-line.js";

const TYPE_FIELD = 1;
const RDATA = 2;
const TTL = 3;

const NATIVE_LINE: ReadonlyMap<number, string> = new Map([
  [TYPE.SOA, "Z or ."],
  [TYPE.NS, "& or ."],
  [TYPE.CNAME, "C"],
  [TYPE.PTR, "^ or ="],
  [TYPE.MX, "@"],
]);

export default defineRule({
  code: "TD002",
  name: "generic-type-prohibited",
  language: "tinydns",
  severity: "error",
  category: "syntax",
  since: "0.1",
  what: "A generic line has a type that tinydns-data makes from lines of their own",
  why: "tinydns-data stops at the line and publishes nothing of the whole file",
  sources: ["tinydns-data(8)", "tinydns specification R11, E3"],
  fixable: "unsafe",
  messages: {
    native: { text: "tinydns-data stops here: type {type} ({word}) is prohibited", help: "use a {letters} line" },
    none: { text: "tinydns-data stops here: type {word} is prohibited", help: "write the number of a record type" },
    word: {
      text: "tinydns-data stops here: it takes the word {written} for type 0, which is prohibited",
      help: "write the type as a number: {number}",
    },
    "native-word": {
      text: "tinydns-data stops here: it takes the word {written} for type 0, which is prohibited",
      help: "use a {letters} line",
    },
    parts: {
      text: "tinydns-data stops here: type 0 is prohibited, and a generic line has no fields for the parts of {article} record",
      help: "write {line}",
    },
    line: { text: "Write {line}" },
    number: { text: "Write the number {number}" },
  },
  example: {
    bad: ":example.org:2:\\001a\\000\n",
    good: ".example.org:192.0.2.1:a\n&example.org::b.ns.example.net\n",
  },
  on: {
    fault: ({ fault }, line, data, report) => {
      if (fault.kind !== "prohibited") return;
      const at = data.field(line, fault.field);
      const written = data.fieldText(line, TYPE_FIELD);
      const number = fault.type === 0 ? typeNumber(written) : fault.type;
      const letters = NATIVE_LINE.get(number ?? 0);
      const params = { type: fault.type, word: PROHIBITED.get(fault.type)!, written: data.shown(at) };
      if (letters && number !== undefined) {
        const message = fault.type === 0 ? "native-word" : "native";
        report({ at, message, params: { ...params, letters }, fixes: nativeLine(line, number, data) });
      } else if (number !== undefined && !PROHIBITED.has(number)) {
        const edits = [{ span: at, newText: String(number) }];
        const fixes: Fix[] = [{ title: "number", params: { number }, safety: "unsafe", edits }];
        report({ at, message: "word", params: { ...params, number }, fixes });
      } else report({ at, ...ofParts(line, data, params) });
    },
  },
});

/** Of a line with the parts of a record, of which the first, a 0, is read as the type. */
function ofParts(line: DataLine, data: ZoneData, params: Params): Omit<Observation, "at"> {
  const other = otherLine(line, data);
  if (!other) return { message: "none", params };
  const { record, written } = other;
  const said = { article: record === "SRV" ? "an SRV" : "a CAA", line: written };
  const edits = [{ span: line, newText: written }];
  return { message: "parts", params: said, fixes: [{ title: "line", params: said, safety: "unsafe", edits }] };
}

/** A line of its own for a record with one name, whether its data are bytes or written as in a zone file. */
function nativeLine(line: DataLine, type: number, data: ZoneData): Fix[] {
  const [, distance = "", target] = ONE_NAME.exec(dataText(line, type, data)) ?? [];
  if (target === undefined || (type === TYPE.MX) !== (distance !== "")) return [];
  const owner = data.fieldText(line, 0);
  const tail = line.fields.length > TTL ? data.text.slice({ start: line.fields[TTL].start - 1, end: line.end }) : "";
  const written = `${statement(type, owner, target, distance)}${tail}`;
  return [{ title: "line", params: { line: written }, safety: "unsafe", edits: [{ span: line, newText: written }] }];
}

/** A name with a dot inside, which stands for itself in lines of all types. */
const ONE_NAME = /^(?:(\d+) +)?([\w-]+(?:\.[\w-]+)+)\.?$/;

function statement(type: number, owner: string, target: string, distance: string): string {
  if (type === TYPE.MX) return `@${owner}::${target}:${distance}`;
  if (type === TYPE.NS) return `&${owner}::${target}`;
  return `${type === TYPE.CNAME ? "C" : "^"}${owner}:${target}`;
}

function dataText(line: DataLine, type: number, data: ZoneData): string {
  const field = line.fields[RDATA];
  if (!field || type === TYPE.SOA) return "";
  const bytes = new WireWriter(field.end - field.start);
  bytes.escaped(data.text.bytes, field.start, field.end);
  const text = formatRdata(type, bytes.copy(0));
  return text.startsWith("\\#") ? data.text.slice(field) : text;
}
