/** Domains that are kept here though other hosts are their mail exchangers: what the rules about them have in common. */
import type { ControlSource } from "../../model/control/control-source.js";
import type { DomainEntry } from "../../model/control/domain-entry.js";
import type { Exchange } from "../../model/control/remote-delivery.js";
import { isInternetName } from "../../model/internet-name.js";
import type { MailInstallation } from "../../simulate/mail-installation.js";

/** How the domain of an entry is exchanged; undefined for entries that keep no mail here. */
export function exchangeOfKept(
  { line, name, trouble }: DomainEntry,
  file: ControlSource,
  mail: MailInstallation,
): Exchange | undefined {
  if (trouble !== undefined || !isInternetName(name.text)) return undefined;
  const isVirtual = file.name === "virtualdomains" && line.kind === "pair" && !line.key.text.includes("@");
  if (!isVirtual && file.name !== "locals") return undefined;
  return mail.keeps(name.text) ? mail.exchange(name.text) : undefined;
}

/** The same, when only other hosts are its mail exchangers. */
export function keptThroughGateway(
  entry: DomainEntry,
  file: ControlSource,
  mail: MailInstallation,
): Exchange | undefined {
  const exchange = exchangeOfKept(entry, file, mail);
  return exchange?.standing === "absent" && exchange.hasExchangers ? exchange : undefined;
}
