/**
 * The compiler of tinydns `data`: bytes in, `data.cdb` out, byte for byte what tinydns-data writes. Works in blocks,
 * so memory holds an index of the records and nothing else.
 */
import { type Dialect, hasLineType, lineTypeOf } from "djblint-grammars/tinydns/fields";
import { HASH, LineScanner, MINUS } from "djblint-grammars/tinydns/scanner";
import { BLOCK, BlockLines, type BlockSource } from "./block-lines.js";
import { CdbIndex, type CdbSink, HEAD_SIZE } from "./cdb.js";
import type { Compiled } from "./compiled.js";
import { type Expander, type Fault, PROHIBITED } from "./expand.js";
import { Expanders } from "./expanders.js";
import { bytesSource, MemorySink } from "./memory.js";

export interface CompileOptions {
  readonly dialect: Dialect;
  /** See `defaultSerial`. */
  readonly serial: number;
  /** Size of the source in bytes, if known; a hint for the size of the index. */
  readonly size?: number;
}

/** The first line at which tinydns-data stops. The sink has the records before it, and no tables. */
export interface Refused {
  readonly kind: "refused";
  /** 0-based. */
  readonly line: number;
  readonly fault: Fault;
}

/** A record takes at least this much of a source line. */
const BYTES_A_RECORD = 24;

const EXPANDERS = new Expanders();

export function compileTinydns(source: BlockSource, sink: CdbSink, options: CompileOptions): Compiled | Refused {
  const expander = EXPANDERS.of(options.dialect, options.serial);
  const index = new CdbIndex(Math.ceil((options.size ?? 0) / BYTES_A_RECORD) + 16);
  const { out, starts, hashes } = expander;
  const lines = new BlockLines(source, new LineScanner(new Uint8Array(0)), options.size);
  let flushed = HEAD_SIZE;
  while (lines.advance()) {
    const before = out.at;
    const fault = expandLine(expander, lines.scanner, options.dialect);
    if (fault) {
      sink.append(out.bytes.subarray(0, before));
      return { kind: "refused", line: lines.scanner.line, fault };
    }
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
