import { printable } from "djblint-grammars/text";
import type { DataLine } from "djblint-grammars/tinydns/tree";
import { TYPE } from "../../compile/expand.js";
import { Notice } from "../../model/tinydns/scalars.js";
import { RDATA_FORMS, type RdataFault, rdataFaultOf, typeName } from "../../model/tinydns/stored-record.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { plural } from "../../plural.js";
import { defineRule, type Statement } from "../rule.js";

const RDATA = 2;
const SPF = 99;

export default defineRule({
  code: "TD261",
  name: "rdata-malformed",
  language: "tinydns",
  severity: "error",
  category: "record sets",
  since: "0.1",
  what: "The data of a generic line is not of its type",
  why: "tinydns-data does not look at it: resolvers get a broken record and drop the answer; an address of less than 4 bytes makes tinydns itself drop answers",
  silent: "For types that djblint does not know",
  sources: [
    "tinydns specification R11, Q11, traps T44 to T46",
    "RFC 1035 section 3.3",
    "RFC 4034",
    "RFC 4255",
    "RFC 6698",
    "RFC 8659",
  ],
  fixable: "none",
  messages: {
    form: {
      text: "the data of this {type} record is broken: {size} published, where {form} belong",
      help: "write the bytes of the record, those that are not printable as \\ooo",
    },
    empty: {
      text: "this {type} record is published without data, where {form} belong",
      help: "write the data behind the type",
    },
    dotted: {
      text: "{written} is published as {length} bytes of text, not as an address of {bits} bits",
      help: "{advice}",
    },
    text: {
      text: "no length byte stands in front of the text: the first byte of {written} is taken for a length",
      help: "a ' line makes the strings of a TXT record by itself",
    },
    string: {
      text: "the data of this {type} record is broken: byte {byte} announces a string of {length}, but {left} left",
      help: "count the bytes of each string, also of those in front: a length byte is written as \\ooo, in octal",
    },
    digest: {
      text: "the digest of this {type} record has {given} bytes, but one of kind {number} has {length}",
      help: "check that the digest is complete and its kind right",
    },
    tag: {
      text: "the length byte in front of the tag is {length}, and {meant} has {size} bytes: certificate authorities see another tag",
      help: "write \\{octal} in front of {meant}",
      severity: "warning",
    },
    quotes: {
      text: "the quotes are published as part of the value {value}: no certificate authority takes it for its own name",
      help: "write the value without quotes",
      severity: "warning",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n:www.example.org:16:hello\n",
    good: ".example.org:192.0.2.1:a\n:www.example.org:16:\\005hello\n",
  },
  on: {
    line: {
      watch: Notice.Generic,
      check: (line, data, report) => {
        const [row] = data.records.rowsOfLine(line.line);
        const type = data.records.typeOf(row);
        if (!RDATA_FORMS.has(type)) return;
        const rdata = data.records.rdata(row);
        const fault = rdataFaultOf(type, rdata);
        if (!fault) return;
        const at = data.field(line, RDATA);
        report({ at, ...explanation(fault, line, type, rdata.length, data) });
      },
    },
  },
});

function explanation(fault: RdataFault, line: DataLine, type: number, size: number, data: ZoneData): Statement {
  if (fault.kind === "digest") {
    const { number, length, given } = fault;
    return { message: "digest", params: { type: typeName(type), number, length, given } };
  }
  if (fault.kind === "tag") {
    const { length, meant } = fault;
    const octal = meant.length.toString(8).padStart(3, "0");
    return { message: "tag", params: { length, meant, size: meant.length, octal } };
  }
  if (fault.kind === "quotes") return { message: "quotes", params: { value: printable(fault.value) } };
  const params = {
    type: typeName(type),
    form: RDATA_FORMS.get(type)!,
    size: `${plural(size, "byte")} ${size === 1 ? "is" : "are"}`,
  };
  if (size === 0) return { message: "empty", params };
  const text = data.fieldText(line, RDATA);
  const written = `"${data.shown(line.fields[RDATA])}"`;
  if (type === TYPE.A && /^\d+(\.\d+){3}$/.test(text)) {
    const advice = "a + line takes an address with dots";
    return { message: "dotted", params: { written, length: size, bits: 32, advice } };
  }
  const whole = data.text.slice({ start: line.fields[RDATA]?.start ?? line.end, end: line.end });
  if (type === TYPE.AAAA && /^[0-9a-f]{0,4}:[0-9a-f:]*$|^[0-9a-f]{32}(:|$)/i.test(whole)) {
    const advice = "write the address as 16 bytes \\ooo, the first of 2001:db8::1 being \\040\\001\\015\\270";
    return { message: "dotted", params: { written: `"${whole}"`, length: size, bits: 128, advice } };
  }
  const isText = (type === TYPE.TXT || type === SPF) && /^[ -~]/.test(text) && !text.startsWith("\\");
  if (isText) return { message: "text", params: { written } };
  if (fault.kind === "form") return { message: "form", params };
  const { at, length, left } = fault;
  return {
    message: "string",
    params: { ...params, byte: at + 1, length: plural(length, "byte"), left: `${left} ${left === 1 ? "is" : "are"}` },
  };
}
