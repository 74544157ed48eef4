/** How an answer came about, as plain data. The engine fills it in only when it is asked to. */

export type SectionName = "answer" | "authority" | "additional";

/** Why an answer section is empty, or why the server stays silent. */
export type Reason =
  /** The server stays silent: */
  | "no-zone" // no name server record at the name or above it is visible (Q5)
  | "dropped-big-record" // a stored value over 32767 bytes (Q3)
  | "malformed" // a stored record, or the database, cannot be read (Q11, Q13)
  | "too-long" // the answer needs more than 65535 bytes (Q13)
  /** It answers, but with nothing: */
  | "referral" // the name belongs to a delegated zone (Q6)
  | "nxdomain" // no visible record of any type (Q9)
  | "nodata" // visible records, but of other types
  | "not-implemented"; // zone transfers (G3)

export interface AnswerTrace {
  /** The client's location, two bytes, big-endian; 0 for none (Q1). */
  location: number;
  /** Name of the zone cut that answered, in wire form (Q5). */
  zone: Uint8Array | undefined;
  /** Whether the zone is this server's own, that is, has a visible SOA. */
  authoritative: boolean;
  /** Where records were found for the answer section: the name that was asked, or the name below which a wildcard is. */
  found: { readonly name: Uint8Array; readonly wildcard: boolean } | undefined;
  /** Position in the database of each record of a section, in the order of the packet. */
  readonly records: Record<SectionName, number[]>;
  /** Sections that were filled and then cut to stay within 512 bytes (Q12). */
  readonly cut: SectionName[];
  /** Undefined when the answer section has records. */
  reason: Reason | undefined;
  /** Position of the record that made the server drop the query; undefined when no single record did. */
  culprit: number | undefined;
}

export function newTrace(): AnswerTrace {
  return {
    location: 0,
    zone: undefined,
    authoritative: false,
    found: undefined,
    records: { answer: [], authority: [], additional: [] },
    cut: [],
    reason: undefined,
    culprit: undefined,
  };
}
