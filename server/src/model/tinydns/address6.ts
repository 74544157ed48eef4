/** The 16 bytes of an IPv6 address as RFC 5952 writes it: the longest run of two or more zero groups is left out. */
export function formatAddress6(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    (bytes[2 * index] * 256 + bytes[2 * index + 1]).toString(16),
  ).join(":");
  const runs = [...groups.matchAll(/(?:^|(?<=:))0(?::0)+(?=:|$)/g)].map(({ 0: run, index }) => ({ run, index }));
  const longest = runs.reduce((best, run) => (run.run.length > best.run.length ? run : best), { run: "", index: -1 });
  if (longest.index < 0) return groups;
  const before = groups.slice(0, longest.index).replace(/:$/, "");
  const after = groups.slice(longest.index + longest.run.length).replace(/^:/, "");
  return `${before}::${after}`;
}
