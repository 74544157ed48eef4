/** What the zones of reverse names are for, in words. */

/** `192.0.2.*` of 2.0.192.in-addr.arpa; undefined for other zones, those for parts of a network (RFC 2317) among them. */
export function addressesOfZone(name: string): string | undefined {
  const match = /^((?:\d{1,3}\.){0,3}\d{1,3})\.in-addr\.arpa$/.exec(name);
  const octets = match?.[1].split(".").reverse();
  if (!octets) return undefined;
  return octets.length === 4 ? octets.join(".") : `${octets.join(".")}.*`;
}
