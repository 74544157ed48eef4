/**
 * Names elsewhere that one record alone points to, and that are one letter or dot away from a name that many point to, or
 * from a zone of this file. Nobody can ask here whether they exist, but hardly anybody has such a pair.
 */
import { isNameSlip } from "../name-slip.js";
import { registeredDomain } from "../public-suffix.js";
import { hasUsualTopLevel } from "../top-level.js";
import { Reach } from "./look-up.js";
import { type NameId, NO_NAME, ROOT, wireOf } from "./name-table.js";
import { hasTargetName, type Row } from "./records.js";
import { Trait } from "./traits.js";
import type { ZoneData } from "./zone-data.js";

export interface LikelySlip {
  /** The only one that points to the name. */
  readonly row: Row;
  /** The name that was very likely meant. */
  readonly meant: string;
  /** The host, the domain or the zone of this file that makes it likely. */
  readonly usual: string;
  /** How many records point to that host or domain; 0 for a zone or a host of this file. */
  readonly uses: number;
  readonly isOwnHost: boolean;
}

/** A name that so many records point to is no slip; the more names are used once, the more must point to it. */
const MANY = 3;
const SUSPECTS_FOR_ONE_USE = 100;
/** Of more zones one is soon close to a name elsewhere: then a record is held against its own zone alone. */
const FEW_ZONES = 20;
/** In a file with more names that are used once, a slip does not stand out. */
const MOST_SUSPECTS = 5000;

/** In file order. */
export function findLikelySlips(data: ZoneData): LikelySlip[] {
  const domains = domainsElsewhere(data);
  const suspects = suspectsIn(domains);
  if (suspects.length === 0 || suspects.length > MOST_SUSPECTS) return [];
  const many = Math.max(MANY, suspects.length / SUSPECTS_FOR_ONE_USE);
  const index = indexOf(usualNames(domains, many, data));
  return suspects.flatMap((suspect): LikelySlip[] => {
    const { row, text } = suspect;
    const { instead, usual } = usualNear(suspect, index) ?? ownZoneNear(suspect, data) ?? {};
    if (instead !== undefined && usual !== undefined) {
      const start = text.slice(0, text.length - instead.length);
      return [{ row, meant: start + usual.text, usual: usual.text, uses: usual.uses, isOwnHost: false }];
    }
    const host = ownHostNear(text, data);
    return host === undefined ? [] : [{ row, meant: host, usual: host, uses: 0, isOwnHost: true }];
  });
}

/**
 * What was very likely meant by the name of a record in no zone of this file: one in a zone that is one letter or dot
 * away. Of many zones one is soon close to a name elsewhere.
 */
export function meantInZone(text: string, { served }: ZoneData): { meant: string; usual: string } | undefined {
  if (served.size > FEW_ZONES) return undefined;
  for (const end of [...endsOf(text), text.slice(text.lastIndexOf(".") + 1)]) {
    for (const usual of served.keys()) {
      const isSlip = usual.includes(".") && isNameSlip(end, usual, "any");
      if (isSlip) return { meant: text.slice(0, text.length - end.length) + usual, usual };
    }
  }
  return undefined;
}

/** A domain that its holder registered, as far as it can be told, and the names in it that records point to. */
interface Domain {
  readonly hosts: Map<NameId, { readonly text: string; readonly rows: Row[] }>;
  uses: number;
}

function domainsElsewhere({ records, names, traits }: ZoneData): Map<string, Domain> {
  const domains = new Map<string, Domain>();
  const domainOfName = new Map<NameId, Domain>();
  for (const row of traits.rowsWith(Trait.TargetElsewhere)) {
    const name = records.target[row];
    if (!hasTargetName(records.typeOf(row)) || name === ROOT || names.isTopLevel(name)) continue;
    let domain = domainOfName.get(name);
    if (!domain) {
      const text = names.text(name);
      const registered = registeredDomain(text);
      domain = domains.get(registered) ?? { hosts: new Map(), uses: 0 };
      domains.set(registered, domain);
      domainOfName.set(name, domain);
      domain.hosts.set(name, { text, rows: [] });
    }
    domain.hosts.get(name)!.rows.push(row);
    domain.uses++;
  }
  return domains;
}

/** A name that one record points to. */
interface Suspect {
  readonly row: Row;
  readonly text: string;
  /** Whether nothing else points into its domain, which may be the slip. */
  readonly isAlone: boolean;
}

