/**
 * What qmail-remote does with mail for a host: whom it connects to and what it says, or why the mail comes back or
 * waits. Specification section 5.
 */
import type { Dialect } from "djblint-grammars/control/files";
import { foldCase } from "./control.js";
import type { ControlDirectory } from "./control-directory.js";
import { isOwnAddress } from "./host-addresses.js";
import { addressLiteral, domainOf, isHostName, localPartOf, quotedLocalPart } from "./mail-address.js";
import type { DnsAnswer, Exchanger, MailDns } from "./mail-dns.js";
import { type Route, routeOf, SMTP_PORT } from "./mail-route.js";

export interface RemoteOptions {
  readonly directory: ControlDirectory;
  readonly dialect: Dialect;
  readonly ownAddresses: readonly string[];
  readonly dns: MailDns;
}

/** One of the hosts that are tried, best first. */
export interface Candidate {
  /** Its name, or its address where there is no name. */
  readonly host: string;
  /** Undefined when the DNS that is known here does not tell. */
  readonly address: string | undefined;
  readonly preference: number;
  readonly isOwn: boolean;
}

/** How the hosts were found. */
export type RouteSource = "smtproutes" | "literal" | "mx" | "a";

export type Failure =
  /** No such host (T8, T13). */
  | "no-host"
  /** Mail exchangers without addresses (T13). */
  | "no-exchanger"
  /** This host itself is the best of them (T10). */
  | "best-is-own"
  /** Port 0 (T4). */
  | "no-connection"
  /** M2. */
  | "controls";

export type RemoteResult =
  | {
      readonly kind: "connect";
      readonly route: Route;
      readonly source: RouteSource;
      readonly port: number;
      readonly hosts: readonly Candidate[];
      /** The name in HELO (T14). */
      readonly helo: string;
      /** Recipients as they stand in RCPT (T12). */
      readonly recipients: readonly string[];
    }
  | {
      readonly kind: "failed";
      readonly route: Route | undefined;
      readonly failure: Failure;
      /** The host that was looked for. */
      readonly host: string;
      /** What was found and not used. */
      readonly hosts: readonly Candidate[];
    };

/** A failure that is tried again, until queuelifetime has passed. */
export function isTemporary(failure: Failure): boolean {
  return failure !== "no-host" && failure !== "no-exchanger" && failure !== "best-is-own";
}

/** What qmail-remote reports, without the letter in front. */
export function failureMessage(failure: Failure, host: string): string {
  switch (failure) {
    case "no-host":
      return `Sorry, I couldn't find any host named ${shownHost(host)}. (#5.1.2)`;
    case "no-exchanger":
      return "Sorry, I couldn't find a mail exchanger or IP address. (#5.4.4)";
    case "best-is-own":
      return "Sorry. Although I'm listed as a best-preference MX or A for that host,\nit isn't in my control/locals file, so I don't treat it as local. (#5.4.6)";
    case "no-connection":
      return "Sorry, I wasn't able to establish an SMTP connection. (#4.4.1)";
    case "controls":
      return "Unable to read control files. (#4.3.0)";
  }
}

/** Bytes that are no visible ASCII are shown as `?`. */
function shownHost(host: string): string {
  return host.replace(/[^!-~]/g, "?");
}

const READ_BEFORE_DELIVERY = ["me", "helohost", "timeoutremote", "timeoutconnect", "smtproutes"];

/** The control file that keeps qmail-remote from delivering (M2, R1); `me` when it is missing. */
export function remoteObstacle(directory: ControlDirectory): string | undefined {
  return READ_BEFORE_DELIVERY.find((name) => directory.isUnreadable(name)) ?? (directory.helohost ? undefined : "me");
}

