/** The hosts of a tree as text. */

import { plural } from "../plural.js";
import { addressesOfZone } from "./reverse-zone-words.js";
import { shortened } from "./shortened.js";
import type {
  AddressFacts,
  HostFacts,
  MailDomainFacts,
  MailFacts,
  PlaceFacts,
  RelayFacts,
  SiteFacts,
  SiteServiceFacts,
  ZoneFacts,
} from "./site-facts.js";

export function sitesAsText({ hosts }: SiteFacts): string {
  return hosts.map((host) => `${hostLines(host).join("\n")}\n`).join("\n");
}

function hostLines(host: HostFacts): string[] {
  const { name, folder, addresses, trusted, services, zones, mail, compiled } = host;
  const stale = compiled.filter(({ state }) => state === "older");
  const missing = compiled.filter(({ state }) => state === "missing");
  return [
    `${name}  (${folder})`,
    ...section("addresses", table(addresses.map(({ address, from }) => [address, originsWords(from)]))),
    ...section("trusted networks", trusted),
    ...section("services", table(services.map(serviceRow))),
    ...section("zones", shortened(table(zones.map(zoneRow)), "zone")),
    ...mail.flatMap((installation) => mailLines(installation)),
    ...section(
      "older than their source",
      table(
        stale.map(({ compiled: file, sources, compiledTime, sourceTime }) => [
          `${file} of ${compiledTime}`,
          `${sources.join(", ")} of ${sourceTime}`,
        ]),
      ),
    ),
    ...section(
      "not compiled yet",
      table(missing.map(({ compiled: file, sources }) => [file, `of ${sources.join(", ")}`])),
    ),
  ];
}

const ORIGINS: Readonly<Record<string, string>> = {
  configuration: "site.addresses of djblint.json",
  listens: "a service listens on it",
  environment: "a server of djbdns listens on it",
  name: "the zone data give it to this host",
};

/** So many places are named of one address: the exchanger of many domains has a line for each. */
const MOST_ORIGINS = 4;

function originsWords(from: AddressFacts["from"]): string {
  const rest = from.length - MOST_ORIGINS;
  const shown = from.slice(0, MOST_ORIGINS).map(originWords);
  return [...shown, ...(rest > 0 ? [`and ${plural(rest, "more place")}`] : [])].join("; ");
}

function originWords({ origin, at }: { readonly origin: string; readonly at?: PlaceFacts }): string {
  return `${ORIGINS[origin]}${at === undefined ? "" : ` (${placeWords(at)})`}`;
}

function serviceRow(service: SiteServiceFacts): string[] {
  const { name, programs, user, startedBy, isDown, is, rules, data } = service;
  const notes = [
    ...(is === undefined ? [] : [is]),
    ...(rules ? [`who may connect: ${rules.source ?? rules.written}`] : []),
    ...(data ? [`serves ${data}`] : []),
    ...(startedBy === "script" ? ["started by a script, not supervised"] : []),
    ...(isDown ? ["down until svc -u"] : []),
  ];
  return [
    name,
    programs.at(-1) ?? "no program that stays",
    `runs as ${user ?? "somebody not known"}`,
    listenWords(service),
    notes.join("; "),
  ];
}

function listenWords({ listens }: SiteServiceFacts): string {
  if (!listens) return "";
  const { addresses, port, service, transport } = listens;
  const where = addresses.map((address) => (address === "0.0.0.0" ? "all addresses" : address)).join(", ");
  if (port === undefined) return where;
  return `${where === "" ? "" : `${where} `}${transport} ${port}${service === undefined ? "" : ` (${service})`}`;
}

function zoneRow({ name, data, servers, seenBy }: ZoneFacts): string[] {
  const isForAll = seenBy.includes("*");
  const views = seenBy.filter((code) => code !== "*");
  const seen = views.length === 0 ? "" : `${isForAll ? "also its own for" : "only for"} location ${views.join(", ")}`;
  const addresses = addressesOfZone(name);
  const reverse = addresses === undefined ? "" : `names of the addresses ${addresses}`;
  return [name, data, servers.length === 0 ? "" : `served by ${servers.join(", ")}`, seen, reverse];
}

function mailLines({ control, smtp, queue, domains, relay, others }: MailFacts): string[] {
  return [
    ...section("mail", [
      `control files in ${control}`,
      `taken by ${smtp.join(", ") || NO_SERVICE}; delivered by ${queue ?? NO_SERVICE}`,
    ]),
    ...section("mail domains", shortened(table(domains.map(domainRow)), "domain")),
    ...section("all other mail", [`goes to ${others}`]),
    ...section(
      "may send to any domain",
      relay.length === 0
        ? [smtp.length === 0 ? NO_SERVER : "nobody"]
        : table(relay.map((fact) => relayRow(fact, smtp.length))),
    ),
  ];
}

function domainRow({ name, isAccepted, way, to, at }: MailDomainFacts): string[] {
  const ways = {
    local: "delivered here",
    virtual: `delivered here, to ${to}`,
    relayed: `sent on to ${to}`,
    exchangers: `sent on to its mail exchangers${to === undefined ? "" : `, ${to} first`}`,
    "not-known": "qmail-send does not start",
  };
  return [name, ways[way], isAccepted ? "" : "not taken from strangers", at.map(placeWords).slice(0, 1).join("")];
}

const NO_SERVICE = "no service of these files";
const NO_SERVER = "not known: no service of these files takes mail";

function relayRow({ who, by, at, through, isOpen }: RelayFacts, services: number): string[] {
  const shown = isOpen ? `OPEN RELAY: ${who}` : who;
  return [
    shown,
    by,
    at === undefined ? "" : placeWords(at),
    through.length < services ? `at ${through.join(", ")}` : "",
  ];
}

function placeWords({ file, line }: PlaceFacts): string {
  return `${file}:${line}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `  ${title}`, ...lines.map((line) => `    ${line}`)];
}

/** Columns, as wide as their widest cell. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    rows.reduce((widest, row) => Math.max(widest, row[column].length), 0),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => (widths[column] === 0 ? "" : `${cell.padEnd(widths[column])}  `))
      .join("")
      .trimEnd(),
  );
}
