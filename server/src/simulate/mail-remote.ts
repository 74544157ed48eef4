/** The remote end of the way: which host gets the mail, or why it comes back or waits. */
import { printable } from "djblint-grammars/text";
import { reachesItself } from "../model/control/host-addresses.js";
import { domainOf } from "../model/control/mail-address.js";
import { type Route, SMTP_PORT } from "../model/control/mail-route.js";
import {
  type Candidate,
  deliverRemotely,
  failureMessage,
  isBestExchanger,
  isTemporary,
  type RemoteResult,
  remoteObstacle,
} from "../model/control/remote-delivery.js";
import type { MailJournal } from "./mail-journal.js";
import type { MailOutcome, RouteResult } from "./mail-result.js";

export interface RemoteEnd {
  readonly outcome: MailOutcome;
  readonly route: RouteResult | undefined;
}

/** Hands a mail that this host sends to itself to its own qmail-smtpd, and tells how it ends. */
export type ComeBack = (from: string, recipient: string) => MailOutcome;

type Connected = Extract<RemoteResult, { kind: "connect" }>;
type Failed = Extract<RemoteResult, { kind: "failed" }>;

export function endRemotely(address: string, journal: MailJournal, comeBack: ComeBack): RemoteEnd {
  const { home, dialect, ownAddresses, dns } = journal.site;
  const { directory } = home;
  const host = domainOf(address) ?? "";
  const result = deliverRemotely(host, [address], { directory, dialect, ownAddresses, dns });
  if (result.route) noteRoute(host, result.route, journal);
  if (result.kind === "failed") return { outcome: endFailed(host, result, journal), route: undefined };
  if (result.source === "mx" || result.source === "a") noteExchangers(host, result.source, result.hosts, journal);
  return endConnected(host, result, journal, comeBack);
}

function noteRoute(host: string, route: Route, journal: MailJournal): void {
  const { entry } = route;
  if (!entry) {
    journal.noteFile(
      "remote",
      `no line of smtproutes is for ${shown(host)}: its mail exchangers are asked for`,
      "smtproutes",
    );
    return;
  }
  const line = `the line "${printable(`${entry.key}:${entry.value}`)}" is for ${shown(host)}`;
  const says =
    route.kind === "relay"
      ? `${line}: ${relayOf(route)} gets it, and no MX is asked for`
      : `${line}: it has no relay, so the mail exchangers are asked for`;
  journal.noteControl("remote", says, entry);
}

function relayOf({ relay, address, port }: Extract<Route, { kind: "relay" }>): string {
  return `${address ?? `the host named "${printable(relay)}"`}, port ${port},`;
}

/** What the zone data of the site say of the domain. */
function noteExchangers(host: string, source: "mx" | "a", hosts: readonly Candidate[], journal: MailJournal): void {
  const evidence = journal.site.dns.evidence(host, source);
  if (!evidence) {
    const says = `the zone data among these files do not tell the mail exchangers of ${shown(host)}: the DNS decides`;
    journal.note("remote", says);
    return;
  }
  const found = hosts.map((candidate) => describeHost(candidate, source)).join(", ");
  journal.note("remote", `the zone data give ${found}`, evidence);
}

function describeHost({ host, address, preference }: Candidate, source: "mx" | "a"): string {
  const at = address === undefined || address === host ? "" : ` (${address})`;
  return source === "mx" ? `MX ${preference} ${printable(host)}${at}` : `no MX, but the address ${address}`;
}

function endFailed(host: string, { failure, host: wanted, route }: Failed, journal: MailJournal): MailOutcome {
  const { home, dns } = journal.site;
  const message = failureMessage(failure, wanted).replaceAll("\n", " ");
  const outcome = isTemporary(failure) ? "deferred" : "bounced";
  const says = `${outcome}: ${message}${ADVICE[failure] ?? ""}`;
  if (failure === "controls") journal.noteFile("remote", says, remoteObstacle(home.directory) ?? "me");
  else if (route?.kind === "relay") journal.noteControl("remote", says, route.entry);
  else journal.note("remote", says, dns.evidence(host, "mx") ?? dns.evidence(host, "a"));
  return outcome;
}

/** What a newcomer needs to know besides. */
const ADVICE: Readonly<Partial<Record<Failed["failure"], string>>> = {
  "best-is-own": " Mail for the domain comes to this host, which has it in neither locals nor virtualdomains",
  "no-connection": " Port 0 is never connected to",
};

function endConnected(host: string, result: Connected, journal: MailJournal, comeBack: ComeBack): RemoteEnd {
  const [first] = result.hosts;
  const route = { host: first.host, address: first.address, port: result.port, source: result.source };
  const isSelf = first.isOwn || (first.address !== undefined && reachesItself(first.address, journal.site));
  if (isSelf && result.port === SMTP_PORT) {
    const says = `${printable(first.host)} is this host itself: the mail comes back by SMTP`;
    if (result.route.entry) journal.noteControl("remote", says, result.route.entry);
    else journal.note("remote", says);
    return { outcome: comeBack(first.address ?? "127.0.0.1", result.recipients[0]), route };
  }
  noteLoopByRelay(host, result, journal);
  return { outcome: "sent-to-host", route };
}

/** T9: who gets mail for a domain whose exchanger is this host will send it here. */
function noteLoopByRelay(host: string, { route }: Connected, journal: MailJournal): void {
  const { home, dialect, ownAddresses, dns } = journal.site;
  const evidence = dns.evidence(host, "mx") ?? dns.evidence(host, "a");
  if (route.kind !== "relay" || !evidence) return;
  if (!isBestExchanger(host, { directory: home.directory, dialect, ownAddresses, dns })) return;
  const says = `by the DNS, mail for ${shown(host)} comes to this host: the relay may send it back, and so on`;
  journal.note("remote", says, evidence);
}

function shown(host: string): string {
  return host === "" ? "the empty domain" : printable(host);
}