/** Delivers to recipients of one host. */
export function deliverRemotely(host: string, recipients: readonly string[], options: RemoteOptions): RemoteResult {
  const { directory } = options;
  const fail = (failure: Failure, details: { route?: Route; host?: string; hosts?: readonly Candidate[] } = {}) =>
    ({ kind: "failed", failure, route: undefined, host, hosts: [], ...details }) as const;
  if (remoteObstacle(directory) !== undefined) return fail("controls");
  const route = routeOf(directory, host);
  const mangled = recipients.map((recipient) => mangle(recipient, route, options));
  const found = findHosts(host, route, options);
  const wanted = route.kind === "relay" ? route.relay : host;
  if (found.failure !== undefined) return fail(found.failure, { route, host: wanted });
  if (found.hosts.length === 0) return fail("no-exchanger", { route, host: wanted });
  // T9, T12: with a route, or when all recipients were aliases, nobody asks whether the host is this one.
  const isFree = route.kind === "relay" || mangled.every(({ alias }) => alias);
  const hosts = isFree ? found.hosts : found.hosts.filter(better(found.hosts));
  if (hosts.length === 0) return fail("best-is-own", { route, hosts: found.hosts });
  const port = route.kind === "relay" ? route.port : SMTP_PORT;
  if (port === 0) return fail("no-connection", { route, hosts });
  const helo = directory.helohost!.text;
  const { source } = found;
  return { kind: "connect", route, source, port, hosts, helo, recipients: mangled.map(({ address }) => address) };
}

/** What this host is among the mail exchangers of a domain. */
export type Standing =
  /** T10: without a route qmail-remote returns the mail (5.4.6). */
  | "best"
  /** Another host has the same preference, which helps nothing (T10). */
  | "shared"
  | "backup"
  | "absent";

export interface Exchange {
  readonly standing: Standing;
  /** Best first. */
  readonly hosts: readonly Candidate[];
  /** Whether the domain has mail exchangers, and not only an address. */
  readonly hasExchangers: boolean;
}

/** Undefined where the DNS that is known here does not tell. */
export function exchangeOf(host: string, options: RemoteOptions): Exchange | undefined {
  const { hosts, source, failure } = findHosts(host, { kind: "exchangers", entry: undefined }, options);
  if (failure !== undefined || hosts.length === 0) return undefined;
  // A host without a known address may be this one; where nothing is known, the domain stands for its exchangers.
  if (hosts.some((found) => found.address === undefined && (!found.isOwn || found.host === host))) return undefined;
  return { standing: standingIn(hosts, ownPreference(hosts)), hosts, hasExchangers: source === "mx" };
}

function standingIn(hosts: readonly Candidate[], own: number): Standing {
  if (own === Number.POSITIVE_INFINITY) return "absent";
  if (hosts.some(({ preference }) => preference < own)) return "backup";
  return hosts.some(({ preference, isOwn }) => preference === own && !isOwn) ? "shared" : "best";
}

/** Whether mail for a domain comes to this host, as far as the DNS tells: then without a route it is refused (T10). */
export function isBestExchanger(host: string, options: RemoteOptions): boolean {
  const { hosts } = findHosts(host, { kind: "exchangers", entry: undefined }, options);
  return hosts.length > 0 && !hosts.some(better(hosts));
}

/** T10. */
function better(hosts: readonly Candidate[]): (candidate: Candidate) => boolean {
  const own = ownPreference(hosts);
  return ({ preference }) => preference < own;
}

/** The best of an address that is ours; infinite without one. */
function ownPreference(hosts: readonly Candidate[]): number {
  return hosts.reduce(
    (best, { preference, isOwn }) => (isOwn ? Math.min(best, preference) : best),
    Number.POSITIVE_INFINITY,
  );
}

interface Mangled {
  /** As it stands in RCPT. */
  readonly address: string;
  /** Whether its domain is taken for an alias (T12). */
  readonly alias: boolean;
}

/** T12: the domain of a recipient is replaced by what it is an alias of; with a route, and by notqmail, it is not. */
function mangle(recipient: string, route: Route, { dns, dialect }: RemoteOptions): Mangled {
  const domain = domainOf(recipient);
  const isKept = route.kind === "relay" || dialect === "notqmail";
  if (domain === undefined) return { address: recipient, alias: !isKept };
  const quoted = (host: string) => `${quotedLocalPart(localPartOf(recipient))}@${host}`;
  if (isKept) return { address: quoted(domain), alias: false };
  const { host, steps } = followAlias(domain, dns);
  return { address: quoted(host), alias: steps > 0 };
}

