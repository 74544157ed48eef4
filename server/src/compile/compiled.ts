/** What a compiler says of a source that it came to the end of. */
export interface Compiled {
  readonly kind: "compiled";
  readonly records: number;
  /** Size of the database in bytes. */
  readonly bytes: number;
}
