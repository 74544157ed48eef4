/**
 * What a tcprules source means: the keys and data that its lines make, which of equal keys counts, and what a server
 * asks for. Keys and data are texts with one character for each byte. Specification sections 3, 4 and 6.
 */
import { parseIpv4, parseIpv6 } from "djblint-grammars/tcprules/address";
import type { Dialect } from "djblint-grammars/tcprules/fields";
import { parseSource } from "djblint-grammars/tcprules/parser";
import type { Address, AddressRange, FaultLine, RuleLine, SourceLine } from "djblint-grammars/tcprules/tree";
import { printable, type SourceText, type Span } from "djblint-grammars/text";

/** R23: a number of a range that is larger counts as this. */
const LAST_NUMBER = 255;

/** A tcprules source: its lines and what they mean. */
export interface AccessFile {
  readonly text: SourceText;
  readonly dialect: Dialect;
  /** The dialect was not set, but taken from what the file holds. */
  readonly guessed: boolean;
  readonly lines: readonly SourceLine[];
  /** Lines that would be rules without the carriage return at their end. */
  readonly returns: readonly FaultLine[];
  readonly table: AccessTable;
  readonly site: Site;
}

/** What the settings say of the host: its own addresses and the networks that may relay, as addresses or CIDR. */
export interface Site {
  readonly addresses: readonly string[];
  readonly trusted: readonly string[];
}

const UNKNOWN_SITE: Site = { addresses: [], trusted: [] };

/** All rules of a source in order, with an index of their keys. Ranges are not written out: a file may hold many. */
export interface AccessTable {
  readonly dialect: Dialect;
  readonly rules: readonly RuleLine[];
  /** The first line that tcprules does not get past; then it makes no table at all. */
  readonly stop: FaultLine | undefined;
  /** Key to the first rule that makes it, ranges apart. */
  readonly keys: ReadonlyMap<string, number>;
  /** Head and tail of a range to the first rule for each number, counted from 1. */
  readonly ranges: ReadonlyMap<string, Uint32Array>;
  /** How many dots stand in front of the numbers of ranges, each once. */
  readonly rangeDepths: readonly number[];
}

/** What a rule must have to have keys. */
export interface AddressedRule {
  readonly address: Pick<Address, "text" | "form">;
}

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

/** Reads a source; a dialect that is not set is guessed. */
export function readAccess(text: SourceText, dialect?: Dialect, site = UNKNOWN_SITE): AccessFile {
  const assumed = dialect ?? "ucspi-tcp";
  const lines = [...parseSource(text.bytes, assumed)];
  if (dialect === undefined && lines.some(isIpv6Rule)) {
    return { ...readAccess(text, "ucspi-tcp-ipv6", site), guessed: true };
  }
  const returns = lines.filter((line) => line.kind === "fault").filter(endsInReturn);
  const table = buildAccess(lines, assumed);
  return { text, dialect: assumed, guessed: dialect === undefined, lines, returns, table, site };
}

/** Whether nothing but a carriage return keeps a line from being a rule. */
export function endsInReturn({ fault, guilty, text }: FaultLine): boolean {
  return fault === "separator" && guilty.end - guilty.start === 1 && text.endsWith("\r");
}

/** A line at which the original stops and for which the IPv6 patch was made. */
function isIpv6Rule(line: SourceLine): boolean {
  if (line.kind !== "fault" || line.ipv6 !== "reads") return false;
  const address = line.text.slice(0, line.text.search(/:(allow|deny)/));
  return address.includes(":") && IPV6_ADDRESS.test(address);
}

const IPV6_ADDRESS = /^([^:@=]*@)?[\da-f:./]+$/i;

/** A stretch of a file as a message may show it. */
export function shown(file: AccessFile, span: Span): string {
  return printable(file.text.slice(span));
}

/** Builds the table; lines after one that stops tcprules count as if it were not there. */
export function buildAccess(lines: Iterable<SourceLine>, dialect: Dialect): AccessTable {
  const rules: RuleLine[] = [];
  const keys = new Map<string, number>();
  const ranges = new Map<string, Uint32Array>();
  const depths = new Set<number>();
  let stop: FaultLine | undefined;
  for (const line of lines) {
    if (line.kind === "fault" && line.effect !== "skips") stop ??= line;
    if (line.kind !== "rule") continue;
    const index = rules.push(line) - 1;
    if (line.address.form.kind !== "range") addKey(keys, keyOf(line), index);
    else if (addRange(ranges, line.address.form, index)) depths.add(countDots(line.address.form.head));
  }
  return { dialect, rules, stop, keys, ranges, rangeDepths: [...depths] };
}

/** R42: the first of equal keys wins. */
function addKey(keys: Map<string, number>, key: string, index: number): void {
  if (!keys.has(key)) keys.set(key, index);
}

