/**
 * The rules of a source in columns, and which of equal keys counts. A rule is a number, counted in the order of the
 * source; its line is parsed when somebody looks at it. Specification sections 3 and 6.
 */
import { parseAddress } from "djblint-grammars/tcprules/address";
import type { Dialect } from "djblint-grammars/tcprules/fields";
import { parseLine } from "djblint-grammars/tcprules/parser";
import { RuleScanner, splitAt } from "djblint-grammars/tcprules/scanner";
import { TailMemory } from "djblint-grammars/tcprules/tails";
import type { Address, FaultLine, RuleLine, SourceLine } from "djblint-grammars/tcprules/tree";
import { encodeLatin1, type SourceText } from "djblint-grammars/text";
import { dataOf, verdictOf } from "./access.js";
import { AddressKind, addressKind, isDead, isDigit, LAST_NUMBER, plainAddressKind } from "./access-address.js";
import { variableFaults } from "./access-variables.js";
import { hashBytes, KeyIndex } from "./key-index.js";
import { RangeIndex } from "./range-index.js";
import { keyOf } from "./stored-key.js";
import { mayRelay } from "./variable-effects.js";

const DOT = 46;
const ZERO = 48;
const COLON = 58;
const KINDS = Object.keys(AddressKind).length;

export class AccessTable {
  /** How many rules there are. */
  count = 0;
  /** The first line that tcprules does not get past; then it makes no table at all. */
  readonly stop: FaultLine | undefined;
  /** Numbers of the lines that make no rule. */
  readonly faults: number[] = [];
  /** Rules of which earlier ones have taken a key, or all. */
  readonly losers: number[] = [];
  /** Rules that give RELAYCLIENT. */
  readonly relaying: number[] = [];
  /** The names of all variables that rules set. */
  readonly variableNames = new Set<string>();
  /** Whether a rule allows anything. */
  allows = false;
  private readonly lines: Uint32Array;
  private readonly kinds: Uint8Array;
  private readonly kindCounts: number[] = new Array(KINDS).fill(0);
  private readonly variables: Uint16Array;
  private readonly keys: KeyIndex;
  private readonly ranges: RangeIndex;
  /** Keys that are not stored as they are written: only ucspi-tcp6 has such. */
  private readonly normalKeys = new Map<string, number>();
  /** For lines that somebody looks at. */
  private readonly scanner: RuleScanner;
  /** Rules that somebody looked at. */
  private readonly parsed: RuleLine[];
  private isParsed = false;

  constructor(
    private readonly text: SourceText,
    readonly dialect: Dialect,
  ) {
    const { count } = text.lines;
    this.lines = new Uint32Array(count);
    // An array that grows from holes would be slow.
    this.parsed = new Array(count);
    this.kinds = new Uint8Array(count);
    this.variables = new Uint16Array(count);
    this.keys = new KeyIndex(text.bytes, count);
    this.ranges = new RangeIndex(text.bytes);
    this.scanner = new RuleScanner(text.bytes);
    this.stop = this.read();
  }

  /** All lines, those behind one that stops tcprules too. */
  private read(): FaultLine | undefined {
    const { text, dialect } = this;
    const scanner = new RuleScanner(text.bytes);
    const tails = new TailMemory<Tail>();
    let stop: FaultLine | undefined;
    while (scanner.advance()) {
      if (scanner.isComment || scanner.isEmpty) continue;
      const split = splitAt(scanner, dialect);
      const known = split < 0 ? undefined : tails.find(text.bytes, split, scanner.end);
      const isPlain = known !== undefined && text.bytes[split] === COLON;
      const kind = isPlain ? plainAddressKind(text.bytes, scanner.start, split) : undefined;
      const rule = this.count;
      if (known && kind !== undefined) {
        this.add(scanner.line, kind, known);
        if (this.addWritten(rule, scanner.start, split)) this.losers.push(rule);
        continue;
      }
      const address = known && this.addressAt(scanner, split);
      if (known && address) {
        this.addRule(scanner.line, address, known);
        continue;
      }
      const line = parseLine(scanner, dialect);
      if (line.kind === "rule") {
        const tail = tailOf(line);
        for (const { name } of line.variables) this.variableNames.add(name.text);
        tails.keep(text.bytes, split, scanner.end, () => tail);
        this.addRule(scanner.line, line.address, tail);
      } else if (line.kind === "fault") {
        this.faults.push(scanner.line);
        if (line.effect !== "skips") stop ??= line;
      }
    }
    return stop;
  }

  /** The address of a line whose end is known; undefined when it stops tcprules. */
  private addressAt(line: RuleScanner, split: number): Address | undefined {
    const form = parseAddress(line.bytes, line.start, split, this.dialect);
    if (form.kind === "fault") return undefined;
    return { start: line.start, end: split, text: line.text(line.start, split), form };
  }

  private addRule(line: number, address: Address, tail: Tail): void {
    const rule = this.count;
    const kind = this.kindOf(address);
    this.add(line, kind, tail);
    if (this.addKeys(rule, address) && !isDead(kind)) this.losers.push(rule);
  }

  private kindOf(address: Address): AddressKind {
    if (this.text.bytes[address.end] !== COLON) return AddressKind.CommaForColon;
    return addressKind(address, this.dialect);
  }

