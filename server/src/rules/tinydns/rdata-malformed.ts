import { inQuotes, printable } from "djblint-grammars/text";
import type { DataLine } from "djblint-grammars/tinydns/tree";
import { TYPE } from "../../compile/expand.js";
import type { RdataFault } from "../../model/tinydns/rdata-values.js";
import { Notice } from "../../model/tinydns/scalars.js";
import { formatRdata, RDATA_FORMS, rdataFaultOf, shortRdata, typeName } from "../../model/tinydns/stored-record.js";
import { Trait } from "../../model/tinydns/traits.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { plural } from "../../plural.js";
import { defineRule, type Fix, type Observation, type Statement } from "../rule.js";
import { isCutAtColon } from "./cut-at-colon.js";
import { cutData } from "./cut-data.js";
import { otherLine } from "./other-line.js";
import { wrappedOctal } from "./wrapped-octals.js";
import { type ZoneFileText, zoneFileText } from "./zone-file-text.js";

const RDATA = 2;
const SPF = 99;

export default defineRule({
  code: "TD261",
  name: "rdata-malformed",
  language: "tinydns",
  severity: "error",
  category: "record sets",
  since: "0.1",
  what: "The data of a generic line is not of its type, or is written as in a zone file; an N line makes a record that leads nowhere",
  why: "tinydns-data does not look at it, and puts what is written there into the record as it is: resolvers get a broken record and drop the answer; an address of less than 4 bytes makes tinydns itself drop answers",
  silent:
    "For types that djblint does not know, for those of type SPF, which nobody reads (spf-type99), for data with a number that no byte has (octal-above-377), and for data that a raw colon cuts (txt-cut-at-colon)",
  sources: [
    "tinydns specification R11, Q11, traps T44 to T46",
    "RFC 1035 sections 3.3 and 5.1",
    "RFC 1876 section 2",
    "RFC 3402 section 3.2 and RFC 3403 section 4.1",
    "RFC 3597",
    "RFC 4034",
    "RFC 4255",
    "RFC 6605 section 4 and RFC 8080 section 3",
    "RFC 6698",
    "RFC 7553 section 4",
    "RFC 8659",
    "RFC 9460",
  ],
  fixable: "unsafe",
  messages: {
    form: {
      text: "the data of this {type} record is broken: {size} published, where {form} belong",
      help: "write the bytes of the record, those that are not printable as \\ooo",
    },
    empty: {
      text: "this {type} record is published without data, where {form} belong",
      help: "write the data behind the type",
    },
    "zone-file": {
      text: "{written} is published as text, byte by byte: {served}",
      help: "a generic line holds the bytes of the record: write {octal}",
    },
    "zone-file-cut": {
      text: "{written} is published as text, and only up to the first colon: {served}",
      help: "a generic line holds the bytes of the record: write {octal}",
    },
    bytes: { text: "Write the bytes of the record" },
    length: { text: "Put the length byte {octal} in front" },
    address6: {
      text: "{written} is published as {length} bytes of text, not as an address of 128 bits",
      help: "write the address as 16 bytes \\ooo, the first of 2001:db8::1 being \\040\\001\\015\\270",
    },
    text: {
      text: "no length byte stands in front of the text: the first byte of {written} is taken for a length",
      help: "a ' line makes the strings of a TXT record by itself",
    },
    string: {
      text: "the data of this {type} record is broken: byte {byte} announces a string of {length}, but {left} left",
      help: "count the bytes of each string, also of those in front: a length byte is written as \\ooo, in octal",
    },
    dotted: {
      text: "{name} is published as a single label with dots in it: no client asks for such a name",
      help: "write the length of each label as \\ooo in front of it, where the dots are, and \\000 at the end",
    },
    digest: {
      text: "the digest of this {type} record has {given} bytes, but one of kind {number} has {length}",
      help: "check that the digest is complete and its kind right",
    },
    key: {
      text: "the key of this {type} record has {given} bytes, but one of algorithm {number} has {length}",
      help: "check that the key is complete and its algorithm right",
    },
    number: {
      text: "there is no {name} {number} of {type} records: nobody can use this one",
      help: "the {name} is {form}; the byte is written as \\ooo, in octal",
      severity: "warning",
    },
    uncut: {
      text: "matching type 0 says that a whole certificate or key follows, but one begins with \\060: clients match nothing with this {type} record",
      help: "write \\001 in front of a SHA-256 digest, \\002 in front of one of SHA-512",
      severity: "warning",
    },
    parameter: {
      text: "the value of {name} in this {type} record is broken ({given}): clients use no {type} record of the name",
      help: "the value of {name} is {form}, with the key and its length in front, 2 bytes each",
    },
    absent: {
      text: "{name} calls for {wanted}, which this {type} record does not have: resolvers such as BIND drop it as malformed",
      help: "add {wanted}, or leave {name} out",
    },
    "own-key": {
      text: "mandatory names itself: resolvers such as BIND drop this {type} record as malformed",
      help: "name in it the other keys only that a client has to know",
    },
    alias: {
      text: "priority 0 makes this {type} record an alias: clients pass over its parameters",
      help: "write \\000\\001 in front, or leave out what follows the name",
      severity: "warning",
    },
    degrees: {
      text: "the {name} of this LOC record lies beyond {most} degrees: resolvers such as BIND drop it as malformed",
      help: "count again: 4 bytes with thousandths of a second, where 2147483648 is 0",
    },
    precision: {
      text: "the {name} of this LOC record is no digit and power of ten ({octal}): resolvers such as BIND drop it as malformed",
      help: "in centimetres, the digit is the upper half of the byte, the number of zeros the lower: \\022 is 1 m, \\026 is 10 km",
    },
    weight: {
      text: "the first {count} bytes of {value} are taken for {numbers}: clients read another address",
      help: "write priority and weight, 2 bytes each, in front of the address, such as \\000\\012\\000\\001",
    },
    uri: {
      text: "{value} is no address that a client could use: it does not begin with a scheme such as https",
      help: "write the whole address, with \\072 for the colon",
      severity: "warning",
    },
    letters: {
      text: "{value} stands where the flags of this NAPTR record belong, which are letters and digits",
      help: "the order is flags, service, expression and replacement",
      severity: "warning",
    },
    both: {
      text: "this NAPTR record has an expression and a replacement too: clients take that for an error",
      help: "leave one of them empty; in a generic line \\000 stands for nothing",
      severity: "warning",
    },
    neither: {
      text: "this NAPTR record has neither an expression nor a replacement: it leads nowhere",
      help: "write the one or the other",
      severity: "warning",
    },
    expression: {
      text: "{value} is no whole expression: resolvers such as BIND drop this NAPTR record as malformed",
      help: "write a mark, what is looked for, the mark, what is put there, and the mark again, such as !^.*$!sip\\072info@example.org!; \\1 stands for what is in the first parentheses",
    },
    tag: {
      text: "the length byte in front of the tag is {length}, and {meant} has {size} bytes: certificate authorities see another tag",
      help: "write \\{octal} in front of {meant}",
      severity: "warning",
    },
    misspelt: {
      text: "no certificate authority knows the tag {tag}: what this record says counts for nobody",
      help: "write {near}, with its length \\{octal} in front",
      severity: "warning",
    },
    quotes: {
      text: "the quotes are published as part of the value {value}: no certificate authority takes it for its own name",
      help: "write the value without quotes",
      severity: "warning",
    },
    issuer: {
      text: "no certificate authority takes {value} for its name: this record lets none of them issue certificates",
      help: "write the domain of the authority alone, such as letsencrypt.org; each authority has a record of its own",
      severity: "warning",
    },
    contact: {
      text: "{value} is no address that reports can be sent to",
      help: "write mailto:, with \\072 for the colon, in front of a mail address; https:// begins that of a web service",
      severity: "warning",
    },
    flags: {
      text: "the flags {flags} say nothing: the critical flag is 128, written \\200",
      help: "write \\000; with \\200 an authority that does not know the tag must not issue",
      severity: "info",
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
        if (otherLine(line, data) || cutData(line, data)) return;
        const [row] = data.records.rowsOfLine(line.line);
        const type = data.records.typeOf(row);
        // Nobody reads it, broken or not: spf-type99 tells.
        if (type === SPF) return;
        const rdata = data.records.rdata(row);
        const fault = rdataFaultOf(type, rdata);
        const written = zoneFileText(line, type, data);
        if (written && (fault || ZONE_FILE_NUMBER.test(written.text))) {
          report(asInZoneFile(written, type, rdata, data));
        } else if (fault && !wrappedOctal(data.fieldText(line, RDATA))) {
          const statement = explanation(fault, line, type, rdata.length, data);
          const fixes = statement.message === "text" ? lengthInFront(line, rdata.length) : [];
          report({ at: data.field(line, RDATA), ...statement, fixes });
        }
      },
    },
    record: {
      types: [TYPE.NAPTR],
      watch: Trait.Unusual,
      check: (row, data, report) => {
        if (data.letterOf(row) !== "N") return;
        const fault = rdataFaultOf(TYPE.NAPTR, data.records.rdata(row));
        const index = fault && NAPTR_FIELDS[fault.kind];
        const line = data.lineOf(row);
        // txt-cut-at-colon and txt-quotes tell.
        if (index === undefined || isCutAtColon(line, data) || data.fieldText(line, index).startsWith('"')) return;
        report({ at: data.field(line, index), ...explanation(fault!, line, TYPE.NAPTR, 0, data) });
      },
    },
  },
});

