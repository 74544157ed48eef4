/**
 * Lines with the fields of another: those of a Z line behind a . or &, those of a generic or an @ line behind a + or =, the
 * parts of an SRV or CAA record, with colons between, behind a type that is none. One rule tells the cause; the rules about the other fields have nothing to add.
 */
import type { DataLine } from "djblint-grammars/tinydns/tree";
import { TYPE } from "../../compile/expand.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { genericForm } from "../../model/tinydns/zone-file-data.js";

export interface OtherLine {
  /** The record that was meant. */
  readonly record: "SOA" | "MX" | "SRV" | "CAA" | "generic";
  /** As it should be written. */
  readonly written: string;
}

const NAME = /^[\w-]+(\.[\w-]+)+\.?$/;
const NUMBER = /^\d{1,10}$/;
const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$/;
const CAA = 257;

export function otherLine(line: DataLine, data: ZoneData): OtherLine | undefined {
  const fields = line.fields.slice(0, PARTS).map((field) => data.text.slice(field));
  switch (line.type?.letter) {
    case ".":
    case "&":
      return ofZone(line, fields, data);
    case "+":
    case "=":
      return ofGeneric(line, fields, data) ?? ofExchanger(line, fields, data);
    case ":":
      return ofService(line, fields, data) ?? ofAuthority(line, fields, data);
    default:
      return undefined;
  }
}

/** So many fields tell what a line is. */
const PARTS = 6;

/** A type, and data of which every byte is written as an octal number. */
function ofGeneric(line: DataLine, [, type, rdata]: readonly string[], data: ZoneData): OtherLine | undefined {
  if (rdata === undefined || !/^\d{1,5}$/.test(type) || !/^(\\[0-7]{3}){2}/.test(rdata)) return undefined;
  return { record: "generic", written: `:${data.text.slice({ start: line.fields[0].start, end: line.end })}` };
}

/** The name of a server and a distance, where a ttl and a timestamp belong. */
function ofExchanger(line: DataLine, [, address, server, distance]: readonly string[], data: ZoneData) {
  if (distance === undefined || !/^\d{1,4}$/.test(distance) || !/^([a-z]|[a-z][\w-]*(\.[\w-]+)+\.?)$/i.test(server)) {
    return undefined;
  }
  if (address !== "" && !ADDRESS.test(address)) return undefined;
  const rest = data.text.slice({ start: line.fields[0].start, end: line.end });
  return { record: "MX", written: `@${rest}` } as const;
}

/** Server, mailbox, serial and times, where an address and one name belong. */
function ofZone(line: DataLine, fields: readonly string[], data: ZoneData): OtherLine | undefined {
  const [owner, server, mailbox, serial, refresh] = fields;
  if (refresh === undefined || !NUMBER.test(serial) || !NUMBER.test(refresh)) return undefined;
  if (!isName(server) || !isName(mailbox.replace("@", "."))) return undefined;
  const rest = data.text.slice({ start: line.fields[0].start, end: line.end });
  return { record: "SOA", written: `Z${rest.replace("@", ".")}\n&${owner}::${server}` };
}

function ofService(line: DataLine, fields: readonly string[], data: ZoneData): OtherLine | undefined {
  const [owner, priority, weight, port, host] = fields;
  if (host === undefined || !isName(host) || !/^_[^.]+\._(tcp|udp|tls|sctp)\./i.test(owner)) return undefined;
  const octal = genericForm(TYPE.SRV, `${priority} ${weight} ${port} ${host}`);
  if (octal === undefined) return undefined;
  const tail = data.text.slice({ start: line.fields[4].end, end: line.end });
  return { record: "SRV", written: `:${owner}:${TYPE.SRV}:${octal}${tail}` };
}

/** What certificate authorities read, its value up to the last number, which is a ttl. */
function ofAuthority(line: DataLine, fields: readonly string[], data: ZoneData): OtherLine | undefined {
  const [owner, flags, tag, value] = fields;
  if (value === undefined || !/^(issue|issuewild|iodef)$/i.test(tag)) return undefined;
  const rest = data.text.slice({ start: line.fields[3].start, end: line.end });
  const [, text, tail] = /^(.*?)(:\d+)?$/s.exec(rest)!;
  const octal = genericForm(CAA, `${flags} ${tag} "${text.replace(/^"|"$/g, "")}"`);
  return octal === undefined ? undefined : { record: "CAA", written: `:${owner}:${CAA}:${octal}${tail ?? ""}` };
}

function isName(text: string): boolean {
  return NAME.test(text) && /[a-z]/i.test(text);
}
