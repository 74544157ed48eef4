/**
 * The compiler of tcprules sources: bytes in, a cdb out, byte for byte what tcprules writes. Specification sections 2 to
 * 4. The grammar decides; what it decided about the end of a line is remembered for the lines that end alike.
 */
import {
  type AddressFault,
  parseAddress,
  type RangeNumbers,
  readRange,
  styleOf,
} from "djblint-grammars/tcprules/address";
import { type Dialect, dialectSpec } from "djblint-grammars/tcprules/fields";
import { parseLine, planLine, type RulePlan } from "djblint-grammars/tcprules/parser";
import { RuleScanner, RuleTokens, splitAt } from "djblint-grammars/tcprules/scanner";
import { TailMemory } from "djblint-grammars/tcprules/tails";
import type { FaultLine } from "djblint-grammars/tcprules/tree";
import { LAST_NUMBER } from "../model/tcprules/access-address.js";
import { keyOf } from "../model/tcprules/stored-key.js";
import { BlockLines, type BlockSource } from "./block-lines.js";
import type { CdbSink } from "./cdb.js";
import { CdbWriter } from "./cdb-writer.js";
import type { Compiled } from "./compiled.js";
import { MemorySink } from "./memory.js";

export interface CompiledRules extends Compiled {
  /**
   * 0-based numbers of lines that make no record because they have no colon (R10). The IPv6 patch does not get past any of
   * them (R11).
   */
  readonly skipped: readonly number[];
}

/** The first line that tcprules does not get past. The sink has the records before it, and no tables. */
export interface Refused {
  readonly kind: "refused";
  readonly fault: FaultLine;
}

/** A record seldom takes less of the source. */
const BYTES_A_RECORD = 16;
/** Of a number that makes a record. */
const MOST_DIGITS = 3;
const DENY = 68;
const PLUS = 43;

/**
 * Compiles what ucspi-tcp 0.88 would, block by block. The lines of its IPv6 patch can only be told with the whole source
 * at hand (R12). `size` is that of the source in bytes, 0 where it is not known.
 */
export function compileTcprulesStream(source: BlockSource, sink: CdbSink, size: number): CompiledRules | Refused {
  return compileLines(new BlockLines(source, new RuleScanner(new Uint8Array(0))), sink, "ucspi-tcp", size);
}

function compileTcprules(source: Uint8Array, sink: CdbSink, dialect: Dialect): CompiledRules | Refused {
  const scanner = new RuleScanner(source);
  return compileLines({ scanner, advance: () => scanner.advance() }, sink, dialect, source.length);
}

interface Lines {
  readonly scanner: RuleScanner;
  advance(): boolean;
}

function compileLines(lines: Lines, sink: CdbSink, dialect: Dialect, size: number): CompiledRules | Refused {
  const { scanner } = lines;
  const writer = new CdbWriter(sink, Math.ceil(size / BYTES_A_RECORD) + 16);
  const compiler = new LineCompiler(scanner, dialect, writer);
  while (lines.advance()) {
    if (compiler.compile()) continue;
    const fault = parseLine(scanner, dialect);
    // Only a fault is not compiled.
    if (fault.kind !== "fault") continue;
    writer.flush();
    return { kind: "refused", fault };
  }
  const bytes = writer.finish();
  return { kind: "compiled", records: writer.records, bytes, skipped: compiler.skipped };
}

/** Writes the records of lines. */
class LineCompiler {
  readonly skipped: number[] = [];
  private readonly tokens = new RuleTokens<RulePlan>();
  /** R30: the data of records by what stands behind the split. */
  private readonly tails = new TailMemory<Uint8Array>();
  private scratch = new Uint8Array(256);

  constructor(
    private readonly line: RuleScanner,
    private readonly dialect: Dialect,
    private readonly writer: CdbWriter,
  ) {}