/** A chain of aliases that is longer is given up. */
const MOST_ALIASES = 10;

/** A dot at the end counts as an alias too: it is cut off, and the name looked up again. */
function followAlias(domain: string, dns: MailDns): { host: string; steps: number } {
  let host = domain;
  for (let steps = 0; steps < MOST_ALIASES; steps++) {
    if (host === "" || host.endsWith("]")) return { host, steps };
    if (host.endsWith(".")) {
      host = host.slice(0, -1);
      continue;
    }
    const answer = dns.cname(host);
    if (answer.kind !== "records") return { host, steps };
    host = answer.records[0];
  }
  return { host, steps: MOST_ALIASES };
}

interface Found {
  readonly source: RouteSource;
  readonly hosts: readonly Candidate[];
  readonly failure?: Failure;
}

function findHosts(host: string, route: Route, options: RemoteOptions): Found {
  if (route.kind === "relay") return findByAddress(route.relay, "smtproutes", options);
  const literal = addressLiteral(host);
  if (literal !== undefined) return { source: "literal", hosts: candidates(literal, 0, options).hosts };
  const exchangers = isHostName(host) ? options.dns.mx(host) : NOTHING;
  switch (exchangers.kind) {
    case "nothing":
      return findByAddress(host, "a", options);
    case "unknown":
      return findUnknown(host, options);
    case "records":
      return findExchangers(exchangers.records, options);
  }
}

/** The order of equal preferences is left to chance; here it is that of the answer. */
function findExchangers(exchangers: readonly Exchanger[], options: RemoteOptions): Found {
  const sorted = [...exchangers].sort((a, b) => a.preference - b.preference);
  const found = sorted.map(({ host, preference }) => candidates(host, preference, options));
  return { source: "mx", hosts: found.flatMap((exchanger) => exchanger.hosts) };
}

/** Nothing is known of the domain: it stands for its exchangers. */
function findUnknown(host: string, options: RemoteOptions): Found {
  const { hosts, answer } = unknownHost(host, 0, options);
  return { source: "mx", hosts, failure: answer.kind === "nothing" ? "no-host" : undefined };
}

/** T7, T8: by the addresses of a name, or by an address in its place. */
function findByAddress(host: string, source: RouteSource, options: RemoteOptions): Found {
  const { hosts, answer } = candidates(host, 0, options);
  return { source, hosts, failure: answer.kind === "nothing" ? "no-host" : undefined };
}

const NOTHING = { kind: "nothing" } as const;

interface Addresses {
  readonly hosts: readonly Candidate[];
  readonly answer: DnsAnswer<string>;
}

function candidates(host: string, preference: number, options: RemoteOptions): Addresses {
  const literal = addressLiteral(host);
  const isOwn = (address: string) => isOwnAddress(address, options);
  const candidate = (address: string): Candidate => ({
    host: literal ?? host,
    address,
    preference,
    isOwn: isOwn(address),
  });
  if (literal !== undefined) return { hosts: [candidate(literal)], answer: { kind: "records", records: [literal] } };
  const answer = isHostName(host) ? options.dns.a(host) : NOTHING;
  if (answer.kind === "records") return { hosts: answer.records.map(candidate), answer };
  if (answer.kind !== "unknown") return { hosts: [], answer };
  return unknownHost(host, preference, options);
}

/** A host that the DNS that is asked here does not tell of. */
function unknownHost(host: string, preference: number, options: RemoteOptions): Addresses {
  const isOwn = isOwnName(host, options);
  if (!isOwn && isDotless(host)) return { hosts: [], answer: NOTHING };
  return { hosts: [{ host, address: undefined, preference, isOwn }], answer: { kind: "unknown" } };
}

/** Where the address is not known, the name has to do. */
function isOwnName(host: string, { directory }: RemoteOptions): boolean {
  return directory.me !== undefined && foldCase(host) === foldCase(directory.me.text);
}

/** A name without a dot is a top-level domain, and none of these has an address. */
function isDotless(host: string): boolean {
  return !host.replace(/\.$/, "").includes(".");
}
