/** What is told of a qmail installation of a host: its domains with their way, and who may relay. */
import { printable } from "djblint-grammars/text";
import type { AccessFile } from "../model/access-file.js";
import { accessMap } from "../model/access-map.js";
import { foldCase } from "../model/control.js";
import type { ControlTable, Origin } from "../model/control-directory.js";
import { formatAddresses } from "../model/ip.js";
import { type Route, SMTP_PORT } from "../model/mail-route.js";
import { environmentOf } from "../model/service-environment.js";
import type { Site } from "../model/site.js";
import type { SiteMail, SmtpOfSite } from "../model/site-mail.js";
import type { SiteService } from "../model/site-services.js";
import { type SmtpService, smtpdEnvironment } from "../model/smtp-service.js";
import type { FileSpan, Placed, Tree } from "../model/tree.js";
import { mayRelay, RELAYCLIENT } from "../model/variable-effects.js";
import { describeAudience } from "./access-words.js";
import { type MailInstallation, mailInstallations } from "./mail-installation.js";
import type { MailDomainFacts, MailFacts, PlaceFacts, RelayFacts } from "./site-facts.js";

type PlaceOf = (at: FileSpan) => PlaceFacts;

export function mailFacts(mail: SiteMail, site: Site, place: PlaceOf, shown: (path: string) => string): MailFacts {
  const { home, smtp, queue } = mail;
  const installation = mailInstallations(site.tree).find((other) => other.home === home)!;
  const me = home.directory.me?.text;
  return {
    control: shown(home.control),
    ...(me !== undefined && { me: printable(me) }),
    smtp: smtp.map(({ service }) => service.name),
    ...(queue && { queue: queue.name }),
    domains: domainsOf(installation).map((domain) => domainFacts(domain, installation, place)),
    relay: relayFacts(smtp, installation, site, place),
    others: wayOf(installation.routeForOthers).to ?? "the mail exchangers of their domains",
  };
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
    for (const entry of table?.entries.values() ?? []) {
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
  if (delivery.channel === "remote") return { ...fact, ...wayOf(mail.route(host)) };
  if (delivery.by.kind !== "virtual") return { ...fact, way: "local" };
  return { ...fact, way: "virtual", to: printable(delivery.by.entry.value) };
}

function wayOf(route: Route): Pick<MailDomainFacts, "way" | "to"> {
  if (route.kind === "exchangers") return { way: "exchangers" };
  const port = route.port === SMTP_PORT ? "" : `, port ${route.port}`;
  return { way: "relayed", to: printable(`${route.relay}${port}`) };
}

function relayFacts(smtp: readonly SmtpOfSite[], mail: MailInstallation, site: Site, place: PlaceOf): RelayFacts[] {
  const found = new Map<string, RelayFacts>();
  if (smtp.length === 0) return ofOtherServers(site, place);
  for (const each of smtp) {
    const { name } = each.service;
    const open = mail.hasRelayList ? [] : [{ who: "everybody who may connect", by: "there is no control/rcpthosts" }];
    for (const fact of [...open, ...relayBy(each, site, place)]) {
      const key = JSON.stringify(fact);
      found.set(key, { ...fact, through: [...(found.get(key)?.through ?? []), name] });
    }
  }
  return [...found.values()];
}

/** Ports on which mail is taken from programs of users, and from other hosts. */
const MAIL_PORTS: ReadonlySet<number | undefined> = new Set([25, 465, 587]);

/** What other programs than qmail-smtpd take is up to them. */
function ofOtherServers({ services }: Site, place: PlaceOf): RelayFacts[] {
  return services
    .filter(({ port, chain, programs }) => MAIL_PORTS.has(port) && chain && !programs.includes("qmail-smtpd"))
    .map((service) => ({
      who: "not known",
      by: `${printable(service.program)} decides`,
      at: place(service.place(service.chain!.steps.at(-1)!.word)),
      through: [service.name],
    }));
}

type RelayFact = Omit<RelayFacts, "through">;

function relayBy({ chain, rules, service }: SmtpOfSite, { tree }: Site, place: PlaceOf): RelayFact[] {
  const at = place(service.place(chain.server.word));
  const facts: RelayFact[] = [];
  if (smtpdEnvironment(chain, undefined)[RELAYCLIENT] !== undefined)
    facts.push({ who: "everybody who may connect", by: `${RELAYCLIENT} in the script`, at });
  const login = loginOf(chain, service);
  if (login !== undefined) facts.push({ who: "clients that log in", by: login, at });
  if (rules?.source) return [...facts, ...relayByRules(rules.source, tree, place)];
  if (!chain.rules) return facts;
  const named = chain.rulesPath === undefined ? "its access rules" : `its access rules ${printable(chain.rulesPath)}`;
  return [...facts, { who: "not known", by: `${named} are not among these files`, at }];
}

function relayByRules({ path, table }: Placed<AccessFile>, tree: Tree, place: PlaceOf): RelayFact[] {
  const { ranges, apart } = accessMap(table);
  const placeOf = (rule: number) => place(tree.locate(path, table.rules[rule].address));
  const byRule = new Map<number, string[]>();
  for (const range of ranges) {
    if (range.rule === undefined || !mayRelay(range.verdict)) continue;
    const known = byRule.get(range.rule) ?? [];
    byRule.set(range.rule, [...known, formatAddresses(range)]);
  }
  const byAddress = [...byRule]
    .sort(([a], [b]) => a - b)
    .map(([rule, who]) => ({ who: shortened(who), by: RELAYCLIENT, at: placeOf(rule) }));
  const byName = apart
    .filter(({ verdict }) => mayRelay(verdict))
    .map(({ rule, audience }) => ({ who: describeAudience(audience), by: RELAYCLIENT, at: placeOf(rule) }));
  return [...byAddress, ...byName];
}

/** Stock qmail-smtpd reads no arguments: those of patches name the program that checks passwords. */
function loginOf({ smtpd, behind }: SmtpService, { chain, source }: SiteService): string | undefined {
  if (smtpd.name === "qmail-smtpd" && smtpd.arguments.length > 0) return "the arguments of qmail-smtpd";
  const isSet = environmentOf(chain!, source).some(({ name }) => name === "SMTPAUTH");
  if (isSet) return "SMTPAUTH in the script";
  if (behind.some(({ name }) => name === "relay-ctrl-check")) return "relay-ctrl-check: fetched mail a while ago";
  return behind.some(({ name }) => name === "spamdyke") ? "perhaps: the settings of spamdyke" : undefined;
}

/** More would not be read. */
const MOST_NAMED = 6;

function shortened(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return more > 0 ? `${names.slice(0, MOST_NAMED).join(", ")} and ${more} more ranges` : names.join(", ");
}
