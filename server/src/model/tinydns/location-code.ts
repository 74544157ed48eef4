/** A location code, or `EVERYWHERE` for records that all clients see. */
export type LocationCode = number;

export const EVERYWHERE: LocationCode = 0;

/** A `%` line. */
export interface LocationLine {
  readonly line: number;
  readonly code: LocationCode;
  /** The octets that are stored. */
  readonly prefix: Uint8Array;
}

/** The two bytes of a location code as text. */
export function formatLocation(code: LocationCode): string {
  const low = code & 255;
  return String.fromCharCode(code >>> 8) + (low ? String.fromCharCode(low) : "");
}
