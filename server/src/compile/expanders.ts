/** Expanders for the lines of all files. */
import type { Dialect } from "djblint-grammars/tinydns/fields";
import { Expander, type KnownEndings } from "./expand.js";

/** What a large file made an expander grow to, in bytes, is not kept for the next. */
const MOST_KEPT = 1 << 16;

/**
 * An expander for each dialect, to be made once for each place that reads lines: nobody keeps what they write, and new
 * buffers for each answer would pile up until they are collected.
 */
export class Expanders {
  private readonly known = new Map<Dialect, Expander>();

  /** One that begins with the lines of a file, see `Expander`. */
  of(dialect: Dialect, serial: number, endings?: KnownEndings): Expander {
    let expander = this.known.get(dialect);
    if (expander === undefined || expander.out.bytes.length > MOST_KEPT) {
      expander = new Expander(dialect);
      this.known.set(dialect, expander);
    }
    return expander.begin(serial, endings);
  }
}