/** Where in an N line the fault is. */
const NAPTR_FIELDS: Readonly<Partial<Record<RdataFault["kind"], number>>> = {
  letters: 3,
  expression: 5,
  neither: 5,
  both: 6,
};

/** What no bytes of a record begin with by chance: a number and a blank. */
const ZONE_FILE_NUMBER = /^(\d+|\\?#) /;

function asInZoneFile(
  { span, isCut, octal }: ZoneFileText,
  type: number,
  rdata: Uint8Array,
  data: ZoneData,
): Observation {
  const word = typeName(type);
  const isBroken = formatRdata(type, rdata).startsWith("\\#");
  const served = isBroken
    ? `resolvers get a broken ${word} record`
    : `resolvers read it as ${word} ${shortRdata(type, rdata)}`;
  return {
    at: span,
    message: isCut ? "zone-file-cut" : "zone-file",
    params: { written: data.inQuotes(span), served, octal },
    fixes: [{ title: "bytes", safety: "unsafe", edits: [{ span, newText: octal }] }],
  };
}

/** Of a text that is one string. */
function lengthInFront({ fields }: DataLine, length: number): Fix[] {
  if (length > 255 || fields.length > RDATA + 1) return [];
  const octal = `\\${length.toString(8).padStart(3, "0")}`;
  const { start } = fields[RDATA];
  return [
    { title: "length", params: { octal }, safety: "unsafe", edits: [{ span: { start, end: start }, newText: octal }] },
  ];
}

function explanation(fault: RdataFault, line: DataLine, type: number, size: number, data: ZoneData): Statement {
  if (fault.kind === "parameter") {
    const { name, form, given } = fault;
    return { message: "parameter", params: { type: typeName(type), name, form, given: plural(given, "byte") } };
  }
  if (fault.kind === "precision") {
    const { name, number } = fault;
    return { message: "precision", params: { name, octal: `\\${number.toString(8).padStart(3, "0")}` } };
  }
  if (fault.kind === "weight") {
    const { count, value } = fault;
    const numbers = count === 2 ? "the weight" : "priority and weight";
    return { message: "weight", params: { count, numbers, value: printable(value) } };
  }
  if (fault.kind === "tag") {
    const { length, meant } = fault;
    const octal = meant.length.toString(8).padStart(3, "0");
    return { message: "tag", params: { length, meant, size: meant.length, octal } };
  }
  if (fault.kind === "misspelt") {
    const octal = fault.near.length.toString(8).padStart(3, "0");
    return { message: "misspelt", params: { tag: inQuotes(printable(fault.tag)), near: fault.near, octal } };
  }
  if (fault.kind === "dotted") return { message: "dotted", params: { name: printable(fault.name) } };
  if ("value" in fault) return { message: fault.kind, params: { value: printable(fault.value) } };
  if (fault.kind !== "form" && fault.kind !== "string") {
    const { kind, ...facts } = fault;
    return { message: kind, params: { type: typeName(type), ...facts } };
  }
  const params = {
    type: typeName(type),
    form: RDATA_FORMS.get(type)!,
    size: `${plural(size, "byte")} ${size === 1 ? "is" : "are"}`,
  };
  if (size === 0) return { message: "empty", params };
  const text = data.fieldText(line, RDATA);
  const written = data.inQuotes(line.fields[RDATA]);
  const whole = data.text.slice({ start: line.fields[RDATA]?.start ?? line.end, end: line.end });
  if (type === TYPE.AAAA && /^[0-9a-f]{0,4}:[0-9a-f:]*$/i.test(whole)) {
    return { message: "address6", params: { written: `"${whole}"`, length: size } };
  }
  const isText = type === TYPE.TXT && /^[ -~]/.test(text) && !text.startsWith("\\");
  if (isText) return { message: "text", params: { written } };
  if (fault.kind === "form") return { message: "form", params };
  const { at, length, left } = fault;
  return {
    message: "string",
    params: { ...params, byte: at + 1, length: plural(length, "byte"), left: `${left} ${left === 1 ? "is" : "are"}` },
  };
}
