/** What is known of a control file. The files themselves are in `files.ts`. */

export type Dialect = "qmail" | "netqmail" | "notqmail";

export const DIALECTS: readonly Dialect[] = ["qmail", "netqmail", "notqmail"];

/** How a file is read. */
export type Shape =
  /** The first line (R1 to R7). */
  | "value"
  /** The digits that begin the first line (R8 to R10). */
  | "number"
  /** Entries that are looked up whole (R11 to R20). */
  | "list"
  /** Keys of a database: as a list, but a NUL is a byte like any other (A9). */
  | "keys"
  /** Entries of a key and a value (R19 to R23). */
  | "map"
  /** As a map; the value is a relay with a port (T4). */
  | "routes"
  /** IPv4 addresses in order. */
  | "addresses"
  /** A constant database, no text. */
  | "database"
  /** Delivery instructions of `.qmail` files (Q1). */
  | "instructions"
  /** `users/assign` (U1). */
  | "assignments"
  /** `users/include` and `users/exclude` (U6). */
  | "users"
  /** `users/mailnames` (U6). */
  | "mailnames"
  /** `users/subusers` (U6). */
  | "subusers";

/** When a change of the file acts. */
export type Reread =
  /** Each SMTP connection starts a new qmail-smtpd. */
  | "connection"
  /** Each remote delivery starts a new qmail-remote. */
  | "delivery"
  /** Each run of the command. */
  | "run"
  /** When qmail-send is started anew. */
  | "start"
  /** When qmail-send is started anew or gets a HUP signal. */
  | "hangup"
  /** As the file that it stands in for: when its reader starts. */
  | "reader";

/** Whether something stops without the file (M1 to M3). */
export type Needed =
  | "yes"
  /** Something stops when there is no `me` either. */
  | "without me"
  | "no";

/** Who made the file a control file. */
export type Origin =
  | "qmail"
  /** A patch of qmail or a qmail with patches; what such programs do with it is not known here. */
  | "patch"
  /** The scripts that start qmail: a convention, read by no program of qmail. */
  | "script";

export interface ControlFileSpec {
  readonly name: string;
  readonly shape: Shape;
  readonly readers: readonly string[];
  readonly doc: string;
  /** Without the file, the first line of `me` counts. */
  readonly usesMe: boolean;
  /** What counts without the file, and without `me` where that is asked first; undefined when nothing does. */
  readonly default: string | number | undefined;
  /** What happens when there is neither file nor default, in words. */
  readonly without: string;
  readonly reread: Reread;
  readonly needed: Needed;
  readonly origin: Origin;
  /** What a number counts. */
  readonly unit?: "seconds" | "bytes" | "deliveries";
  /** Environment variable that is used instead. */
  readonly environment?: string;
  readonly dialects: readonly Dialect[];
}

type Details = Partial<
  Pick<ControlFileSpec, "usesMe" | "default" | "without" | "needed" | "origin" | "unit" | "environment">
>;

/** A row of the table; what is not said is the usual. */
export function file(
  name: string,
  shape: Shape,
  readers: readonly string[],
  reread: Reread,
  doc: string,
  details: Details = {},
): ControlFileSpec {
  return {
    name,
    shape,
    readers,
    reread,
    doc,
    usesMe: false,
    default: undefined,
    without: "",
    needed: "no",
    origin: "qmail",
    dialects: DIALECTS,
    ...details,
  };
}

/** Shapes in which a line that begins with `#` is a comment (R12, Q1). */
export function hasCommentLines(shape: Shape): boolean {
  return !["value", "number", "assignments", "subusers", "database"].includes(shape);
}
