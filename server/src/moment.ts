/** Seconds since 1970 in words: "2026-01-01 00:00", UTC. */
export function momentInWords(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ");
}
