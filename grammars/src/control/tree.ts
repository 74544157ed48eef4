/** What a line of a control file says. Spans count bytes from the start of the file. */
import type { Span } from "../text.js";

/** Bytes of the source, one character for each. */
export interface Field extends Span {
  readonly text: string;
}

interface Line {
  /** 0-based. */
  readonly line: number;
  /** All that counts of the line: blanks at its end are gone. For an entry, the entry. */
  readonly whole: Field;
}

/** A line that is not read: a comment, a blank line, or any line behind the one that counts. */
export interface SilentLine extends Line {
  readonly kind: "comment" | "blank" | "unread";
}

/** The first line of a single-line file. */
export interface ValueLine extends Line {
  readonly kind: "value";
}

/** The first line of a number file (R8). */
export interface NumberLine extends Line {
  readonly kind: "number";
  readonly digits: Field;
  /** Not looked at. */
  readonly rest: Field;
}

/** An entry of a list. */
export interface EntryLine extends Line {
  readonly kind: "entry";
}

/** An entry of a map. */
export interface PairLine extends Line {
  readonly kind: "pair";
  readonly key: Field;
  readonly value: Field;
}

/** An entry of smtproutes (T4). */
export interface RouteLine extends Line {
  readonly kind: "route";
  readonly key: Field;
  readonly relay: Field;
  /** Undefined when no colon follows the relay. */
  readonly port: Field | undefined;
}

export type InstructionKind = "mbox" | "maildir" | "program" | "forward" | "list" | "none";

/** A line of a `.qmail` file (Q1). */
export interface InstructionLine extends Line {
  readonly kind: "instruction";
  readonly instruction: InstructionKind;
  /** The path, the command or the address. */
  readonly argument: Field;
}

/** A line of `users/assign` (U1). */
export interface AssignmentLine extends Line {
  readonly kind: "assignment";
  /** `=`, `+`, or any other character, which counts as `=` (U2). */
  readonly sign: Field;
  readonly address: Field;
  readonly user: Field;
  readonly uid: Field;
  readonly gid: Field;
  readonly home: Field;
  readonly dash: Field;
  readonly extension: Field;
}

/** A line of `users/mailnames` (U6): the addresses of a user, with colons between. */
export interface MailnamesLine extends Line {
  readonly kind: "mailnames";
  readonly user: Field;
  readonly names: readonly Field[];
}

/** A line of `users/subusers` (U6). */
export interface SubuserLine extends Line {
  readonly kind: "subuser";
  readonly address: Field;
  readonly user: Field;
  /** Of the extensions of the user that the address stands for. */
  readonly prefix: Field;
}

/** The line that ends `users/assign`. */
export interface EndLine extends Line {
  readonly kind: "end";
}

/**
 * A map entry or a subuser without its colons, which is dropped (R19, U6), or an assignment at which qmail-newu stops
 * (U1).
 */
export interface FaultLine extends Line {
  readonly kind: "fault";
}

export type ControlLine =
  | SilentLine
  | ValueLine
  | NumberLine
  | EntryLine
  | PairLine
  | RouteLine
  | InstructionLine
  | AssignmentLine
  | MailnamesLine
  | SubuserLine
  | EndLine
  | FaultLine;
