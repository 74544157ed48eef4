/** How mail goes from host to host, when several hosts are in the tree. */

import { addressLiteral } from "../model/control/mail-address.js";
import { SMTP_PORT } from "../model/control/mail-route.js";
import { type Site, sitesOf } from "../model/site/site.js";
import type { SmtpOfSite } from "../model/site/site-mail.js";
import { smtpdEnvironment } from "../model/site/smtp-service.js";
import { lookUp } from "../model/tcprules/access.js";
import { RELAYCLIENT } from "../model/tcprules/variable-effects.js";
import type { FileSpan, Tree } from "../model/tree.js";
import { MailInstallation } from "./mail-installation.js";

/** A qmail of the tree on its host. */
export interface MailHost {
  readonly site: Site;
  readonly mail: MailInstallation;
  /** Its services on port 25. */
  readonly smtp: readonly SmtpOfSite[];
}

/** Where a host sends the mail for a domain on to. */
export interface Hop {
  readonly from: MailHost;
  /** Undefined: a host that is not in the tree. */
  readonly to: MailHost | undefined;
  /** As the route or the mail exchanger names it. */
  readonly name: string;
  /** The line of smtproutes, or that of the zone data; undefined for what no file of the tree says. */
  readonly at: FileSpan | undefined;
  readonly by: "route" | "exchanger";
}

export class MailNetwork {
  readonly hosts: readonly MailHost[];
  private readonly byAddress = new Map<string, MailHost | undefined>();

  constructor(tree: Tree) {
    this.hosts = sitesOf(tree).flatMap((site) =>
      site.mail.map(({ home, smtp }) => ({
        site,
        mail: MailInstallation.of(home),
        smtp: smtp.filter(({ service }) => service.port === SMTP_PORT),
      })),
    );
    for (const host of this.hosts) {
      // Of an address that two claim it is not known whose it is.
      for (const address of host.mail.remote.ownAddresses) {
        this.byAddress.set(address, this.byAddress.has(address) ? undefined : host);
      }
    }
  }

  static of(tree: Tree): MailNetwork {
    return tree.once(newNetwork);
  }

  /** The host of the tree that has an address. */
  at(address: string): MailHost | undefined {
    return this.byAddress.get(address);
  }

  /** Undefined when the mail stays, is returned, or where it goes is not known. */
  next(from: MailHost, domain: string): Hop | undefined {
    const { mail } = from;
    if (mail.deliveryFor(domain)?.channel !== "remote") return undefined;
    const route = mail.route(domain);
    if (route.kind === "relay") {
      if (route.port !== SMTP_PORT) return undefined;
      return { from, to: this.named(route.relay, mail), name: route.relay, at: mail.place(route.entry), by: "route" };
    }
    const exchange = mail.exchange(domain);
    if (!exchange || (exchange.standing !== "backup" && exchange.standing !== "absent")) return undefined;
    const [{ host, address }] = exchange.hosts;
    const at = mail.lineOf(domain, exchange.hasExchangers ? "mx" : "a");
    return { from, to: address === undefined ? undefined : this.at(address), name: host, at, by: "exchanger" };
  }

  private named(relay: string, { remote }: MailInstallation): MailHost | undefined {
    const literal = addressLiteral(relay);
    if (literal !== undefined) return this.at(literal);
    const answer = remote.dns.a(relay);
    if (answer.kind !== "records") return undefined;
    const found = new Set(answer.records.map((address) => this.at(address)));
    return found.size === 1 ? [...found][0] : undefined;
  }
}

function newNetwork(tree: Tree): MailNetwork {
  return new MailNetwork(tree);
}

/** Whether a host takes mail for a domain from another one (A5); undefined when the tree does not tell. */
export function takesFrom(host: MailHost, from: MailHost, domain: string): boolean | undefined {
  const { mail, smtp } = host;
  if (!mail.isWhole || mail.isPatched) return undefined;
  if (!mail.hasRelayList || mail.accepting(domain)) return true;
  if (smtp.length !== 1 || from.mail.remote.ownAddresses.length === 0) return undefined;
  const answers = from.mail.remote.ownAddresses.map((address) => mayRelayThrough(smtp[0], address));
  // The other host may have any of its addresses when it connects.
  return answers.every((answer) => answer === answers[0]) ? answers[0] : undefined;
}

/** Whether a client gets RELAYCLIENT, from the script or a rule. */
function mayRelayThrough({ chain, rules }: SmtpOfSite, ip: string): boolean | undefined {
  if (chain.rules && !rules?.source) return undefined;
  const match = rules?.source && lookUp(rules.source.table, { ip });
  if (match && !match.verdict.allow) return false;
  return smtpdEnvironment(chain, match?.verdict)[RELAYCLIENT] !== undefined;
}