  /** The line at which the scanner stands; false when tcprules does not get past it. */
  compile(): boolean {
    const { line, dialect, tails } = this;
    if (line.isComment || line.isEmpty) return true;
    const split = splitAt(line, dialect);
    if (split < 0) return this.skip();
    const data = tails.find(line.bytes, split, line.end) ?? this.readData(split);
    if (data === undefined) return false;
    switch (styleOf(line.bytes, line.start, split, dialect)) {
      case "text":
        this.writeRecord(split, data);
        return true;
      case "range":
        return this.writeRange(readRange(line.bytes, line.start, split), split, data);
      case "normalized":
        return this.writeNormalized(split, data);
    }
  }

  private skip(): boolean {
    this.skipped.push(this.line.line);
    return dialectSpec(this.dialect).withoutSplit === "skips";
  }

  /** Undefined when it cannot be parsed; good until the next line is read. */
  private readData(split: number): Uint8Array | undefined {
    const { line, tokens, tails } = this;
    const plan = planLine(line, split, tokens);
    if (plan.fault) return undefined;
    if (this.scratch.length < line.end - line.start) this.scratch = new Uint8Array((line.end - line.start) * 2);
    const data = this.scratch.subarray(0, encodeData(line.bytes, plan, tokens, this.scratch));
    tails.keep(line.bytes, split, line.end, () => data.slice());
    return data;
  }

  /** For an address that is stored as it stands. */
  private writeRecord(split: number, data: Uint8Array): void {
    const { line, writer } = this;
    writer.begin(split - line.start + data.length);
    writer.copy(line.bytes, line.start, split);
    writer.end(data);
  }

  /** R23, R24. False for a range that cannot be parsed. */
  private writeRange(range: RangeNumbers | AddressFault, split: number, data: Uint8Array): boolean {
    if (range.kind === "fault") return false;
    const { line, writer } = this;
    const room = split - line.start + MOST_DIGITS + data.length;
    const last = Math.min(range.top, LAST_NUMBER);
    for (let number = range.bottom; number <= last; number++) {
      writer.begin(room);
      writer.copy(line.bytes, line.start, range.left);
      writer.putNumber(number);
      writer.copy(line.bytes, range.right, split);
      writer.end(data);
    }
    return true;
  }

  /** For an address that is spelt otherwise in the database. False when it cannot be parsed. */
  private writeNormalized(split: number, data: Uint8Array): boolean {
    const { line, dialect, writer } = this;
    const form = parseAddress(line.bytes, line.start, split, dialect);
    if (form.kind === "fault") return false;
    const key = keyOf({ address: { text: line.text(line.start, split), form } });
    writer.begin(key.length + data.length);
    writer.put(key);
    writer.end(data);
    return true;
  }
}

/** The same as `dataOf` makes of the tree of a line, which is longer. Gives the number of bytes. */
function encodeData(
  line: Uint8Array,
  { instruction, variables }: RulePlan,
  { starts, ends }: RuleTokens<RulePlan>,
  data: Uint8Array,
): number {
  let to = 0;
  if (instruction!.kind === "deny") {
    data[to++] = DENY;
    data[to++] = 0;
  }
  for (const { comma, equals, opening, closing } of variables) {
    data[to++] = PLUS;
    for (let at = ends[comma]; at < ends[equals]; at++) data[to++] = line[at];
    for (let at = ends[opening]; at < starts[closing]; at++) data[to++] = line[at];
    data[to++] = 0;
  }
  return to;
}

/** The message of tcprules without its leading `tcprules: fatal: `, one character for each byte (E1). */
export function faultMessage({ text }: FaultLine): string {
  return `unable to parse this line: ${text.split("\0", 1)[0]}`;
}

/** Database and bytes in memory. */
export function compileInMemory(
  source: Uint8Array,
  dialect: Dialect,
): { result: CompiledRules | Refused; cdb: Uint8Array } {
  const sink = new MemorySink();
  const result = compileTcprules(source, sink, dialect);
  return { result, cdb: sink.bytes() };
}
