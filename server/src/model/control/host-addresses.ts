/** Which addresses a host takes for its own. Specification G3. */
import type { Dialect } from "djblint-grammars/control/files";

export interface HostAddresses {
  readonly dialect: Dialect;
  /** Of its interfaces, dotted; the loopback address need not be among them. */
  readonly ownAddresses: readonly string[];
}

export function isOwnAddress(ip: string, { dialect, ownAddresses }: HostAddresses): boolean {
  if (ip === "127.0.0.1") return true;
  if (ip === "0.0.0.0") return dialect !== "qmail";
  return ownAddresses.includes(ip);
}

/** Whether a connection to an address ends at this host, whatever qmail takes it for. */
export function reachesItself(ip: string, host: HostAddresses): boolean {
  return isOwnAddress(ip, host) || ip === "0.0.0.0" || ip.startsWith("127.");
}
