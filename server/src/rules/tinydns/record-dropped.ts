import { printable, type Span } from "djblint-grammars/text";
import { fieldIndex, fieldNames } from "djblint-grammars/tinydns/fields";
import { parseName } from "djblint-grammars/tinydns/name";
import type { DataField, DataLine } from "djblint-grammars/tinydns/tree";
import { TYPE } from "../../compile/expand.js";
import { Notice, ScannedAddress, scanAddress } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { genericForm } from "../../model/tinydns/zone-file-data.js";
import { defineRule, type Fix, type Observation, type Statement } from "../rule.js";
import { colonInOwner, isCutAddress, isCutUrl } from "./cut-at-colon.js";
import { looksLikeTtl } from "./like-ttl.js";
import { nameForAddress, repeatedName } from "./name-for-address.js";
import { otherLine } from "./other-line.js";
import { shiftedField, shiftedObservation, shiftedServer } from "./shifted-field.js";
import { separatorObservation, wrongSeparator } from "./wrong-separator.js";

export default defineRule({
  code: "TD102",
  name: "record-dropped",
  language: "tinydns",
  severity: "error",
  category: "coercion",
  since: "0.1",
  what: "The address field of a line is no address",
  why: "tinydns-data leaves the address record out, without a word; a host line then publishes nothing at all",
  silent:
    "An empty address in . & @ and S lines means that no address is wanted; lines with the fields of a Z line are told by fields-of-another-line",
  sources: ["tinydns specification I2, R4, R5"],
  fixable: "unsafe",
  messages: {
    nothing: {
      text: "this line publishes nothing: {written} is no IPv4 address",
      help: "write four numbers from 0 to 255 with dots between, directly behind the colon",
    },
    hex: {
      text: "this line publishes nothing: {written} is not 32 hexadecimal digits",
      help: "write the address as 32 hexadecimal digits without colons, such as 20010db8000000000000000000000001",
    },
    missing: { text: "this line publishes nothing: it has no address", help: "write the address, or remove the line" },
    shifted: {
      text: "this line publishes nothing: {address} stands one field too far behind, where it is read as the ttl",
      help: "take out what stands between the name and it: the fields are {fields}",
    },
    "shifted-server": {
      text: "no address is published: {address} stands one field too far behind, where it is read as the name of the server",
      help: "take out what stands between the name and it: the fields are {fields}",
    },
    server: {
      text: "no address is published for the server: {written} is no IPv4 address",
      help: "write four numbers from 0 to 255 with dots between; leave the field empty if the server has its own line",
    },
    swapped: {
      text: "the fields are swapped: {address} is read as the name of the server, and no address is published",
      help: "the fields are fqdn:ip:x",
    },
    "swapped-host": {
      text: "this line publishes nothing: the address {address} stands in front, where the name belongs",
      help: "the fields are {fields}",
    },
    swap: { text: "Write {name}:{address}" },
    name: {
      text: "no address is published: {written} stands in the address field, so the server's name is {server}",
      help: "the fields are fqdn:ip:x; put a colon in front of the name when it needs no address here",
    },
    repeated: {
      text: "the address field holds the name of the server once more, and is ignored",
      help: "leave the address field empty: write {line}",
      severity: "info",
    },
    colonless: {
      text: "no address is published: {written} stands in the address field, and the server's name is {server}",
      help: "an address field that is left empty keeps its colon: write {line}",
    },
    distance: {
      text: "{written} stands in the address field and is ignored: no address is published, and the distance of {server} is {distance}",
      help: "the fields are fqdn:ip:x:dist: write {line}",
    },
    separator: {
      text: "this line publishes nothing: {mark} stands in front of {value}, where a colon belongs",
      help: "write a colon between any two fields, and nothing else",
    },
    "server-separator": {
      text: "{value} becomes part of the name, and no address is published: {mark} stands in front of it, where a colon belongs",
      help: "write a colon between any two fields, and nothing else",
    },
    "cut-owner": {
      text: "the colon ends the name at {owner}, and no address is published: {rest} stands in its place",
      help: "write {name} if that is the name",
    },
    dot: { text: "Write {name}" },
    "colon-for-mark": { text: "Write a colon" },
    "server-ipv6": {
      text: "no address is published for the server: {written} is IPv6, and the colons of the address cut it into fields",
      help: "leave the field empty, and write the address into a line of its own; {advice}",
    },
    "hex-ipv4": {
      text: "this line publishes nothing: {written} is an IPv6 address, and '{letter}' lines take IPv4 addresses",
      help: "{advice}",
    },
    line: { text: "Write {line}" },
    bare: { text: "Write {address}" },
    ipv6: {
      text: "this line publishes nothing: {written} is IPv6, and the colons of the address cut it into fields",
      help: "{advice}",
    },
    colon: { text: "Take out what stands between the name and {address}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n",
  },
  on: {
    line: {
      watch: Notice.AddressMissing | Notice.Address6,
      check: (line, data, report) => {
        if (isCutUrl(line, data) || otherLine(line, data)) return;
        const shifted = shiftedField(line, data);
        if (shifted) {
          report(behindTtl(shifted, line, data) ?? shiftedObservation(shifted, line, { address: data.shown(shifted) }));
          return;
        }
        const index6 = fieldIndex(line.type!, "address6");
        if (index6 >= 0) {
          const found = explanation6(line, index6, data);
          if (found) report({ at: data.field(line, index6), ...found });
          return;
        }
        const separator = wrongSeparator(line, data);
        if (separator) {
          const observation = separatorObservation(separator, data);
          report(fieldIndex(line.type!, "server") < 0 ? observation : { ...observation, message: "server-separator" });
          return;
        }
        const colon = colonInOwner(line, data);
        if (colon) {
          report(cutOwnerObservation(colon, line, data));
          return;
        }
        const server = shiftedServer(line, data);
        if (server) {
          const observation = shiftedObservation(server, line, { address: data.shown(server) });
          report({ ...observation, message: "shifted-server" });
          return;
        }
        const index = fieldIndex(line.type!, "address");
        if (isSwapped(line, index, data)) {
          report(swappedObservation(line, data));
          return;
        }
        const repeated = repeatedName(line, data);
        if (repeated !== undefined) {
          const params = { line: printable(repeated) };
          const edits = [{ span: line, newText: repeated }];
          const fixes: Fix[] = [{ title: "line", params, safety: "safe", edits }];
          report({ at: data.field(line, index), message: "repeated", params, fixes });
          return;
        }
        const meant = nameForAddress(line, data);
        if (meant !== undefined) {
          report(colonlessObservation(meant, line, data));
          return;
        }
        const distance = distanceInFront(line, data);
        if (distance) {
          report(distance);
          return;
        }
        const fixes = [
          ...genericLine(line, index, data),
          ...bareAddress(line, index, data),
          ...swappedServer(line, index, data),
        ];
        report({ at: data.field(line, index), ...explanation(line, index, data), fixes });
      },
    },
  },
});

function cutOwnerObservation(colon: Span, line: DataLine, data: ZoneData): Observation {
  const [owner, rest] = line.fields;
  const params = {
    owner: data.shown(owner),
    rest: data.shown(rest),
    name: data.shown({ start: owner.start, end: rest.end }).replace(":", "."),
  };
  const edits = [{ span: colon, newText: "." }];
  return { at: colon, message: "cut-owner", params, fixes: [{ title: "dot", params, safety: "unsafe", edits }] };
}

/** For 3 and 6 lines; what stands behind 32 digits is told by ip-trailing-garbage. */
function explanation6(line: DataLine, index: number, data: ZoneData): Statement | undefined {
  const text = data.fieldText(line, index);
  if (/^[0-9a-f]{32}/i.test(text)) return undefined;
  if (isCutAddress(line, data)) {
    const written = data.shown({ start: line.fields[index].start, end: line.end });
    return { message: "ipv6", params: { written, advice: advice(data) } };
  }
  return text === ""
    ? { message: "missing" }
    : { message: "hex", params: { written: data.inQuotes(line.fields[index]) } };
}

/** An address behind the ttl. */
function behindTtl(shifted: DataField, line: DataLine, data: ZoneData): Observation | undefined {
  const [, value] = line.fields;
  const ttl = data.text.slice(value);
  if (!/^\d+$/.test(ttl)) return undefined;
  const written = `${data.text.slice(shifted)}:${ttl}`;
  const params = { address: data.shown(shifted), fields: fieldNames(line.type!), line: written };
  const edits = [{ span: { start: value.start, end: shifted.end }, newText: written }];
  return { at: shifted, message: "shifted", params, fixes: [{ title: "line", params, safety: "unsafe", edits }] };
}

/** Whether a host line has its address in front of its name. */
function isSwapped(line: DataLine, index: number, data: ZoneData): boolean {
  const [owner, value] = line.fields;
  if (fieldIndex(line.type!, "server") >= 0 || index !== 1 || !value) return false;
  const isAddress = scanAddress(data.text.bytes, owner.start, owner.end, new ScannedAddress());
  return isAddress && /^[\w*-]+(\.[\w-]+)+\.?$/.test(data.text.slice(value)) && /[a-z]/i.test(data.text.slice(value));
}

function swappedObservation(line: DataLine, data: ZoneData): Observation {
  const [owner, value] = line.fields;
  const params = { address: data.shown(owner), name: data.shown(value), fields: fieldNames(line.type!) };
  const edits = [
    { span: owner, newText: data.text.slice(value) },
    { span: value, newText: data.text.slice(owner) },
  ];
  return {
    at: { start: owner.start, end: value.end },
    message: "swapped-host",
    params,
    fixes: [{ title: "swap", params, safety: "unsafe", edits }],
  };
}

function colonlessObservation(meant: string, line: DataLine, data: ZoneData): Observation {
  const [, name] = line.fields;
  const params = { written: data.inQuotes(name), server: serverName(line, data), line: printable(meant) };
  const edits = [{ span: line, newText: meant }];
  return { at: name, message: "colonless", params, fixes: [{ title: "line", params, safety: "unsafe", edits }] };
}

/** An exchanger whose distance stands in front of its name, in the place of the address. */
function distanceInFront(line: DataLine, data: ZoneData): Observation | undefined {
  const [owner, distance, server, behind] = line.fields;
  if (line.type!.letter !== "@" || !server || data.text.slice(server).search(/^[\w-]*[a-z][\w.-]*$/i) < 0)
    return undefined;
  const written = data.text.slice(distance);
  if (!/^\d{1,5}$/.test(written) || isCutAddress(line, data)) return undefined;
  const next = data.text.slice(behind ?? { start: line.end, end: line.end });
  if (next !== "" && !(/^\d+$/.test(next) && looksLikeTtl(Number(next)))) return undefined;
  // Behind the name stands the ttl, or the place of a distance that is empty.
  const rest = behind ? data.text.slice({ start: next === "" ? behind.end : behind.start - 1, end: line.end }) : "";
  const meant = `@${data.text.slice(owner)}::${data.text.slice(server)}:${written}${rest}`;
  const params = {
    written: `"${written}"`,
    server: serverName(line, data),
    line: printable(meant),
    distance: next === "" ? 0 : next,
  };
  const edits = [{ span: line, newText: meant }];
  return { at: distance, message: "distance", params, fixes: [{ title: "line", params, safety: "unsafe", edits }] };
}

function explanation(line: DataLine, index: number, data: ZoneData): Statement {
  const field = line.fields[index];
  const written = field ? data.inQuotes(field) : "";
  const isHost = fieldIndex(line.type!, "server") < 0;
  if (isHost) {
    if (isCutAddress(line, data)) {
      return {
        message: "ipv6",
        params: { written: data.shown({ start: field.start, end: line.end }), advice: advice(data) },
      };
    }
    if (field && /^[0-9a-f]{32}$/i.test(data.text.slice(field))) {
      return { message: "hex-ipv4", params: { written, letter: line.type!.letter, advice: advice(data) } };
    }
    return written.length > 2 ? { message: "nothing", params: { written } } : { message: "missing" };
  }
  if (isCutAddress(line, data)) {
    const whole = data.shown({ start: field.start, end: line.end });
    return { message: "server-ipv6", params: { written: whole, advice: advice(data) } };
  }
  if (hasAddressBehind(line, index, data)) {
    return { message: "swapped", params: { address: data.shown(line.fields[index + 1]) } };
  }
  if (parseName(data.text.slice(field)).labels.length > 1 && /[a-z]/i.test(written)) {
    return { message: "name", params: { written, server: serverName(line, data) } };
  }
  return { message: "server", params: { written } };
}

/** Whether an address stands where the name of the server belongs. */
function hasAddressBehind({ fields }: DataLine, index: number, { text }: ZoneData): boolean {
  const server = fields[index + 1];
  return server !== undefined && scanAddress(text.bytes, server.start, server.end, new ScannedAddress());
}

/** The name of a server and its address the other way round. */
function swappedServer(line: DataLine, index: number, data: ZoneData): Fix[] {
  const [name, address] = line.fields.slice(index, index + 2);
  const isServer = fieldIndex(line.type!, "server") === index + 1;
  if (!isServer || !hasAddressBehind(line, index, data) || data.text.slice(name) === "") return [];
  const written = `${data.text.slice(address)}:${data.text.slice(name)}`;
  const edits = [{ span: { start: name.start, end: address.end }, newText: written }];
  return [{ title: "line", params: { line: printable(written) }, safety: "unsafe", edits }];
}

/** An IPv4 address without the blanks or quotes around it; a line with several fields in quotes without all of them. */
function bareAddress(line: DataLine, index: number, data: ZoneData): Fix[] {
  const field = line.fields[index];
  const [, address] =
    /^(?:[\s"']|\xc2\xa0)+(\d{1,3}(?:\.\d{1,3}){3})(?:[\s"']|\xc2\xa0)*$/.exec(data.fieldText(line, index)) ?? [];
  if (!field || address === undefined) return [];
  const fields = line.fields.map((each) => data.text.slice(each));
  const bare = fields.map((text) => text.replace(/^"(.*)"$/, "$1"));
  if (fields.filter((text, at) => text !== bare[at]).length > 1) {
    const written = `${line.type!.letter}${bare.join(":")}`;
    const edits = [{ span: line, newText: written }];
    return [{ title: "line", params: { line: printable(written) }, safety: "unsafe", edits }];
  }
  const edits = [{ span: field, newText: address }];
  return [{ title: "bare", params: { address }, safety: "unsafe", edits }];
}

/** A + or = line with an IPv6 address as a generic line, when nobody can take a piece of the address for a ttl. */
function genericLine(line: DataLine, index: number, data: ZoneData): Fix[] {
  const field = line.fields[index];
  if (!field || !"+=".includes(line.type!.letter)) return [];
  const [, address, tail] =
    /^\[?([0-9a-f:]+?)\]?((?::\d*)?)$/i.exec(data.text.slice({ start: field.start, end: line.end })) ?? [];
  const octal = address === undefined ? undefined : genericForm(TYPE.AAAA, address);
  const isUnclear =
    octal === undefined || genericForm(TYPE.AAAA, `${address}${tail}`) !== (tail === "" ? octal : undefined);
  if (isUnclear) return [];
  const written = `:${data.fieldText(line, 0)}:${TYPE.AAAA}:${octal}${tail}`;
  return [{ title: "line", params: { line: written }, safety: "unsafe", edits: [{ span: line, newText: written }] }];
}

/** The name that the line really gives to the server. */
function serverName(line: DataLine, data: ZoneData): string {
  const row = data.records.rowsOfLine(line.line).find((each) => data.records.typeOf(each) !== TYPE.SOA);
  return row === undefined ? "" : data.names.text(data.records.target[row]);
}

function advice({ dialect }: ZoneData): string {
  return dialect === "ipv6"
    ? "a 3 line takes the address as 32 hexadecimal digits"
    : "this tinydns has no lines for IPv6; write a : line of type 28";
}
