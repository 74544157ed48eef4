import type { RuleLine } from "djblint-grammars/tcprules/tree";
import { printable, type Span } from "djblint-grammars/text";
import { type Addresses, countOf, examplesOf, formatCount } from "../../model/ip.js";
import { environmentOf } from "../../model/run/service-environment.js";
import { readersOf } from "../../model/site/file-on-site.js";
import { siteOf } from "../../model/site/site.js";
import type { SiteService } from "../../model/site/site-services.js";
import type { AccessFile } from "../../model/tcprules/access-file.js";
import { type RelayExposure, relayExposures } from "../../model/tcprules/relay-exposure.js";
import { demandsLogin, RELAYCLIENT } from "../../model/tcprules/variable-effects.js";
import type { Placed } from "../../model/tree.js";
import { mailInstallationBeside } from "../../simulate/mail-installation.js";
import { OUT, wayOut } from "../relay-way.js";
import { defineRule, type Params, type Related } from "../rule.js";

/** A 256th of all addresses: an IPv4 prefix of one number. */
const WORLD = { IPv4: 1n << 24n, IPv6: 1n << 120n };
/** What hardly any site has: more than an IPv4 prefix of two numbers, or than the IPv6 network of a provider. */
const PROVIDER = { IPv4: 1n << 16n, IPv6: 1n << 96n };

const OWN = "name networks of your own in site.trusted of djblint.json; take RELAYCLIENT away from all others";
const NAMES =
  "name the addresses of the clients instead; else tcpserver needs -p, which believes a name only if its address " +
  "records lead back to the client";

export default defineRule({
  code: "TR103",
  name: "relay-exposure",
  language: "tcprules",
  severity: "error",
  category: "policy",
  security: true,
  since: "0.1",
  what: "RELAYCLIENT is set for clients that are none of the site's own",
  why:
    "qmail-smtpd and qmail-qmtpd take mail to any domain from a client with RELAYCLIENT, whatever its value: " +
    "strangers can send their mail, and spam, through this host",
  silent:
    "About loopback, private, link-local and provider-internal addresses, about those that `site.addresses` and " +
    "`site.trusted` name, where a variable makes a patched qmail-smtpd take mail only from clients that log in (SMTPAUTH that " +
    "begins with !, REQUIREAUTH, REQUIRE_AUTH, AUTHREQUIRED) in the rule or in all services that read it, where a program behind " +
    "the server takes the variable away again in all of them, about addresses that more specific lines take out again, about lines without effect, and " +
    "where more than a million ranges in the middle of addresses would have to be looked at. A public network of " +
    "middle size may be the site's own: it is a warning only when the settings say what is",
  sources: ["tcprules specification R40 and section 9", "qmail specification A5", "tcp-environ(5)", "RFC 6890"],
  fixable: "unsafe",
  messages: {
    everybody: {
      text: "open relay: every client that no other line names may send mail to any domain, {who} among them",
      help: "take RELAYCLIENT away here, and set it on lines for your own networks only",
    },
    "any-name": {
      text: "open relay: every client whose address resolves to a name may send mail to any domain, whatever name it is",
      help: "take RELAYCLIENT away here, and set it on lines for your own networks only",
    },
    world: { text: "open relay: {who} may send mail to any domain", help: OWN },
    suffix: {
      text: "any address whose name ends in {name} may send mail to any domain, and its owner chooses that name freely",
      help: NAMES,
      severity: "warning",
    },
    host: {
      text: "any address whose name is {name} may send mail to any domain, and its owner chooses that name freely",
      help: NAMES,
      severity: "warning",
    },
    "user-at-host": {
      text: "whoever says to be {user} at {name} may send mail to any domain, and strangers choose both names freely",
      help: NAMES,
      severity: "warning",
    },
    spelling: {
      text: "public IPv6 addresses that are written with {address} in front may send mail to any domain: {who}",
      help: OWN,
      severity: "warning",
    },
    mixed: {
      text: "{address} reaches beyond your own and private networks: {who} may send mail to any domain",
      help: "end the range or prefix where your network ends",
      severity: "warning",
    },
    network: { text: "{who} may send mail to any domain", help: OWN, severity: "warning" },
    stranger: {
      text: "{who} may send mail to any domain, though the settings do not name it as the site's own",
      help: OWN,
      severity: "warning",
    },
    perhapsOwn: {
      text: "{who} may send mail to any domain",
      help: "if that is not your own, take RELAYCLIENT away; if it is, name it in site.trusted of djblint.json",
      severity: "info",
    },
    slip: {
      text: "{who} may send mail to any domain: {address} is no private network, and looks like a slip for one in 192.168.",
      help: "write 192.168., or name it in site.trusted of djblint.json when it is your own",
      severity: "warning",
    },
    remove: { text: "Take RELAYCLIENT away from this line" },
    way: { text: 'the way in: {client} -> port {port} of {service} -> rule "{rule}" -> RELAYCLIENT -> any domain' },
    out: OUT,
  },
  example: {
    bad: '127.:allow,RELAYCLIENT=""\n:allow,RELAYCLIENT=""\n',
    good: '127.:allow,RELAYCLIENT=""\n192.168.1.:allow,RELAYCLIENT=""\n:allow\n',
  },
  on: {
    file: (access, report) => {
      const ways = smtpReaders(access);
      const out = ways.length > 0 ? wayOut(mailInstallationBeside(access)) : [];
      const openWays = waysOpenBy(ways);
      for (const exposure of relayExposures(access.table, withOwnAddresses(access))) {
        const rule = access.table.rule(exposure.rule);
        const open = openWays(rule);
        if (open === undefined) continue;
        const relaying = rule.variables.filter(({ name }) => name.text === RELAYCLIENT);
        const isListed = report({
          at: spanOf(rule),
          message: messageFor(rule, exposure, access),
          params: paramsOf(rule, exposure),
          related: [...open.map((way) => wayIn(way, rule, exposure)), ...out],
          fixes: [{ title: "remove", safety: "unsafe", edits: relaying.map((span) => ({ span, newText: "" })) }],
        });
        if (!isListed) return;
      }
    },
  },
});