function suspectsIn(domains: ReadonlyMap<string, Domain>): Suspect[] {
  const found: Suspect[] = [];
  for (const { hosts, uses } of domains.values()) {
    for (const { text, rows } of hosts.values()) {
      if (rows.length === 1) found.push({ row: rows[0], text, isAlone: uses === 1 });
    }
  }
  return found.sort((a, b) => a.row - b.row);
}

/** A name that is certainly right. */
interface UsualName {
  readonly text: string;
  readonly isHost: boolean;
  /** 0 for a zone of this file. */
  readonly uses: number;
}

function* usualNames(domains: ReadonlyMap<string, Domain>, many: number, { served }: ZoneData): Generator<UsualName> {
  for (const [domain, { hosts, uses }] of domains) {
    if (uses >= many) yield { text: domain, isHost: false, uses };
    for (const { text, rows } of hosts.values()) {
      if (rows.length >= many && text !== domain) yield { text, isHost: true, uses: rows.length };
    }
  }
  if (served.size <= FEW_ZONES) for (const text of served.keys()) yield { text, isHost: false, uses: 0 };
}

/** Of two words that are one edit apart one is a letter shorter, or both are the same word but for one letter. */
function indexOf(usual: Iterable<UsualName>): Map<string, UsualName[]> {
  const index = new Map<string, UsualName[]>();
  for (const name of usual) {
    for (const key of shortened(name.text)) {
      const same = index.get(key);
      if (same) same.push(name);
      else index.set(key, [name]);
    }
  }
  return index;
}

function* shortened(text: string): Generator<string> {
  yield text;
  for (let at = 0; at < text.length; at++) yield text.slice(0, at) + text.slice(at + 1);
}

/** The end of a name, and what it was meant for. */
interface Meant {
  readonly instead: string;
  readonly usual: UsualName;
}

function usualNear({ text, isAlone }: Suspect, index: ReadonlyMap<string, readonly UsualName[]>): Meant | undefined {
  for (const instead of isAlone ? endsOf(text) : [text]) {
    for (const key of shortened(instead)) {
      const usual = index.get(key)?.find((name) => isMeant(instead, name));
      if (usual) return { instead, usual };
    }
  }
  return undefined;
}

/** Of many zones, the one that the record itself belongs to. */
function ownZoneNear({ row, text, isAlone }: Suspect, { zones, names, records }: ZoneData): Meant | undefined {
  const fate = zones.fate(records.owner[row]);
  if (!isAlone || fate.kind !== "served") return undefined;
  const usual = { text: names.text(fate.zone.name), isHost: false, uses: 0 };
  const instead = [...endsOf(text)].find((end) => isMeant(end, usual));
  return instead === undefined ? undefined : { instead, usual };
}

/**
 * The host of this file whose name lost a dot, or its end: as in zone files of BIND, where a name without a dot at its end
 * is completed. A single word in front of a domain may belong to it.
 */
function ownHostNear(text: string, { names, records, lookUp, served }: ZoneData): string | undefined {
  const from = registeredDomain(text) === text ? text.indexOf(".") + 1 : 1;
  const dotted = Array.from({ length: text.length - from }, (_, index) => from + index).map(
    (at) => `${text.slice(0, at)}.${text.slice(at)}`,
  );
  const zones = [...served.keys()].slice(0, FEW_ZONES);
  const ends = zones.flatMap(hasUsualTopLevel(text) ? suffixesOf : (zone) => [...endsOf(zone), ...suffixesOf(zone)]);
  const whole = [...new Set(ends)].map((suffix) => `${text}.${suffix}`);
  return [...dotted, ...whole].find((name) => {
    const host = /\.\.|\\/.test(name) ? NO_NAME : names.find(wireOf(name.split(".")));
    // A wildcard makes no host, and names of lines that are gone may still be known.
    return host !== NO_NAME && records.firstRow(host) >= 0 && lookUp.reach(host) === Reach.Address;
  });
}

/** `co.uk` and `uk` of `example.co.uk`. */
function suffixesOf(zone: string): string[] {
  const labels = registeredDomain(zone).split(".");
  return labels.map((_, at) => labels.slice(at).join(".")).slice(labels.length > 1 ? 1 : 0);
}

function* endsOf(text: string): Generator<string> {
  for (let end = text; end.includes("."); end = end.slice(end.indexOf(".") + 1)) yield end;
}

function isMeant(written: string, { text, isHost }: UsualName): boolean {
  return text.includes(".") && isNameSlip(written, text, isHost ? "moved" : "any");
}
