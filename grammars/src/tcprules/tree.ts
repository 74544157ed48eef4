/** What a line of a tcprules source says. Spans count bytes from the start of the file. */
import type { Span } from "../text.js";

/** Bytes of the source, one character for each. */
export interface Field extends Span {
  readonly text: string;
}

/** R21 to R24: stands for `head` + number + `tail`, for each number from bottom to top. */
export interface AddressRange {
  readonly kind: "range";
  readonly head: string;
  readonly tail: string;
  readonly bottom: RangeEnd;
  readonly top: RangeEnd;
}

export interface RangeEnd extends Span {
  /** After wrapping (R22); a top above 255 stands here as written (R23). */
  readonly value: number;
}

/** Only ucspi-tcp6: an IPv4 or IPv6 network in CIDR notation. */
export interface AddressNetwork {
  readonly kind: "network";
  /** Four or sixteen. */
  readonly octets: readonly number[];
  readonly bits: number;
}

/** Only ucspi-tcp6: an IPv6 address, which that program stores in its own spelling. */
export interface AddressIpv6 {
  readonly kind: "ipv6";
  /** What stands in front: `info@` or nothing. */
  readonly head: string;
  readonly octets: readonly number[];
}

/** R20: stored as it stands. */
export interface AddressText {
  readonly kind: "text";
}

export type AddressForm = AddressText | AddressRange | AddressNetwork | AddressIpv6;

export interface Address extends Field {
  readonly form: AddressForm;
}

export interface Instruction extends Span {
  readonly kind: "allow" | "deny";
}

/** R14; the span goes from the comma to behind the closing delimiter. */
export interface Variable extends Span {
  readonly name: Field;
  /** The byte around the value, as a character. */
  readonly delimiter: string;
  readonly value: Field;
}

interface Line {
  /** 0-based. */
  readonly line: number;
  /** Without the blanks at the end that do not count. */
  readonly span: Span;
}

export interface RuleLine extends Line {
  readonly kind: "rule";
  readonly address: Address;
  readonly instruction: Instruction;
  readonly variables: readonly Variable[];
}

/** An empty line or a comment. */
export interface SilentLine extends Line {
  readonly kind: "empty" | "comment";
  readonly text: string;
}

/** What tcprules expected at the place where it gave up. */
export type FaultKind =
  /** A place to split the line. */
  | "split"
  /** `allow` or `deny`. */
  | "instruction"
  /** A comma or the end of the line. */
  | "separator"
  /** The `=` of a variable. */
  | "equals"
  /** The byte that begins a value. */
  | "delimiter"
  /** The same byte again. */
  | "closing"
  /** A number on both sides of the `-`. */
  | "range"
  /** Only ucspi-tcp6: an address that it can read. */
  | "address";

/** What a program does with a line: it may also loop for ever (R11). */
export type Effect = "reads" | "skips" | "stops" | "hangs";

export interface FaultLine extends Line {
  readonly kind: "fault";
  readonly fault: FaultKind;
  readonly effect: Exclude<Effect, "reads">;
  /** What the original program does with this line, whatever the dialect. */
  readonly original: Effect;
  /** What the program of the IPv6 patch does with it. */
  readonly ipv6: Effect;
  /** The guilty bytes; empty when something is missing at the end. */
  readonly guilty: Span;
  /** The byte that the program looks at when it gives up. */
  readonly at: number;
  readonly text: string;
}

export type SourceLine = RuleLine | SilentLine | FaultLine;
