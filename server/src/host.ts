/** What djblint asks of the outside. Paths use `/`; nothing here runs anything. */

/** `missing` is a link to nothing; `other` are devices, pipes and sockets. */
export type EntryKind = "file" | "directory" | "other" | "missing";

export interface Entry {
  readonly name: string;
  /** What the entry leads to: links are followed. */
  readonly kind: EntryKind;
  readonly link: boolean;
}

export interface Stat {
  readonly kind: EntryKind;
  readonly size: number;
  /** Seconds since 1970, whole. */
  readonly mtime: number;
  /** Permission bits, where the file system has them. */
  readonly mode?: number;
}

/** All of these reject with an `Error` whose message is fit for a user. */
export interface Host {
  read(path: string): Promise<Uint8Array>;
  /** Sorted by name, bytes compared. */
  list(path: string): Promise<Entry[]>;
  stat(path: string): Promise<Stat>;
  /** The one path of a file that may be reached by several. */
  real(path: string): Promise<string>;
  /** Where a link leads, as an absolute path, whether or not something is there. */
  target(path: string): Promise<string>;
  /** Puts a file into its place, whole, so that no reader sees half of it; mode and owner of an old one stay. */
  write(path: string, bytes: Uint8Array): Promise<void>;
}
