/**
 * The compiler of tinydns `data`: bytes in, `data.cdb` out, byte for byte what tinydns-data writes. Works in blocks,
 * so memory holds an index of the records and nothing else.
 */
import { type Dialect, hasLineType, lineTypeOf } from "djblint-grammars/tinydns/fields";
import { HASH, LineScanner, MINUS } from "djblint-grammars/tinydns/scanner";
import { CdbIndex, type CdbSink, HEAD_SIZE } from "./cdb.js";
import { Expander, type Fault, PROHIBITED } from "./expand.js";

/** Fills a buffer from an offset on; returns the number of bytes, 0 at the end. */
export type BlockSource = (buffer: Uint8Array, offset: number) => number;

export interface CompileOptions {
  readonly dialect: Dialect;
  /** See `defaultSerial`. */
  readonly serial: number;
  /** Size of the source in bytes, if known; a hint for the size of the index. */
  readonly size?: number;
}

export interface Compiled {
  readonly kind: "compiled";
  readonly records: number;
  /** Size of the database in bytes. */
  readonly bytes: number;
}

/** The first line at which tinydns-data stops. */
export interface Refused {
  readonly kind: "refused";
  /** 0-based. */
  readonly line: number;
  readonly fault: Fault;
  /** Bytes of records before that line (E5: they decide what is left in data.tmp). */
  readonly recordBytes: number;
}

const BLOCK = 1 << 20;
const LF = 10;
/** A record takes at least this much of a source line. */
const BYTES_A_RECORD = 24;

export function compileTinydns(source: BlockSource, sink: CdbSink, options: CompileOptions): Compiled | Refused {
  const expander = new Expander(options.dialect, options.serial);
  const index = new CdbIndex(Math.ceil((options.size ?? 0) / BYTES_A_RECORD) + 16);
  const { out, starts, hashes } = expander;
  const lines = new BlockLines(source);
  let flushed = HEAD_SIZE;
  while (lines.advance()) {
    const before = out.at;
    const fault = expandLine(expander, lines.scanner, options.dialect);
    if (fault) return { kind: "refused", line: lines.scanner.line, fault, recordBytes: flushed - HEAD_SIZE + before };
    for (let record = 0; record < expander.count; record++) index.add(hashes[record], flushed + starts[record]);
    if (out.at >= BLOCK) {
      sink.append(out.bytes.subarray(0, out.at));
      flushed += out.at;
      out.at = 0;
    }
  }
  if (out.at > 0) sink.append(out.bytes.subarray(0, out.at));
  const bytes = index.finish(flushed + out.at, sink);
  return { kind: "compiled", records: index.count, bytes };
}

/** L3, L4: blank and skipped lines publish nothing; everything else needs a type that the dialect has. */
export function expandLine(expander: Expander, line: LineScanner, dialect: Dialect): Fault | undefined {
  const { code } = line;
  if (code < 0 || code === HASH || code === MINUS) {
    expander.count = 0;
    return undefined;
  }
  const type = hasLineType(dialect, code) ? lineTypeOf(code) : undefined;
  if (type === undefined) return { kind: "unrecognized" };
  return expander.expand(line, type) ? undefined : expander.fault;
}

/** Lines of a source that is read block by block; an unfinished line moves to the front of the next block. */
class BlockLines {
  readonly scanner: LineScanner;
  private buffer = new Uint8Array(BLOCK);
  private filled = 0;
  private whole = 0;
  private ended = false;

  constructor(private readonly source: BlockSource) {
    this.scanner = new LineScanner(this.buffer, 0);
  }

  advance(): boolean {
    while (!this.scanner.advance()) {
      if (this.ended) return false;
      this.refill();
    }
    return true;
  }

  private refill(): void {
    this.buffer.copyWithin(0, this.whole, this.filled);
    this.filled -= this.whole;
    for (;;) {
      if (this.filled === this.buffer.length) {
        const grown = new Uint8Array(this.buffer.length * 2);
        grown.set(this.buffer);
        this.buffer = grown;
      }
      const length = this.source(this.buffer, this.filled);
      const before = this.filled;
      this.filled += length;
      if (length === 0) {
        this.ended = true;
        this.whole = this.filled;
        break;
      }
      const feed = this.buffer.subarray(before, this.filled).lastIndexOf(LF);
      if (feed >= 0) {
        this.whole = before + feed + 1;
        break;
      }
    }
    this.scanner.feed(this.buffer, this.whole);
  }
}

/** The message of tinydns-data without its leading `tinydns-data: fatal: ` (E3); lines count from 1. */
export function faultMessage(fault: Fault, line: number): string {
  switch (fault.kind) {
    case "unrecognized":
      return `unable to parse data line ${line + 1}: unrecognized leading character`;
    case "prohibited":
      return `unable to parse data line ${line + 1}: type ${PROHIBITED.get(fault.type)} prohibited`;
    case "long-text":
      return `unable to parse data line ${line + 1}: it is not allowed more than 255 chars in a label`;
    default:
      return "protocol error";
  }
}

/** Database and bytes in memory, for tests, `diff`, and simulation from source. */
export function compileInMemory(
  data: Uint8Array,
  options: CompileOptions,
): { result: Compiled | Refused; cdb: Uint8Array } {
  const sink = new MemorySink();
  const result = compileTinydns(bytesSource(data), sink, { ...options, size: data.length });
  return { result, cdb: sink.bytes() };
}

export function bytesSource(data: Uint8Array): BlockSource {
  let at = 0;
  return (buffer, offset) => {
    const length = Math.min(buffer.length - offset, data.length - at);
    buffer.set(data.subarray(at, at + length), offset);
    at += length;
    return length;
  };
}

class MemorySink implements CdbSink {
  private readonly parts: Uint8Array[] = [new Uint8Array(HEAD_SIZE)];

  append(bytes: Uint8Array): void {
    this.parts.push(bytes.slice());
  }

  head(bytes: Uint8Array): void {
    this.parts[0] = bytes;
  }

  bytes(): Uint8Array {
    const whole = new Uint8Array(this.parts.reduce((size, part) => size + part.length, 0));
    let at = 0;
    for (const part of this.parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
}