/** The host may relay through itself. */
function withOwnAddresses({ site, around, path }: Placed<AccessFile>): AccessFile["site"] {
  const own = siteOf(around, path)?.addresses ?? [];
  return { ...site, addresses: [...site.addresses, ...own.map(({ address }) => address)] };
}

/**
 * The services by which clients of a rule may relay, found once for rules that set the same; undefined where they may by
 * none, also where no service is known.
 */
function waysOpenBy(ways: readonly SiteService[]): (rule: RuleLine) => readonly SiteService[] | undefined {
  const found = new Map<string, readonly SiteService[] | undefined>();
  return ({ variables }) => {
    const own = variables.map(({ name, value }) => [name.text, value.text] as const);
    const key = JSON.stringify(own);
    if (!found.has(key)) found.set(key, openBy(own, ways));
    return found.get(key);
  };
}

type Values = readonly (readonly [name: string, value: string])[];

function openBy(own: Values, ways: readonly SiteService[]): readonly SiteService[] | undefined {
  const open = ways.filter((way) => isOpenBy(own, way));
  return open.length > 0 || (ways.length === 0 && !demandsLogin(own)) ? open : undefined;
}

/** Whether the server program gets RELAYCLIENT of a rule, and takes mail from who has not logged in. */
function isOpenBy(own: Values, { chain, source }: SiteService): boolean {
  if (!chain) return !demandsLogin(own);
  const environment = environmentOf(chain, source, undefined, own);
  const isSet = environment.some(({ name }) => name === RELAYCLIENT);
  return isSet && !demandsLogin(environment.map(({ name, value }) => [name, value]));
}

/** The services of qmail-smtpd that read the rules. */
function smtpReaders(access: Placed<AccessFile>): readonly SiteService[] {
  return readersOf(access).filter(({ programs }) => programs.includes("qmail-smtpd"));
}

function wayIn(service: SiteService, { address }: RuleLine, { strangers }: RelayExposure): Related {
  const [client] = examplesOf(strangers);
  const rule = `${printable(address.text)}:`;
  return {
    ...service.rules!.at,
    message: "way",
    params: { client, service: service.name, port: service.port ?? "smtp", rule },
  };
}

/** The variable without its comma; a NUL in the value of another can set it as well. */
function spanOf({ variables, address }: RuleLine): Span {
  const variable = variables.find(({ name }) => name.text === RELAYCLIENT);
  return variable ? { start: variable.name.start, end: variable.end } : address;
}

function paramsOf({ address }: RuleLine, { strangers }: RelayExposure): Params {
  const [user, name] = address.text.split("=");
  return {
    who: describe(strangers),
    address: printable(address.text),
    name: printable(name ?? ""),
    user: printable(user.slice(0, -1)),
  };
}

function describe(strangers: readonly Addresses[]): string {
  const examples = examplesOf(strangers);
  const count = countOf(strangers);
  if (count === 1n) return `the public address ${examples[0]}`;
  return `${formatCount(count)} public addresses (such as ${examples.join(", ")})`;
}

function messageFor({ address }: RuleLine, { to, strangers, isMixed }: RelayExposure, { site }: AccessFile): string {
  if (to !== "addresses") return to;
  const [{ family }] = strangers;
  const count = countOf(strangers);
  if (count >= WORLD[family]) return "world";
  if (isMixed) return "mixed";
  if (count > PROVIDER[family]) return "network";
  if (ALMOST_PRIVATE.test(address.text)) return "slip";
  return site.addresses.length + site.trusted.length > 0 ? "stranger" : "perhapsOwn";
}

/** Two numbers that changed places in 192.168. */
const ALMOST_PRIVATE = /^(192\.186|129\.168)\./;
