/**
 * The rules of a source in columns, and which of equal keys counts. A rule is a number, counted in the order of the
 * source; its line is parsed when somebody looks at it. Specification sections 3 and 6.
 */
import { parseAddress } from "djblint-grammars/tcprules/address";
import type { Dialect } from "djblint-grammars/tcprules/fields";
import { parseLine } from "djblint-grammars/tcprules/parser";
import { RuleScanner, splitAt } from "djblint-grammars/tcprules/scanner";
import { TailMemory } from "djblint-grammars/tcprules/tails";
import type { Address, AddressRange, FaultLine, RuleLine, SourceLine } from "djblint-grammars/tcprules/tree";
import { encodeLatin1, LineStarts, type SourceText } from "djblint-grammars/text";
import { enlarged } from "../columns.js";
import { AddressKind, addressKind, isDead, mayBeForAddresses } from "./access-address.js";
import { VariableFault } from "./access-variables.js";
import { endsInReturn } from "./ends-in-return.js";
import { Ipv4Key, LONGEST_IPV4_KEY, writeIpv4Key } from "./ipv4-key.js";
import { Ipv4Keys } from "./ipv4-keys.js";
import { hashBytes, KeyIndex } from "./key-index.js";
import { plainAddressKind } from "./plain-address.js";
import { RangeIndex } from "./range-index.js";
import { RuleLines } from "./rule-lines.js";
import { keyOf } from "./stored-key.js";
import { TailReader, type TailTraits } from "./tail-traits.js";

const COLON = 58;
/** With the line feed; most rules take no less. */
const BYTES_A_RULE = 16;
/** Large files are mostly about addresses. */
const BYTES_A_NAME = 128;
const KINDS = Object.keys(AddressKind).length;

export class AccessTable {
  /** How many rules there are. */
  count = 0;
  /** The first line that tcprules does not get past; then it makes no table at all. */
  stop: FaultLine | undefined;
  /** Numbers of the lines that make no rule. */
  readonly faults: number[] = [];
  /** Rules of which earlier ones have taken a key, or all, in order. */
  readonly losers: readonly number[];
  /** Rules that give RELAYCLIENT. */
  readonly relaying: number[] = [];
  /** Rules with faults of their variables, which are bits. */
  readonly faultyVariables: { readonly rule: number; readonly faults: number }[] = [];
  /** Whether a rule allows anything. */
  allows = false;
  /** The IPv4 addresses and prefixes that rules are for, but for those of `otherAddresses`. */
  readonly ipv4Keys: Ipv4Keys;
  /** Rules for addresses that are written in any other way. */
  readonly otherAddresses: number[] = [];
  private readonly ruleLines = new RuleLines();
  private kinds: Uint8Array;
  private readonly kindCounts: number[] = new Array(KINDS).fill(0);
  private readonly keys: KeyIndex;
  /** Those that `ipv4Keys` does not have. */
  private readonly ranges: RangeIndex;
  private readonly rulesWithRange: number[] = [];
  /** Keys that are not stored as they are written: only ucspi-tcp6 has such. */
  private readonly normalKeys = new Map<string, number>();
  private readonly ipv4Key = new Ipv4Key();
  private readonly tails = new TailReader();
  /** For lines that somebody looks at. */
  private readonly scanner: RuleScanner;
  /** Rules that somebody looked at. */
  private readonly parsed = new Map<number, RuleLine>();
  private allParsed: readonly RuleLine[] | undefined;
  private someEndInReturn: boolean | undefined;

  constructor(
    private readonly text: SourceText,
    readonly dialect: Dialect,
  ) {
    const { bytes } = text;
    const expected = Math.ceil(bytes.length / BYTES_A_RULE) + 1;
    this.kinds = new Uint8Array(expected);
    this.ipv4Keys = new Ipv4Keys(expected);
    this.keys = new KeyIndex(bytes, Math.ceil(bytes.length / BYTES_A_NAME));
    this.ranges = new RangeIndex(bytes);
    this.scanner = new RuleScanner(bytes);
    const losers: number[] = [];
    this.read(losers);
    this.settle(losers);
    this.losers = [...new Set(losers)].sort((a, b) => a - b);
  }

