/**
 * What rules that hold several files against each other look at: a qmail of the tree as its files are meant, and what
 * becomes of the mail for a domain there. All decisions are made in `model/`.
 */
import { FLAVOURS } from "djblint-grammars/control/files";
import { foldCase } from "../model/control.js";
import type { ControlDirectory, Listed, Origin } from "../model/control-directory.js";
import { isQmailFolder, nearControlFile } from "../model/control-names.js";
import type { ControlSource } from "../model/control-source.js";
import { reachesItself } from "../model/host-addresses.js";
import { acceptingEntry } from "../model/mail-acceptance.js";
import { addressLiteral } from "../model/mail-address.js";
import type { DnsAnswer, MailDns } from "../model/mail-dns.js";
import { type Delivery, readSendControls, rewriteRecipient, type SendControls } from "../model/mail-rewrite.js";
import { type Route, routeOf } from "../model/mail-route.js";
import { meantControl } from "../model/meant-control.js";
import { moreRcpthostsTable } from "../model/more-rcpthosts.js";
import { once } from "../model/once.js";
import { isOnHostOf, type QmailHome, qmailHomes } from "../model/qmail-home.js";
import { type Exchange, exchangeOf, type RemoteOptions } from "../model/remote-delivery.js";
import { type FileSpan, type Place, parentOf, type Tree } from "../model/tree.js";
import { siteOf } from "./mail-site.js";
import { WrittenZones } from "./written-zones.js";

/** A local part, or the name of a host, that no line of a file can hold. */
const ANY = "\n";

const NO_ENTRIES: ReadonlyMap<string, Listed> = new Map();

export class MailInstallation {
  readonly directory: ControlDirectory;
  private readonly names: readonly string[];
  /** Whether the folder has the files of a qmail. */
  private readonly isQmail: boolean;
  private readonly exchanges = new Map<string, Exchange | undefined>();
  /** The lines of morercpthosts by what they become in the compiled file. */
  private readonly compiledFrom = once(() => {
    const source = this.file("morercpthosts");
    return source ? moreRcpthostsTable(source.text.bytes).entries : NO_ENTRIES;
  });
  private dns: RemoteOptions | undefined;
  private read: { readonly controls: SendControls | undefined } | undefined;

  constructor(
    readonly tree: Tree,
    readonly home: QmailHome,
    private readonly settings: Pick<ControlSource, "flavour" | "ownAddresses">,
  ) {
    this.directory = meantControl(home.directory);
    this.names = (tree.children(home.control) ?? []).map(({ path }) => path.slice(home.control.length + 1));
    this.isQmail = this.names.length > 0 && isQmailFolder(this.names);
  }

  /** Whether what is not among the files is not there: some files taken out of a host are not its whole qmail. */
  get isWhole(): boolean {
    return this.isQmail && this.directory.me !== undefined;
  }

  /** Of qmail with LDAP and other patches it is not known which files qmail-smtpd reads. */
  get isPatched(): boolean {
    return this.settings.flavour === "patched" || this.names.some((name) => name.startsWith("ldap"));
  }

  /** Whether a file beside them has almost the name of a control file. */
  hasNearlyCalled(name: string): boolean {
    return this.names.some((found) => nearControlFile(found)?.name === name);
  }

  get flavour(): ControlSource["flavour"] {
    return this.settings.flavour;
  }

  file(name: string): ControlSource | undefined {
    return this.tree.analysis("control", this.home.controlPath(name));
  }

  /** Where a value or an entry is written; of what is compiled, in its source. */
  place(origin: Origin | Listed): FileSpan | undefined {
    const isCompiled = origin.file === "morercpthosts.cdb" && "key" in origin;
    const { file, line } = (isCompiled ? this.compiledFrom().get(origin.key) : undefined) ?? origin;
    const source = file === undefined ? undefined : this.file(file);
    if (!source || line === undefined) return undefined;
    return { file: source.path, span: source.text.lines.span(line) };
  }

  /** Undefined when qmail-send does not start. */
  get controls(): SendControls | undefined {
    this.read ??= { controls: readSendControls(this.directory) };
    return this.read.controls;
  }

  /** What qmail-send does with mail for an address; undefined when it does not start. */
  delivery(address: string): Delivery | undefined {
    return this.controls && rewriteRecipient(this.controls, address);
  }

  /** The same for users that no file names. */
  deliveryFor(domain: string): Delivery | undefined {
    return this.delivery(`${ANY}@${domain}`);
  }

  /** Whether mail for a domain stays here; not known without `me` and `locals`. */
  keeps(domain: string): boolean {
    return this.deliveryFor(domain)?.channel === "local";
  }

  /** The entry that lets mail for a domain in from everywhere. */
  accepting(domain: string): Listed | undefined {
    return acceptingEntry(this.directory, domain);
  }

  /** Whether there is a list at all: else all mail is let in. */
  get hasRelayList(): boolean {
    return this.directory.rcpthosts !== undefined;
  }

