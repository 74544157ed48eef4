/** The lines of a data file one by one, for a closer look. */
import type { SourceText } from "djblint-grammars/text";
import type { Dialect } from "djblint-grammars/tinydns/fields";
import { LineParser } from "djblint-grammars/tinydns/parser";
import type { LineScanner } from "djblint-grammars/tinydns/scanner";
import { type DataLine, readDataLine } from "djblint-grammars/tinydns/tree";
import { getU32 } from "../../compile/cdb.js";
import type { Expander } from "../../compile/expand.js";
import { Expanders } from "../../compile/expanders.js";

/** A record as it stands in the database. */
export interface KeyAndData {
  readonly key: Uint8Array;
  readonly data: Uint8Array;
}

/** What lines look like is the same in all files. */
export const PARSER = new LineParser();

/** They write whole records. */
const EXPANDERS = new Expanders();

/** Markers of stored records (V2). */
const LOCATED_WILDCARD = 43;
const LOCATED = 62;

export class DataLines {
  /** Rules look at a line one after the other. */
  private lastLine: DataLine | undefined;
  private lastStored: { readonly line: number; readonly records: readonly KeyAndData[] } | undefined;

  /** The scanner has to be that of the text. */
  constructor(
    private readonly text: SourceText,
    private readonly scanner: LineScanner,
    private readonly dialect: Dialect,
    private readonly serial: number,
  ) {}

  /** The typed line of a 0-based line number. */
  typed(line: number): DataLine {
    if (this.lastLine?.line !== line) {
      this.scanner.seek(this.text.lines.start(line), line);
      this.lastLine = readDataLine(this.scanner, PARSER)!;
    }
    return this.lastLine;
  }

  /** The records of a line as they are stored: key and data of each. */
  stored(line: number): readonly KeyAndData[] {
    if (this.lastStored?.line !== line) this.lastStored = { line, records: this.storedIn(line) };
    return this.lastStored.records;
  }

  private storedIn(line: number): KeyAndData[] {
    const expanded = this.expand(line);
    if (!expanded) return [];
    const { out, starts } = expanded;
    return Array.from({ length: expanded.count }, (_, index) => {
      const start = starts[index];
      const keyEnd = start + 8 + getU32(out.bytes, start);
      return { key: out.copy(start + 8, keyEnd), data: out.copy(keyEnd, keyEnd + getU32(out.bytes, start + 4)) };
    });
  }

  /** Type-specific data of one of the records of a line, behind marker, location, ttl and timestamp. */
  rdata(line: number, record: number): Uint8Array {
    const { out, starts } = this.expand(line)!;
    const start = starts[record];
    const data = start + 8 + getU32(out.bytes, start);
    return out.copy(data + (isLocated(out.bytes[data + 2]) ? 17 : 15), data + getU32(out.bytes, start + 4));
  }

  /** The records of a line as they are stored, in a buffer that other lines are expanded into too. */
  private expand(line: number): Expander | undefined {
    this.scanner.seek(this.text.lines.start(line), line);
    const { type } = PARSER.shapeOf(this.scanner);
    const expander = EXPANDERS.of(this.dialect, this.serial);
    return type && expander.expand(this.scanner, type) ? expander : undefined;
  }
}

function isLocated(marker: number): boolean {
  return marker === LOCATED || marker === LOCATED_WILDCARD;
}