  /** All lines, those behind one that stops tcprules too. */
  private read(losers: number[]): void {
    const { text, dialect } = this;
    const scanner = new RuleScanner(text.bytes);
    const starts = new LineStarts(text.bytes.length);
    const tails = new TailMemory<TailTraits>();
    while (scanner.advance()) {
      starts.add(scanner.start);
      if (scanner.isComment || scanner.isEmpty) {
        this.ruleLines.addOther(this.count);
        continue;
      }
      const split = splitAt(scanner, dialect);
      const tail =
        split < 0 ? undefined : (tails.find(text.bytes, split, scanner.end) ?? this.readTail(scanner, split, tails));
      if (tail === undefined || !this.addRule(scanner, split, tail, losers)) this.addFault(scanner);
    }
    text.takeLineStarts(starts);
  }

  /** What stands behind the split; undefined when the line cannot be parsed. */
  private readTail(line: RuleScanner, split: number, tails: TailMemory<TailTraits>): TailTraits | undefined {
    if (parseAddress(line.bytes, line.start, split, this.dialect).kind === "fault") return undefined;
    const traits = this.tails.read(line, split);
    if (traits) tails.keep(line.bytes, split, line.end, () => traits);
    return traits;
  }

  private addFault(line: RuleScanner): void {
    this.ruleLines.addOther(this.count);
    this.faults.push(line.line);
    if (this.stop) return;
    const fault = parseLine(line, this.dialect) as FaultLine;
    if (fault.effect !== "skips") this.stop = fault;
  }

  /** False when the address stops tcprules. */
  private addRule(line: RuleScanner, split: number, tail: TailTraits, losers: number[]): boolean {
    const { ipv4Key, count: rule } = this;
    const { bytes } = line;
    const isPlain = bytes[split] === COLON;
    if (ipv4Key.read(bytes, line.start, split)) {
      this.add(isPlain ? ipv4Key.kind : AddressKind.CommaForColon, tail);
      this.ipv4Keys.add(ipv4Key.octets, ipv4Key.first, ipv4Key.last, rule);
      return true;
    }
    const plain = isPlain ? plainAddressKind(bytes, line.start, split) : undefined;
    if (plain !== undefined) {
      this.add(plain, tail);
      if (plain === AddressKind.Default) this.otherAddresses.push(rule);
      if (this.addWritten(rule, line.start, split)) losers.push(rule);
      return true;
    }
    const address = this.addressAt(line, split);
    if (address === undefined) return false;
    const kind = isPlain ? addressKind(address, this.dialect) : AddressKind.CommaForColon;
    this.add(kind, tail);
    if (mayBeForAddresses(kind)) this.otherAddresses.push(rule);
    if (this.addKeys(rule, address) && !isDead(kind)) losers.push(rule);
    return true;
  }

  /** The address of a line; undefined when it stops tcprules. */
  private addressAt(line: RuleScanner, split: number): Address | undefined {
    const form = parseAddress(line.bytes, line.start, split, this.dialect);
    if (form.kind === "fault") return undefined;
    return { start: line.start, end: split, text: line.text(line.start, split), form };
  }

  private add(kind: AddressKind, { allows, relays, faults }: TailTraits): void {
    if (this.count === this.kinds.length) this.kinds = enlarged(this.kinds, 0);
    if (allows) this.allows = true;
    if (relays) this.relaying.push(this.count);
    this.kinds[this.count] = kind;
    this.kindCounts[kind]++;
    if (faults !== VariableFault.None) this.faultyVariables.push({ rule: this.count, faults });
    this.count++;
  }

  /** Adds the keys of a rule and says whether earlier rules have one of them. */
  private addKeys(rule: number, address: Address): boolean {
    if (address.form.kind === "text") return this.addWritten(rule, address.start, address.end);
    if (address.form.kind === "range") return this.addRange(rule, address, address.form);
    const key = keyOf({ address });
    const isTaken = this.firstRule(key) !== undefined;
    if (!this.normalKeys.has(key)) this.normalKeys.set(key, rule);
    return isTaken;
  }

  private addRange(rule: number, address: Address, range: AddressRange): boolean {
    let isTaken = false;
    this.ranges.eachKey(address, range, (bytes, length, hash) => {
      isTaken ||= this.firstWithBytes(bytes, length, hash) !== undefined;
    });
    this.ranges.add(rule, address, range);
    this.rulesWithRange.push(rule);
    return isTaken;
  }

