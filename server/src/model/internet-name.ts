/** Names that hosts elsewhere can send mail to. */

/** RFC 6761, RFC 6762, RFC 8375 and what people use at home. */
const INSIDE = new Set("localhost local localdomain internal intranet private lan home corp arpa invalid".split(" "));

/** Whether a top-level domain is known inside a network only. */
export function isLocalDomain(top: string): boolean {
  return INSIDE.has(top) && top !== "arpa";
}

/** Two labels or more. */
const HOST_NAME = /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/i;

/** Neither an address, nor a name without a dot, nor one that is known on the host or its network only. */
export function isInternetName(domain: string): boolean {
  if (!HOST_NAME.test(domain) || /^localhost\./i.test(domain)) return false;
  return !INSIDE.has(domain.slice(domain.lastIndexOf(".") + 1).toLowerCase());
}
