/**
 * Server lines whose x has no dot, so that tinydns-data completes it, and looks as if it was not meant so. One rule tells it; the
 * rules about the name that comes of it have nothing to add.
 */
import { fieldIndex } from "djblint-grammars/tinydns/fields";
import type { DataField, DataLine } from "djblint-grammars/tinydns/tree";
import { TYPE } from "../../compile/expand.js";
import { wireOf } from "../../model/tinydns/name-table.js";
import type { Row } from "../../model/tinydns/records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { isCutUrl } from "./cut-at-colon.js";
import { looksLikeTtl } from "./like-ttl.js";
import { nameForAddress } from "./name-for-address.js";
import { separatorBehindAddress, wrongSeparator } from "./wrong-separator.js";

/** Names that hosts in these roles have themselves, so that they are hardly meant as a part of one. */
const USUAL: Readonly<Record<string, RegExp>> = {
  ".": /^(ns|dns|nameserver|server|host|primary|secondary|master|slave)-?\d*$/i,
  "&": /^(ns|dns|nameserver|server|host|primary|secondary|master|slave)-?\d*$/i,
  "@": /^(mail|mx|smtp|mailhost|mailhub|mailer|relay|post|server|exchange|imap|pop)-?\d*$/i,
  S: /^(sip|pbx|voip|ldap|kerberos|kdc|dc|server|xmpp|jabber|mail|imap|smtp|www|web|host)-?\d*$/i,
};

const ROLES: Readonly<Record<number, string>> = { [TYPE.NS]: "ns", [TYPE.MX]: "mx", [TYPE.SRV]: "srv" };

export interface ShortServer {
  readonly field: DataField;
  /** As it is written. */
  readonly x: string;
  /** The NS, MX or SRV record of the line. */
  readonly row: Row;
  /** A number that belongs into a field further behind, and how many fields further. */
  readonly number?: { readonly kind: "ttl" | "distance"; readonly further: number };
  /** The host of the domain that is meant, and whether it has records here. */
  readonly host?: { readonly name: string; readonly isKnown: boolean };
}

export function shortServer(line: DataLine, data: ZoneData): ShortServer | undefined {
  const { records, names } = data;
  const field = line.fields[line.type ? fieldIndex(line.type, "server") : -1];
  if (!field) return undefined;
  const x = data.text.slice(field);
  if (!/^[\w-]{2,63}$/.test(x) || isCutUrl(line, data) || nameForAddress(line, data)) return undefined;
  if (wrongSeparator(line, data) || separatorBehindAddress(line, data)) return undefined;
  const row = records.rowsOfLine(line.line).find((each) => ROLES[records.typeOf(each)] !== undefined);
  if (row === undefined) return undefined;
  const number = meantField(field, line, data);
  if (number !== undefined) return { field, x, row, number };
  const labels = [x.toLowerCase(), ...domainOf(names.labels(records.owner[row]))];
  const isKnown = records.firstRow(names.find(wireOf(labels))) >= 0;
  if (!isKnown && !USUAL[line.type!.letter].test(x)) return undefined;
  return { field, x, row, host: { name: labels.join("."), isKnown } };
}

/** Whether a colon stands for a dot in the name of a server. */
export function isCutServer({ index }: DataField, line: DataLine, data: ZoneData): boolean {
  return /^(?=.*[a-z])[\w-]+(\.[\w-]+)*$/i.test(data.fieldText(line, index + 1));
}

/** The domain of an owner, without the labels that stand for a service (RFC 2782) or for all names. */
function domainOf(owner: readonly string[]): readonly string[] {
  const first = owner.findIndex((label) => !label.startsWith("_") && label !== "*");
  return first < 0 ? owner : owner.slice(first);
}

/** What a number that stands in place of a name is meant for, when nothing stands behind it. */
function meantField({ start, end }: DataField, line: DataLine, { text }: ZoneData): ShortServer["number"] {
  if (!/^\d+:*$/.test(text.slice({ start, end: line.end }))) return undefined;
  const number = Number(text.slice({ start, end }));
  const isExchanger = line.type!.letter === "@";
  if (looksLikeTtl(number)) return { kind: "ttl", further: isExchanger ? 2 : 1 };
  return isExchanger && number >= 10 && number <= 100 && number % 5 === 0
    ? { kind: "distance", further: 1 }
    : undefined;
}
