/** What is told of a qmail installation of a host: its domains with their way, and who may relay. */
import { printable } from "djblint-grammars/text";
import { foldCase } from "../model/control/control.js";
import type { ControlTable, Origin } from "../model/control/control-directory.js";
import { type Route, SMTP_PORT } from "../model/control/mail-route.js";
import type { Site } from "../model/site/site.js";
import type { SiteMail } from "../model/site/site-mail.js";
import { MailInstallation } from "./mail-installation.js";
import type { MailDomainFacts, MailFacts } from "./site-facts.js";
import { type PlaceOf, relayFacts } from "./site-relay-facts.js";

export function mailFacts(mail: SiteMail, site: Site, place: PlaceOf, shown: (path: string) => string): MailFacts {
  const {
    home,
    smtp,
    queues: [queue],
  } = mail;
  const installation = MailInstallation.of(home);
  const me = home.directory.me?.text;
  return {
    control: shown(home.control),
    ...(me !== undefined && { me: printable(me) }),
    smtp: smtp.map(({ service }) => service.name),
    ...(queue && { queue: queue.name }),
    domains: domainsOf(installation).map((domain) => domainFacts(domain, installation, place)),
    relay: relayFacts(smtp, installation, site, place),
    others: othersOf(installation),
  };
}

/** An empty key of virtualdomains keeps it (R23); else smtproutes may have one. */
function othersOf({ deliveryForOthers: delivery, routeForOthers }: MailInstallation): string {
  if (delivery?.by.kind === "virtual" && delivery.channel === "local")
    return `the user ${printable(delivery.by.entry.value)} on this host`;
  return wayOf(routeForOthers).to ?? "the mail exchangers of their domains";
}

/** Files whose keys are domains that mail is taken or delivered for. */
const LISTS = ["locals", "virtualdomains", "rcpthosts", "moreRcpthosts"] as const;

interface MailDomain {
  /** In lower case. */
  readonly name: string;
  readonly entries: readonly Origin[];
}

function domainsOf({ directory }: MailInstallation): MailDomain[] {
  const domains = new Map<string, Origin[]>();
  for (const list of LISTS) {
    const table: ControlTable | undefined = directory[list];
    for (const entry of table?.entries() ?? []) {
      // Of a virtual user the domain.
      const name = foldCase(entry.key.slice(entry.key.lastIndexOf("@") + 1));
      if (name === "") continue;
      const known = domains.get(name);
      if (known) known.push(entry);
      else domains.set(name, [entry]);
    }
  }
  return [...domains].map(([name, entries]) => ({ name, entries }));
}

function domainFacts({ name, entries }: MailDomain, mail: MailInstallation, place: PlaceOf): MailDomainFacts {
  // Of `.example.org` some name below.
  const host = name.startsWith(".") ? `\n${name}` : name;
  const delivery = mail.deliveryFor(host);
  const at = entries.flatMap((entry) => mail.place(entry) ?? []).map(place);
  const fact = { name: printable(name), isAccepted: !mail.hasRelayList || mail.accepting(host) !== undefined, at };
  if (delivery === undefined) return { ...fact, way: "not-known" };
  if (delivery.channel === "remote") return { ...fact, ...wayOf(mail.route(host)), ...exchangersOf(host, mail) };
  if (delivery.by.kind !== "virtual") return { ...fact, way: "local" };
  return { ...fact, way: "virtual", to: printable(delivery.by.entry.value) };
}

/** Where the zone data of the tree say it. */
function exchangersOf(host: string, mail: MailInstallation): Pick<MailDomainFacts, "to"> {
  const exchange = mail.route(host).kind === "exchangers" ? mail.exchange(host) : undefined;
  const [best] = exchange?.hosts.filter(({ isOwn }) => !isOwn) ?? [];
  return best ? { to: printable(best.host) } : {};
}

function wayOf(route: Route): Pick<MailDomainFacts, "way" | "to"> {
  if (route.kind === "exchangers") return { way: "exchangers" };
  const port = route.port === SMTP_PORT ? "" : `, port ${route.port}`;
  return { way: "relayed", to: printable(`${route.relay}${port}`) };
}
