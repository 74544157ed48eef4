/** What becomes of the mail for a domain that a control file lists. Each is found when a rule first asks for it. */

import type { Listed } from "../model/control/control-directory.js";
import type { ControlPlace } from "../model/control/control-source.js";
import { type DomainEntry, RELAY_LISTS } from "../model/control/domain-entry.js";
import type { Delivery } from "../model/control/mail-rewrite.js";
import type { Route } from "../model/control/mail-route.js";
import type { Exchange } from "../model/control/remote-delivery.js";
import { isInternetName } from "../model/internet-name.js";
import { type MailInstallation, mailInstallationOf } from "./mail-installation.js";

/** A domain that rcpthosts lets in and that does not stay here. */
export interface AcceptedElsewhere {
  readonly mail: MailInstallation;
  readonly domain: string;
  readonly route: Route;
  /** How its mail is exchanged. */
  readonly exchange: Exchange;
}

const NOT_ASKED = Symbol("not asked");

type Answer<T> = T | undefined | typeof NOT_ASKED;

export class DomainMail implements DomainEntry {
  readonly line: DomainEntry["line"];
  readonly name: DomainEntry["name"];
  readonly trouble: DomainEntry["trouble"];
  private knownDelivery: Answer<Delivery> = NOT_ASKED;
  private knownExchange: Answer<Exchange> = NOT_ASKED;
  private knownAccepting: Answer<Listed> = NOT_ASKED;
  private knownElsewhere: Answer<AcceptedElsewhere> = NOT_ASKED;

  private constructor(
    { line, name, trouble }: DomainEntry,
    readonly file: ControlPlace,
    /** Undefined for a file that belongs to no qmail of the tree. */
    readonly mail: MailInstallation | undefined,
  ) {
    this.line = line;
    this.name = name;
    this.trouble = trouble;
  }

  /** For some entries of a file. */
  static of(entries: readonly DomainEntry[], file: ControlPlace): DomainMail[] {
    const mail = mailInstallationOf(file);
    return entries.map((entry) => new DomainMail(entry, file, mail));
  }

  /** What qmail-send does with it, for users that no file names. */
  get delivery(): Delivery | undefined {
    if (this.knownDelivery === NOT_ASKED) this.knownDelivery = this.mail?.deliveryFor(this.name.text);
    return this.knownDelivery;
  }

  /** How other hosts exchange it; undefined where the tree does not tell. */
  get exchange(): Exchange | undefined {
    if (this.knownExchange === NOT_ASKED) this.knownExchange = this.mail?.exchange(this.name.text);
    return this.knownExchange;
  }

  /** The entry that lets it in from everywhere. */
  get accepting(): Listed | undefined {
    if (this.knownAccepting === NOT_ASKED) this.knownAccepting = this.mail?.accepting(this.name.text);
    return this.knownAccepting;
  }

  /** Undefined for other entries, and where the DNS of the tree or some file does not tell. */
  get acceptedElsewhere(): AcceptedElsewhere | undefined {
    if (this.knownElsewhere === NOT_ASKED) this.knownElsewhere = this.findElsewhere();
    return this.knownElsewhere;
  }

  private findElsewhere(): AcceptedElsewhere | undefined {
    const { file, mail, trouble } = this;
    const domain = this.name.text;
    if (!RELAY_LISTS.some((name) => name === file.name) || trouble !== undefined || !isInternetName(domain))
      return undefined;
    if (!mail?.isWhole || this.delivery?.channel !== "remote") return undefined;
    return this.exchange && { mail, domain, route: mail.route(domain), exchange: this.exchange };
  }

  /** The exchange of a domain that is kept here; undefined for entries that keep no mail here. */
  get exchangeOfKept(): Exchange | undefined {
    const { file, line, name, trouble } = this;
    const isVirtual = file.name === "virtualdomains" && line.kind === "pair" && !line.key.text.includes("@");
    if (!isVirtual && file.name !== "locals") return undefined;
    if (trouble !== undefined || !isInternetName(name.text)) return undefined;
    return this.delivery?.channel === "local" ? this.exchange : undefined;
  }

  /** The same, when only other hosts are its mail exchangers; not when the best is called like this one, as another address of it is. */
  get exchangeThroughGateway(): Exchange | undefined {
    const exchange = this.exchangeOfKept;
    if (exchange?.standing !== "absent" || !exchange.hasExchangers) return undefined;
    return this.mail?.keeps(exchange.hosts[0].host) ? undefined : exchange;
  }
}
