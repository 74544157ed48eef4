/** What reads the lines of all files. */
import type { Dialect } from "djblint-grammars/tinydns/fields";
import { LineParser } from "djblint-grammars/tinydns/parser";
import { Expander } from "../../compile/expand.js";

/** What lines look like is the same in all files. */
export const PARSER = new LineParser();

/** An expander for each dialect: nobody keeps what they write, so they do for all files. */
export class LineExpanders {
  private readonly known = new Map<Dialect, Expander>();

  of(dialect: Dialect): Expander {
    const expander = this.known.get(dialect) ?? new Expander(dialect, 1);
    this.known.set(dialect, expander);
    return expander;
  }
}
