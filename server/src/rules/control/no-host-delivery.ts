/** What becomes of recipients without @ when their host is not local: what the rules about them have in common. */
import { foldCase } from "../../model/control/control.js";
import { isHostOfAddress } from "../../model/control/mail-address.js";
import type { MailInstallation } from "../../simulate/mail-installation.js";

export interface RemoteNoHost {
  /** The host that is added. */
  readonly host: string;
  /** Whose value it is; `me` too when envnoathost repeats it. */
  readonly file: "me" | "envnoathost";
  /** Returned by this host (5.4.6), handed to another, or nobody here knows which. */
  readonly fate: "returned" | "elsewhere" | "unknown";
}

/** Undefined when such mail stays here, when an empty file leaves no host (QM008), and where some files may be missing. */
export function remoteNoHost(mail: MailInstallation): RemoteNoHost | undefined {
  const { directory } = mail;
  if (!mail.isWhole || !directory.locals || directory.locals.size === 0) return undefined;
  const delivery = mail.delivery("root");
  if (delivery?.channel !== "remote" || !delivery.completedBy) return undefined;
  const host = delivery.completedBy.text;
  // Of other names, another rule speaks (QM102).
  if (!isHostOfAddress(host)) return undefined;
  const isMe = foldCase(host) === foldCase(directory.me!.text);
  return { host, file: isMe ? "me" : "envnoathost", fate: fateOf(host, isMe, mail) };
}

/** Whether the zone data of the tree say that nobody finds the host (T13). */
export function isNameless(host: string, mail: MailInstallation): boolean {
  const { dns } = mail.remote;
  return mail.isInZone(host) && dns.a(host).kind === "nothing" && dns.mx(host).kind === "nothing";
}

function fateOf(host: string, isMe: boolean, mail: MailInstallation): RemoteNoHost["fate"] {
  const route = mail.route(host);
  if (route.kind === "relay") return mail.isItself(route.relay) ? "returned" : "elsewhere";
  const standing = mail.exchange(host)?.standing;
  if (standing === undefined) return isMe ? "returned" : "unknown";
  return standing === "best" || standing === "shared" ? "returned" : "elsewhere";
}