  /** Whether there is a list, and it has no domain: mail from outside is refused. */
  get acceptsNothing(): boolean {
    const { rcpthosts, moreRcpthosts } = this.directory;
    return rcpthosts?.entries.size === 0 && !moreRcpthosts?.entries.size;
  }

  route(host: string): Route {
    return routeOf(this.directory, host);
  }

  /** Of the mail for domains that no route names. */
  get routeForOthers(): Route {
    return this.route(ANY);
  }

  /** How the domain's mail is exchanged; undefined when the zone data of the tree do not tell, or not who we are. */
  exchange(domain: string): Exchange | undefined {
    const { exchanges, remote } = this;
    if (remote.ownAddresses.length === 0) return undefined;
    if (!exchanges.has(domain)) exchanges.set(domain, exchangeOf(domain, remote));
    return exchanges.get(domain);
  }

  /** Whether a connection to a host, by its name or an address, ends here; false when that is not known. */
  isItself(host: string): boolean {
    const { dns } = this.remote;
    const literal = addressLiteral(host);
    if (literal !== undefined) return reachesItself(literal, this.remote);
    if (foldCase(host) === foldCase(this.directory.me?.text ?? "")) return true;
    const answer = dns.a(host);
    return answer.kind === "records" && answer.records.every((address) => reachesItself(address, this.remote));
  }

  get zones(): WrittenZones {
    return this.tree.once(readZones);
  }

  /** Names of our zones that are aliases of others. */
  get aliases(): ReturnType<WrittenZones["aliases"]> {
    return this.tree.once(readAliases);
  }

  /** What is asked to find the hosts of a delivery. */
  get remote(): RemoteOptions {
    if (this.dns) return this.dns;
    const { tree, home, settings, directory, zones } = this;
    const flavour = FLAVOURS.find((known) => known === settings.flavour) ?? FLAVOURS[0];
    const { dns, ownAddresses } = siteOf(tree, home, { flavour, addresses: [] });
    this.dns = { directory, flavour, ownAddresses, dns: withWritten(dns, zones) };
    // Services tell which addresses the host has, and of several qmails on it not which of them listens where.
    const isAlone = mailInstallationBeside({ path: home.controlPath("me"), around: tree }) === this;
    if (!isAlone) this.dns = { ...this.dns, ownAddresses: this.namedAddresses(dns) };
    return this.dns;
  }

  private namedAddresses(dns: MailDns): string[] {
    const answer = dns.a(this.directory.me?.text ?? "");
    return [...this.settings.ownAddresses, ...(answer.kind === "records" ? answer.records : [])];
  }
}

function readZones(tree: Tree): WrittenZones {
  return new WrittenZones(tree);
}

function readAliases(tree: Tree): ReturnType<WrittenZones["aliases"]> {
  return tree.once(readZones).aliases();
}

/** Of hosts outside of its zones, data tell what addresses their own lines give to them. */
function withWritten(dns: MailDns, zones: WrittenZones): MailDns {
  // Most domains have the same mail exchangers.
  const known = new Map<string, DnsAnswer<string>>();
  const ask = (host: string): DnsAnswer<string> => {
    const answer = dns.a(host);
    const records = answer.kind === "unknown" ? zones.addresses(host) : [];
    return records.length > 0 ? { kind: "records", records } : answer;
  };
  return {
    mx: (host) => dns.mx(host),
    cname: (host) => dns.cname(host),
    a: (host) => {
      const answer = known.get(host) ?? ask(host);
      known.set(host, answer);
      return answer;
    },
  };
}

/** All of a tree, in the order in which they were found. */
export function mailInstallations(tree: Tree): readonly MailInstallation[] {
  return tree.once(findInstallations);
}

function findInstallations(tree: Tree): MailInstallation[] {
  const sources = new Map(tree.sources("control").map(({ path, analysis }) => [parentOf(path), analysis] as const));
  return tree.once(qmailHomes).map((home) => new MailInstallation(tree, home, sources.get(home.control)!));
}

/** The one that a control file, a file of the user alias, or users/assign belongs to. */
export function mailInstallationOf({ path, around }: ControlSource): MailInstallation | undefined {
  return around.once(installationsByFolder).get(parentOf(path));
}

/** The only one on the host of a file; undefined when there is none, or several. */
export function mailInstallationBeside({ path, around }: Place): MailInstallation | undefined {
  const isBeside = isOnHostOf(around, path);
  const [mail, ...others] = mailInstallations(around).filter(({ home }) => isBeside(home.controlPath("me")));
  return others.length === 0 ? mail : undefined;
}

function installationsByFolder(tree: Tree): Map<string, MailInstallation> {
  const byFolder = new Map<string, MailInstallation>();
  for (const installation of mailInstallations(tree)) {
    const { control, path, aliasHome } = installation.home;
    const alias = installation.home.homeFolder(aliasHome);
    for (const folder of [control, `${path}/users`, alias]) {
      if (folder !== undefined && !byFolder.has(folder)) byFolder.set(folder, installation);
    }
  }
  return byFolder;
}
