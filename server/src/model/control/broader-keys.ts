/** The keys of virtualdomains that are tried for an address or a domain behind its own, the narrowest first (D4). */

/** More labels than a name in the DNS can have. */
const MOST_LABELS = 128;

/** `key` is an address, a domain, or a suffix that begins with a dot; nothing is above the empty key. */
export function virtualKeysAbove(key: string): string[] {
  if (key === "") return [];
  const at = key.lastIndexOf("@");
  const domain = key.slice(at + 1);
  const dots = [...domain.matchAll(/\./g)].slice(0, MOST_LABELS).map(({ index }) => domain.slice(index));
  return [...(at >= 0 ? [domain] : []), ...dots.filter((suffix) => suffix !== key), ""];
}
