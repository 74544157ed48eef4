/** The qmail installations of a host, with the services that belong to each. */
import { type QmailHome, qmailHomesOn } from "../control/qmail-home.js";
import { areSameLists } from "../memo.js";
import type { Site } from "./site.js";
import type { RuleUse, SiteService } from "./site-services.js";
import { type SmtpService, smtpServicesIn } from "./smtp-service.js";

export interface SiteMail {
  readonly home: QmailHome;
  /** Services that take mail by SMTP, also those behind patches and other servers. */
  readonly smtp: readonly SmtpOfSite[];
  /** The services that run qmail-send: one, for the second finds the queue taken. */
  readonly queues: readonly SiteService[];
}

export interface SmtpOfSite {
  readonly service: SiteService;
  /** The programs in front of qmail-smtpd and behind the server. */
  readonly chain: SmtpService;
  readonly rules: RuleUse | undefined;
}

export function mailOfSite(site: Site): SiteMail[] {
  const homes = qmailHomesOn(site.tree, site.root);
  const smtp = site.services.flatMap((service) => {
    return site.tree.onceFor(service, "SMTP", () => smtpOf(service), areSameLists);
  });
  const queues = site.services.filter(({ programs }) => programs.includes("qmail-start"));
  return homes.map((home) => ({
    home,
    smtp: smtp.filter(({ service }) => homeOf(service, homes) === home),
    queues: queues.filter((service) => homeOf(service, homes) === home),
  }));
}

/** Whether the same services belong to the same installations. */
export function areSameMails(before: readonly SiteMail[], now: readonly SiteMail[]): boolean {
  const partsOf = (mails: readonly SiteMail[]) => mails.flatMap(({ home, smtp, queues }) => [home, ...queues, ...smtp]);
  return areSameLists(partsOf(before), partsOf(now));
}

function smtpOf(service: SiteService): SmtpOfSite[] {
  const chain = smtpServicesIn(service.source).find(({ server }) => service.chain?.steps.includes(server));
  return chain ? [{ service, chain, rules: service.rules }] : [];
}

/** Of several installations that whose folder the script names, as in `/var/qmail2/bin`; else the first. */
function homeOf({ source }: SiteService, homes: readonly QmailHome[]): QmailHome | undefined {
  if (homes.length < 2) return homes[0];
  const text = source.text.slice({ start: 0, end: source.text.bytes.length });
  const named = homes.find(({ path }) => text.includes(`${path.slice(path.lastIndexOf("/"))}/`));
  return named ?? homes[0];
}
