/** Domains that rcpthosts lets in and that do not stay here: what the rules about them have in common. */
import type { ControlSource } from "../../model/control/control-source.js";
import { type DomainEntry, isRelayList } from "../../model/control/domain-entry.js";
import type { Route } from "../../model/control/mail-route.js";
import type { Exchange } from "../../model/control/remote-delivery.js";
import { isInternetName } from "../../model/internet-name.js";
import { type MailInstallation, mailInstallationOf } from "../../simulate/mail-installation.js";

export interface AcceptedElsewhere {
  readonly mail: MailInstallation;
  readonly domain: string;
  readonly route: Route;
  /** How its mail is exchanged. */
  readonly exchange: Exchange;
}

/** Undefined for other entries, and where the DNS of the tree or some file does not tell. */
export function acceptedElsewhere({ name, trouble }: DomainEntry, file: ControlSource): AcceptedElsewhere | undefined {
  if (!isRelayList(file) || trouble !== undefined || !isInternetName(name.text)) return undefined;
  const mail = mailInstallationOf(file);
  if (!mail?.isWhole || mail.deliveryFor(name.text)?.channel !== "remote") return undefined;
  const exchange = mail.exchange(name.text);
  return exchange && { mail, domain: name.text, route: mail.route(name.text), exchange };
}