  private add(line: number, kind: AddressKind, { allows, relays, variables }: Tail): void {
    if (allows) this.allows = true;
    if (relays) this.relaying.push(this.count);
    this.lines[this.count] = line;
    this.kinds[this.count] = kind;
    this.kindCounts[kind]++;
    this.variables[this.count++] = variables;
  }

  /** Adds the keys of a rule and says whether earlier rules have one of them. */
  private addKeys(rule: number, address: Address): boolean {
    if (address.form.kind === "text") return this.addWritten(rule, address.start, address.end);
    if (address.form.kind === "range") return this.ranges.add(rule, address, address.form, this.isTaken);
    const key = keyOf({ address });
    const isTaken = this.firstRule(key) !== undefined;
    if (!this.normalKeys.has(key)) this.normalKeys.set(key, rule);
    return isTaken;
  }

  /** R42: the first of equal keys wins. */
  private addWritten(rule: number, start: number, end: number): boolean {
    const { bytes } = this.text;
    const hash = hashBytes(bytes, start, end);
    if (this.keys.add(rule, start, end, hash) !== undefined) return true;
    return this.ranges.find(bytes, start, end, hash) !== undefined;
  }

  /** The first rule that makes a key. */
  firstRule(key: string): number | undefined {
    const bytes = encodeLatin1(key);
    const written = this.firstWithBytes(bytes, bytes.length, hashBytes(bytes, 0, bytes.length));
    return earlier(written, this.normalKeys.get(key));
  }

  private readonly isTaken = (bytes: Uint8Array, length: number, hash: number): boolean =>
    this.firstWithBytes(bytes, length, hash) !== undefined;

  private firstWithBytes(bytes: Uint8Array, length: number, hash: number): number | undefined {
    return earlier(this.keys.find(bytes, 0, length, hash), this.ranges.find(bytes, 0, length, hash));
  }

  /** The same object for each call. */
  rule(index: number): RuleLine {
    this.parsed[index] ??= this.lineAt(this.lines[index]) as RuleLine;
    return this.parsed[index];
  }

  /** The rule that stands in a line. */
  ruleAt(line: number): number | undefined {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.lines[middle] < line) low = middle + 1;
      else high = middle;
    }
    return low < this.count && this.lines[low] === line ? low : undefined;
  }

  /** The address of a rule, without a look at the rest of its line. */
  address(index: number): Address {
    const { scanner } = this;
    const line = this.lines[index];
    scanner.seek(line, this.text.lines.start(line));
    return this.addressAt(scanner, splitAt(scanner, this.dialect))!;
  }

  /** All rules, in order. */
  get rules(): readonly RuleLine[] {
    if (!this.isParsed) for (let index = 0; index < this.count; index++) this.rule(index);
    this.isParsed = true;
    this.parsed.length = this.count;
    return this.parsed;
  }

  /** All rules, in order, for one look at each: nothing is kept, because a large file has many. */
  *eachRule(): Generator<RuleLine> {
    for (let index = 0; index < this.count; index++) {
      yield this.parsed[index] ?? (this.lineAt(this.lines[index]) as RuleLine);
    }
  }

  /** What the address of a rule is. */
  kind(index: number): AddressKind {
    return this.kinds[index] as AddressKind;
  }

  /** How many rules have an address of a kind. */
  countOf(kind: AddressKind): number {
    return this.kindCounts[kind];
  }

  /** Faults of the variables of a rule, as bits. */
  variableFaults(index: number): number {
    return this.variables[index];
  }

  /**
   * The two first numbers of an IPv4 address as one. Undefined for rules that begin otherwise: only a look at them tells
   * whether they are for addresses.
   */
  block(index: number): number | undefined {
    return leadingNumbers(this.text.bytes, this.text.lines.start(this.lines[index]));
  }

  fault(line: number): FaultLine {
    return this.lineAt(line) as FaultLine;
  }

  lineAt(line: number): SourceLine {
    this.scanner.seek(line, this.text.lines.start(line));
    return parseLine(this.scanner, this.dialect);
  }
}

/** What an instruction and its variables say, whatever stands in front of them. */
interface Tail {
  readonly allows: boolean;
  /** Gives RELAYCLIENT. */
  readonly relays: boolean;
  /** Faults of the variables, as bits. */
  readonly variables: number;
}

function tailOf(line: RuleLine): Tail {
  const relays = line.variables.length > 0 && mayRelay(verdictOf(dataOf(line)));
  return { allows: line.instruction.kind === "allow", relays, variables: variableFaults(line) };
}

/** Two numbers up to 255, each with a dot behind it, as 256 times the first and the second. */
function leadingNumbers(bytes: Uint8Array, start: number): number | undefined {
  let at = start;
  let block = 0;
  for (let numbers = 0; numbers < 2; numbers++) {
    const from = at;
    let number = 0;
    while (at < from + 4 && isDigit(bytes[at])) number = number * 10 + bytes[at++] - ZERO;
    if (at === from || number > LAST_NUMBER || bytes[at++] !== DOT) return undefined;
    block = block * 256 + number;
  }
  return block;
}

function earlier(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}
