/** Where a client is not written as its server would write it: rules are compared with what the server writes. */
import { type Dialect, dialectSpec } from "djblint-grammars/tcprules/fields";
import { octetsOf, parseDotted } from "../model/ip.js";
import type { Client } from "../model/tcprules/access.js";
import { spellIpv6 } from "../model/tcprules/ipv6-spelling.js";

/** One sentence without a full stop; undefined when there is nothing to say. */
export function clientNote({ ip, host }: Client, dialect: Dialect): string | undefined {
  return addressNote(ip, dialect) ?? (host === undefined ? undefined : hostNote(host));
}

function addressNote(ip: string, dialect: Dialect): string | undefined {
  if (parseDotted(ip)?.isPrefix === false) return undefined;
  const octets = octetsOf(ip);
  if (octets === undefined) return `note: ${ip} is no address, so that no client has it; it is looked up as it stands`;
  if (octets.length === 4) return `note: the server writes this address ${octets.join(".")}`;
  if (!dialectSpec(dialect).ipv6) return `note: ${dialect} has no clients with IPv6 addresses; see --dialect`;
  if (dialect !== "ucspi-tcp-ipv6") return undefined;
  const spelled = spellIpv6(octets);
  const mapped = parseDotted(spelled.slice(spelled.lastIndexOf(":") + 1));
  if (mapped) return `note: only tcpserver -6 looks for this address; without it, for ${mapped.octets.join(".")}`;
  return spelled === ip ? undefined : `note: the server writes this address ${spelled}`;
}

/** R41. */
function hostNote(host: string): string | undefined {
  const written = host.toLowerCase().replace(/\.$/, "");
  return written === host ? undefined : `note: tcpserver writes this name ${written}`;
}