function addRange(ranges: Map<string, Uint32Array>, range: AddressRange, index: number): boolean {
  const top = topOf(range);
  if (range.bottom.value > top) return false;
  const id = rangeId(range.head, range.tail);
  const owners = ranges.get(id) ?? new Uint32Array(LAST_NUMBER + 1);
  ranges.set(id, owners);
  for (let number = range.bottom.value; number <= top; number++) if (owners[number] === 0) owners[number] = index + 1;
  return true;
}

/** The head of a range holds no `-`, so that this tells all ranges apart (R21). */
function rangeId(head: string, tail: string): string {
  return `${head}-${tail}`;
}

function countDots(text: string): number {
  return text.split(".").length - 1;
}

/** R23: the last number of a range that makes a record. */
export function topOf(range: AddressRange): number {
  return Math.min(range.top.value, LAST_NUMBER);
}

/** How many records a rule makes; none when its range is reversed (R23). */
export function keyCount({ address: { form } }: RuleLine): number {
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

function keyOf({ address: { form, text } }: AddressedRule): string {
  if (form.kind === "network") return networkKey(form.octets, form.bits);
  return form.kind === "ipv6" ? form.head + normalIpv6(form.octets) : text;
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
export function dataOf(rule: RuleLine): string {
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
  const index = firstRule(table, key);
  return index === undefined ? undefined : table.rules[index];
}

function firstRule(table: AccessTable, key: string): number | undefined {
  let first = table.keys.get(key);
  for (const depth of table.rangeDepths) {
    const index = firstInRanges(table, key, depth);
    if (index !== undefined && (first === undefined || index < first)) first = index;
  }
  return first;
}

/** The first range with its number behind so many dots that makes a key. */
function firstInRanges(table: AccessTable, key: string, depth: number): number | undefined {
  let left = 0;
  for (let dots = 0; dots < depth; dots++) {
    left = key.indexOf(".", left) + 1;
    if (left === 0) return undefined;
  }
  const dot = key.indexOf(".", left);
  const right = dot < 0 ? key.length : dot;
  const digits = key.slice(left, right);
  // R24: numbers are written without leading zeros.
  if (!/^(0|[1-9]\d{0,2})$/.test(digits)) return undefined;
  const owner = table.ranges.get(rangeId(key.slice(0, left), key.slice(right)))?.[Number(digits)];
  return owner ? owner - 1 : undefined;
}

/** What earlier rules have taken from the rule with an index, in stretches of one winner each. */
export function lostKeys(table: AccessTable, index: number): LostKeys[] {
  const lost: LostKeys[] = [];
  let winnerBefore: number | undefined;
  for (const key of keysOf(table.rules[index])) {
    const winner = firstRule(table, key)!;
    const open = winner === winnerBefore ? lost.pop() : undefined;
    if (winner < index) {
      lost.push({ winner: table.rules[winner], first: open?.first ?? key, last: key, count: (open?.count ?? 0) + 1 });
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

function normalAddress(ip: string): string {
  const octets = ip.includes(":") ? parseIpv6(ip) : undefined;
  return octets ? normalIpv6(octets) : ip;
}

/** The spelling in which ucspi-tcp6 stores IPv6 addresses: eight groups of four capital digits. */
function normalIpv6(octets: readonly number[]): string {
  const pairs = octets.map((octet) => octet.toString(16).toUpperCase().padStart(2, "0"));
  return pairs.map((pair, n) => (n % 2 === 0 && n > 0 ? `:${pair}` : pair)).join("");
}

/** Marks of the bits that are set in an IPv4 network of ucspi-tcp6, by position. */
const IPV4_MARKS = "abcdefghijklmnopqrstuvwxyz123456";
/** Mark of the first bit that is set in an IPv6 network of ucspi-tcp6; each further one is the next byte. */
const IPV6_MARK = 96;

/** How ucspi-tcp6 stores a network: a string of its bits (section 11; read in its source, not measured). */
function networkKey(octets: readonly number[], bits: number): string {
  let key = octets.length === 4 ? "_" : "^";
  for (let bit = 0, set = 0; bit < bits; bit++) {
    if ((octets[bit >> 3] & (0x80 >> (bit & 7))) === 0) key += "0";
    else key += octets.length === 4 ? IPV4_MARKS[bit] : String.fromCharCode(IPV6_MARK + set++);
  }
  return key;
}

/** The networks that hold an address, long to short. */
function networkKeys(ip: string): string[] {
  const octets = ip.includes(":") ? parseIpv6(ip) : parseIpv4(ip);
  if (octets === undefined) return [];
  return Array.from({ length: octets.length * 8 }, (_, n) => networkKey(octets, octets.length * 8 - n));
}