  /** R42: the first of equal keys wins. */
  private addWritten(rule: number, start: number, end: number): boolean {
    const { bytes } = this.text;
    const hash = hashBytes(bytes, start, end);
    if (this.keys.add(rule, start, end, hash) !== undefined) return true;
    return this.ranges.find(bytes, start, end, hash) !== undefined;
  }

  /** Which rules lose IPv4 keys is known when all of them are there. */
  private settle(losers: number[]): void {
    this.ipv4Keys.settle((rule) => losers.push(rule));
    // Ranges in the middle of addresses make such keys too.
    if (this.rulesWithRange.length === 0) return;
    const bytes = new Uint8Array(LONGEST_IPV4_KEY);
    this.ipv4Keys.remove((octets, key, rule) => {
      const length = writeIpv4Key(octets, key, bytes);
      const taker = this.ranges.find(bytes, 0, length, hashBytes(bytes, 0, length));
      const isLost = taker !== undefined && taker < rule;
      if (isLost) losers.push(rule);
      return isLost;
    });
    for (const rule of this.rulesWithRange) {
      const address = this.address(rule);
      if (isDead(this.kind(rule))) continue;
      this.ranges.eachKey(address, address.form as AddressRange, (key, length) => {
        const taker = this.firstWithIpv4(key, length);
        if (taker !== undefined && taker < rule) losers.push(rule);
      });
    }
  }

  /** The first rule that makes a key. */
  firstRule(key: string): number | undefined {
    const bytes = encodeLatin1(key);
    const written = this.firstWithBytes(bytes, bytes.length, hashBytes(bytes, 0, bytes.length));
    return earlier(earlier(written, this.firstWithIpv4(bytes, bytes.length)), this.normalKeys.get(key));
  }

  private firstWithBytes(bytes: Uint8Array, length: number, hash: number): number | undefined {
    return earlier(this.keys.find(bytes, 0, length, hash), this.ranges.find(bytes, 0, length, hash));
  }

  private firstWithIpv4(bytes: Uint8Array, length: number): number | undefined {
    const { ipv4Key } = this;
    if (!ipv4Key.read(bytes, 0, length) || ipv4Key.isRange) return undefined;
    return this.ipv4Keys.find(ipv4Key.octets, ipv4Key.first);
  }

  /** The same object for each call. */
  rule(index: number): RuleLine {
    const known = this.parsed.get(index);
    if (known) return known;
    const rule = this.lineAt(this.ruleLines.lineOf(index)) as RuleLine;
    this.parsed.set(index, rule);
    return rule;
  }

  /** The rule that stands in a line. */
  ruleAt(line: number): number | undefined {
    const rule = this.ruleLines.ruleAt(line);
    return rule !== undefined && rule < this.count ? rule : undefined;
  }

  /** The address of a rule, without a look at the rest of its line. */
  address(index: number): Address {
    const { scanner } = this;
    const line = this.ruleLines.lineOf(index);
    scanner.seek(line, this.text.lines.start(line));
    return this.addressAt(scanner, splitAt(scanner, this.dialect))!;
  }

  /** All rules, in order. */
  get rules(): readonly RuleLine[] {
    this.allParsed ??= Array.from({ length: this.count }, (_, index) => this.rule(index));
    return this.allParsed;
  }

  /** All rules, in order, for one look at each: nothing is kept, because a large file has many. */
  *eachRule(): Generator<RuleLine> {
    for (let index = 0; index < this.count; index++) {
      yield this.parsed.get(index) ?? (this.lineAt(this.ruleLines.lineOf(index)) as RuleLine);
    }
  }

  /** Whether there are lines that would be rules without the carriage return at their end. */
  get hasReturns(): boolean {
    this.someEndInReturn ??= this.faults.some((line) => endsInReturn(this.fault(line)));
    return this.someEndInReturn;
  }

  /** The names of all variables that rules set. */
  get variableNames(): ReadonlySet<string> {
    return this.tails.names;
  }

  /** What the address of a rule is. */
  kind(index: number): AddressKind {
    return this.kinds[index] as AddressKind;
  }

  /** How many rules have an address of a kind. */
  countOf(kind: AddressKind): number {
    return this.kindCounts[kind];
  }

  fault(line: number): FaultLine {
    return this.lineAt(line) as FaultLine;
  }

  lineAt(line: number): SourceLine {
    this.scanner.seek(line, this.text.lines.start(line));
    return parseLine(this.scanner, this.dialect);
  }
}

function earlier(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}
