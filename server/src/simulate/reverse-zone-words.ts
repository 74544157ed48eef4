/** What the zones of reverse names are for, in words. */

/**
 * `192.0.2.*` of 2.0.192.in-addr.arpa, `192.0.2.128-191` of a zone for a part of the network that is named after it, as
 * 128-191.2.0.192.in-addr.arpa (RFC 2317); undefined for other zones.
 */
export function addressesOfZone(name: string): string | undefined {
  const match = /^(?:(\d{1,3}[-/]\d{1,3})\.)?((?:\d{1,3}\.){0,3}\d{1,3})\.in-addr\.arpa$/.exec(name);
  if (!match) return undefined;
  const [, part, network] = match;
  const octets = network.split(".").reverse();
  if (part !== undefined) return octets.length === 3 ? [...octets, part].join(".") : undefined;
  return octets.length === 4 ? octets.join(".") : `${octets.join(".")}.*`;
}
