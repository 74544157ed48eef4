/** What is told of who may send mail to any domain through a qmail installation. */

import { printable } from "djblint-grammars/text";
import { foldCase } from "../model/control/control.js";
import { SMTP_PORT } from "../model/control/mail-route.js";
import { formatAddresses } from "../model/ip.js";
import { SMTP_PORTS } from "../model/run/protocols.js";
import { environmentOf } from "../model/run/service-environment.js";
import { listensInside } from "../model/run/service-listening.js";
import type { Site } from "../model/site/site.js";
import type { SmtpOfSite } from "../model/site/site-mail.js";
import type { SiteService } from "../model/site/site-services.js";
import { type SmtpService, smtpdEnvironment } from "../model/site/smtp-service.js";
import type { AccessFile } from "../model/tcprules/access-file.js";
import { accessMap } from "../model/tcprules/access-map.js";
import { isOpenToStrangers } from "../model/tcprules/open-to-strangers.js";
import { demandsLogin, mayRelay, RELAYCLIENT } from "../model/tcprules/variable-effects.js";
import type { FileSpan, Placed, Tree } from "../model/tree.js";
import { describeAudience } from "./access-words.js";
import type { MailInstallation } from "./mail-installation.js";
import type { PlaceFacts, RelayFacts } from "./site-facts.js";

export type PlaceOf = (at: FileSpan) => PlaceFacts;

/** Who may send mail to any domain. */
export function relayFacts(
  smtp: readonly SmtpOfSite[],
  mail: MailInstallation,
  site: Site,
  place: PlaceOf,
): RelayFacts[] {
  const found = new Map<string, RelayFacts>();
  if (smtp.length === 0) return ofOtherServers(site, place);
  for (const each of smtp) {
    const { name } = each.service;
    const isReached = isForStrangers(each);
    for (const { isOpen, ...rest } of [...byControlFiles(mail, place), ...relayBy(each, site, place)]) {
      const fact: RelayFact = { ...rest, ...(isOpen && isReached && { isOpen }) };
      const key = JSON.stringify(fact);
      found.set(key, { ...fact, through: [...(found.get(key)?.through ?? []), name] });
    }
  }
  return [...found.values()];
}

/** What other programs than qmail-smtpd take is up to them. */
function ofOtherServers({ services }: Site, place: PlaceOf): RelayFacts[] {
  return services
    .filter(({ port, chain, programs }) => SMTP_PORTS.has(port ?? 0) && chain && !programs.includes("qmail-smtpd"))
    .map((service) => ({
      who: "not known",
      by: `${printable(service.program)} decides`,
      at: place(service.place(service.chain!.steps.at(-1)!.word)),
      through: [service.name],
    }));
}

type RelayFact = Omit<RelayFacts, "through">;

/** Whether strangers reach the service, and need not log in there. */
function isForStrangers({ service, chain, rules }: SmtpOfSite): boolean {
  const { listening, port } = service;
  if (listensInside(listening) || (rules?.source && !isOpenToStrangers(rules.source.table))) return false;
  return port === SMTP_PORT || loginOf(chain, service) === undefined;
}

const EVERYBODY = "everybody who may connect";

/** A5, A7: without rcpthosts, and by a % in the address. */
function byControlFiles(mail: MailInstallation, place: PlaceOf): RelayFact[] {
  if (!mail.hasRelayList) return [{ who: EVERYBODY, by: "there is no control/rcpthosts", isOpen: true }];
  const added = foldCase(mail.directory.value("envnoathost")?.text ?? "");
  const [entry] = mail.directory.percenthack.entries().filter(({ key }) => {
    return foldCase(key) === added || mail.accepting(key) !== undefined;
  });
  const at = entry && mail.place(entry);
  if (!entry) return [];
  const by = `percenthack: to user%elsewhere@${printable(entry.key)}`;
  return [{ who: EVERYBODY, by, isOpen: true, ...(at && { at: place(at) }) }];
}

function relayBy({ chain, rules, service }: SmtpOfSite, { tree }: Site, place: PlaceOf): RelayFact[] {
  const at = place(service.place(chain.server.word));
  const facts: RelayFact[] = [];
  if (smtpdEnvironment(chain, undefined)[RELAYCLIENT] !== undefined)
    facts.push({ who: EVERYBODY, by: `${RELAYCLIENT} in the script`, at, isOpen: true });
  const login = loginOf(chain, service);
  if (login !== undefined) facts.push({ who: "clients that log in", by: login, at });
  if (rules?.source) return [...facts, ...relayByRules(rules.source, service, tree, place)];
  if (!chain.rules) return facts;
  const named = chain.rulesPath === undefined ? "its access rules" : `its access rules ${printable(chain.rulesPath)}`;
  return [...facts, { who: "not known", by: `${named} are not among these files`, at }];
}

function relayByRules(
  { path, table }: Placed<AccessFile>,
  { chain, source }: SiteService,
  tree: Tree,
  place: PlaceOf,
): RelayFact[] {
  const { ranges, apart } = accessMap(table);
  const environmentBy = (rule: number) => {
    const own = table.rule(rule).variables.map(({ name, value }) => [name.text, value.text] as const);
    return new Map(environmentOf(chain!, source, undefined, own).map(({ name, value }) => [name, value]));
  };
  const placeOf = (rule: number) => place(tree.locate(path, table.rules[rule].address));
  const byRule = new Map<number, string[]>();
  for (const range of ranges) {
    if (range.rule === undefined || !mayRelay(range.verdict)) continue;
    const known = byRule.get(range.rule) ?? [];
    byRule.set(range.rule, [...known, formatAddresses(range)]);
  }
  const byAddress = [...byRule]
    .sort(([a], [b]) => a - b)
    .flatMap(([rule, who]): RelayFact[] => {
      const environment = environmentBy(rule);
      // A program behind the server may take it away again.
      if (!environment.has(RELAYCLIENT)) return [];
      const isDefault = table.rule(rule).address.text === "";
      const audience = isDefault ? "everybody else" : shortened(who);
      const isOpen = isDefault && !demandsLogin(environment);
      return [{ who: audience, by: RELAYCLIENT, at: placeOf(rule), ...(isOpen && { isOpen }) }];
    });
  const byName = apart
    .filter(({ rule, verdict }) => mayRelay(verdict) && environmentBy(rule).has(RELAYCLIENT))
    .map(({ rule, audience }) => ({ who: describeAudience(audience), by: RELAYCLIENT, at: placeOf(rule) }));
  return [...byAddress, ...byName];
}

/** Stock qmail-smtpd reads no arguments: those of patches name the program that checks passwords. */
function loginOf({ given, behind }: SmtpService, { chain, source }: SiteService): string | undefined {
  if (given.length > 0) return "the arguments of qmail-smtpd";
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
