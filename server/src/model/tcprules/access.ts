/**
 * What a tcprules source means: the keys and data that its lines make, which of equal keys counts, and what a server
 * asks for. Keys and data are texts with one character for each byte. Specification sections 3, 4 and 6.
 */
import type { Dialect } from "djblint-grammars/tcprules/fields";
import type { AddressRange, RuleLine } from "djblint-grammars/tcprules/tree";
import { LAST_NUMBER } from "./access-address.js";
import type { AccessTable } from "./access-table.js";
import { type AddressedRule, keyOf, networkKeys, normalAddress } from "./stored-key.js";

/** One record of the compiled file. */
export interface AccessRecord {
  readonly key: string;
  readonly data: string;
  readonly rule: RuleLine;
}

/** Who connects, as the server knows it. A host or info that is unknown is undefined; an empty one is asked for. */
export interface Client {
  readonly ip: string;
  readonly host?: string;
  readonly info?: string;
}

export interface Verdict {
  readonly allow: boolean;
  /** In the order in which they are set; of two with the same name the last counts (R53). */
  readonly variables: readonly (readonly [name: string, value: string])[];
}

/** The rule that decides about a client. */
export interface Match {
  readonly key: string;
  readonly rule: RuleLine;
  readonly verdict: Verdict;
}

/** Keys of a rule that an earlier one has taken: one, or those of a stretch of its range. */
export interface LostKeys {
  readonly winner: RuleLine;
  readonly first: string;
  readonly last: string;
  readonly count: number;
}

/** R23: the last number of a range that makes a record. */
export function topOf(range: AddressRange): number {
  return Math.min(range.top.value, LAST_NUMBER);
}

/** How many records a rule makes; none when its range is reversed (R23). */
export function keyCount({ address: { form } }: AddressedRule): number {
  return form.kind === "range" ? Math.max(0, topOf(form) - form.bottom.value + 1) : 1;
}

/** The keys of a rule in the order in which they are written (R20 to R26). */
export function* keysOf(rule: AddressedRule): Generator<string> {
  const { form } = rule.address;
  if (form.kind !== "range") {
    yield keyOf(rule);
    return;
  }
  for (let number = form.bottom.value; number <= topOf(form); number++) yield form.head + number + form.tail;
}

/**
 * The address that matches exactly the hosts of an IPv4 network: a prefix, or a range of the octet that the network
 * cuts through.
 */
export function networkAddress(octets: readonly number[], bits: number): string {
  const whole = octets.slice(0, bits >> 3).join(".");
  const head = whole === "" ? "" : `${whole}.`;
  if (bits === 32) return whole;
  if (bits % 8 === 0) return head;
  const size = 1 << (8 - (bits % 8));
  const bottom = octets[bits >> 3] & ~(size - 1);
  return `${head}${bottom}-${bottom + size - 1}${bits > 24 ? "" : "."}`;
}

/** Data of a rule's records (R30). */
export function dataOf(rule: Pick<RuleLine, "instruction" | "variables">): string {
  const variables = rule.variables.map(({ name, value }) => `+${name.text}=${value.text}\0`);
  return (rule.instruction.kind === "deny" ? "D\0" : "") + variables.join("");
}

/** Every record of the compiled file in its order (R31), those of later equal keys included. */
export function* recordsOf(table: AccessTable): Generator<AccessRecord> {
  for (const rule of table.rules) {
    const data = dataOf(rule);
    for (const key of keysOf(rule)) yield { key, data, rule };
  }
}

/** The rule whose record is found for a key: the first that makes it. */
export function ruleFor(table: AccessTable, key: string): RuleLine | undefined {
  const index = table.firstRule(key);
  return index === undefined ? undefined : table.rule(index);
}

/** What earlier rules have taken from the rule with an index, in stretches of one winner each. */
export function lostKeys(table: AccessTable, index: number): LostKeys[] {
  const lost: LostKeys[] = [];
  let winnerBefore: number | undefined;
  for (const key of keysOf(table.rule(index))) {
    const winner = table.firstRule(key)!;
    const open = winner === winnerBefore ? lost.pop() : undefined;
    if (winner < index) {
      const first = open?.first ?? key;
      lost.push({ winner: open?.winner ?? table.rule(winner), first, last: key, count: (open?.count ?? 0) + 1 });
      winnerBefore = winner;
    } else winnerBefore = undefined;
  }
  return lost;
}

/** The keys that a server asks for, in its order; the first that exists decides (R40, section 11). */
export function keysAsked({ ip, host, info }: Client, dialect: Dialect): string[] {
  const address = dialect === "ucspi-tcp6" ? normalAddress(ip) : ip;
  const keys: string[] = [];
  if (info !== undefined) keys.push(`${info}@${address}`);
  if (info !== undefined && host !== undefined) keys.push(`${info}@=${host}`);
  keys.push(address);
  if (host !== undefined) keys.push(`=${host}`);
  keys.push(...prefixes(address, dialect));
  if (dialect === "ucspi-tcp6") keys.push(...networkKeys(ip));
  if (host !== undefined) keys.push(...suffixes(host), "=");
  keys.push("");
  return keys;
}

/** Step 5: the address cut behind each dot, long to short; with the IPv6 patch also behind each colon. */
function* prefixes(ip: string, dialect: Dialect): Generator<string> {
  if (dialect === "ucspi-tcp6" && ip.includes(":")) return;
  for (let end = ip.length; end > 0; end--) {
    const byte = ip[end - 1];
    if (byte === "." || (byte === ":" && dialect === "ucspi-tcp-ipv6")) yield ip.slice(0, end);
  }
}

/** Step 6: the host from each dot on, long to short. */
function* suffixes(host: string): Generator<string> {
  for (let dot = host.indexOf("."); dot >= 0; dot = host.indexOf(".", dot + 1)) yield `=${host.slice(dot)}`;
}

/** Asks the table as tcpserver does; undefined when no key exists: then the client is allowed, without variables. */
export function lookUp(table: AccessTable, client: Client): Match | undefined {
  for (const key of keysAsked(client, table.dialect)) {
    const rule = ruleFor(table, key);
    if (rule) return { key, rule, verdict: verdictOf(dataOf(rule)) };
  }
  return undefined;
}

/** The items of a record's data: they end at NUL, so that one inside a value begins another item. */
export function itemsOf(data: string): string[] {
  return data.split("\0").slice(0, -1);
}

/** How the server reads the data of a record. */
export function verdictOf(data: string): Verdict {
  const variables: [string, string][] = [];
  for (const item of itemsOf(data)) {
    if (item.startsWith("D")) return { allow: false, variables };
    const equals = item.indexOf("=");
    // R53: an item without `=` is passed over.
    if (item.startsWith("+") && equals > 0) variables.push([item.slice(1, equals), item.slice(equals + 1)]);
  }
  return { allow: true, variables };
}
