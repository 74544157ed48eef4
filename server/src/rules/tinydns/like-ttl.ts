/** Numbers that stand where a distance, the name of a server or a note belongs, and look like a ttl. */

/** Whole minutes from five on, as no distance is. */
export function looksLikeTtl(number: number): boolean {
  return number >= 300 && number % 60 === 0;
}
