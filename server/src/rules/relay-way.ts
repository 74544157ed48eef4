/** The end of the way that rules about open relays tell: where mail to any domain goes on from here. */
import { printable } from "djblint-grammars/text";
import type { MailInstallation } from "../simulate/mail-installation.js";
import type { MessageTemplate, Related } from "./rule.js";

/** Belongs to the messages of each of these rules. */
export const OUT: MessageTemplate = { text: "from here it goes on to {relay}, as mail of this host" };

/** Nothing when it goes to the mail exchangers of its domain. */
export function wayOut(mail: MailInstallation | undefined): Related[] {
  const route = mail?.routeForOthers;
  const at = route?.kind === "relay" ? mail?.place(route.entry) : undefined;
  return route?.kind === "relay" && at ? [{ ...at, message: "out", params: { relay: printable(route.relay) } }] : [];
}
