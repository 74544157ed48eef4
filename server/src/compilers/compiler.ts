/** What `djblint compile` must know of a kind of source. A new one is a file beside this and a line in `index.ts`. */
import type { CdbSink } from "../compile/cdb.js";
import type { Source } from "../source.js";

export interface Compiler {
  /** Whether a source is of this kind. */
  takes(source: Source): boolean;
  /** Absolute path of the compiled file. */
  target(source: Source): string;
  /**
   * Writes what the real compiler would; undefined when that would not get to the end of the source. `changed` is the
   * time of its newest part, in seconds since 1970.
   */
  compile(source: Source, sink: CdbSink, changed: number): Written | undefined;
}

export interface Written {
  /** What was written, such as "4 records", for the user. */
  readonly counts: readonly string[];
  /** What the real compiler passes over without a word, or does not get past in one of its variants. */
  readonly remarks?: readonly string[];
}
