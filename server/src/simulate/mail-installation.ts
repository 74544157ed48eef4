/**
 * What rules that hold several files against each other look at: a qmail of the tree as its files are meant, and what
 * becomes of the mail for a domain there. All decisions are made in `model/`.
 */
import { controlFile, DIALECTS } from "djblint-grammars/control/files";
import { type ControlFile, foldCase, readControl } from "../model/control/control.js";
import { type ControlDirectory, ControlTable, type Listed, type Origin } from "../model/control/control-directory.js";
import { isQmailFolder, nearControlFile } from "../model/control/control-names.js";
import type { ControlPlace, ControlSource } from "../model/control/control-source.js";
import { reachesItself } from "../model/control/host-addresses.js";
import { acceptingEntry } from "../model/control/mail-acceptance.js";
import { addressLiteral } from "../model/control/mail-address.js";
import type { MailDns } from "../model/control/mail-dns.js";
import { type Delivery, readSendControls, rewriteRecipient, type SendControls } from "../model/control/mail-rewrite.js";
import { type Route, routeOf } from "../model/control/mail-route.js";
import { meantControl } from "../model/control/meant-control.js";
import { moreRcpthostsTable } from "../model/control/more-rcpthosts.js";
import { type QmailHome, qmailHomes, qmailHomesBeside } from "../model/control/qmail-home.js";
import { type Exchange, exchangeOf, type RemoteOptions } from "../model/control/remote-delivery.js";
import { areSameLists, isSameData } from "../model/memo.js";
import { treeZones } from "../model/site/site.js";
import { hostRootOf } from "../model/site/site-roots.js";
import { type FilePlace, type FileSpan, parentOf, type Tree } from "../model/tree.js";
import { siteOf } from "./mail-site.js";
import { firstOfEach, lineOfRecord, type OwnExchange, type WrittenZones, writtenZones } from "./written-zones.js";

/** A local part, or the name of a host, that no line of a file can hold. */
const ANY = "\n";

export class MailInstallation {
  readonly directory: ControlDirectory;

  constructor(
    readonly tree: Tree,
    readonly home: QmailHome,
  ) {
    this.directory = meantControl(home.directory, (name) => this.nearlyCalled(name), tree);
  }

  static of(home: QmailHome): MailInstallation {
    return home.tree.onceFor(home, MailInstallation, () => new MailInstallation(home.tree, home));
  }

  private get names(): readonly string[] {
    const { tree, home } = this;
    const find = () => (tree.children(home.control) ?? []).map(({ path }) => path.slice(home.control.length + 1));
    return tree.onceFor(this, "names", find, areSameLists);
  }

  /** Whether the folder has the files of a qmail. */
  private get isQmail(): boolean {
    const look = () => this.names.length > 0 && isQmailFolder(this.names);
    return this.tree.onceFor(this, "is qmail", look, Object.is);
  }

  /** What is set for its control files. */
  private get settings(): { readonly dialect: ControlSource["dialect"]; readonly ownAddresses: readonly string[] } {
    const { tree, home } = this;
    const read = () => {
      const { dialect, site } = tree.source(tree.once(lastOfFolders).get(home.control)!)!.context.settings;
      return { dialect: dialect.qmail, ownAddresses: site.addresses };
    };
    return tree.onceFor(this, "settings", read, isSameData);
  }

  /** Whether a control file is a link out of the copy. */
  private get leadsOut(): boolean {
    const { tree, home } = this;
    const look = () => (tree.children(home.control) ?? []).some(({ kind }) => kind === "outside");
    return tree.onceFor(this, "leads out", look, Object.is);
  }

  /** Whether what is not among the files is not there: some files taken out of a host are not its whole qmail. */
  get isWhole(): boolean {
    return this.isQmail && this.directory.me !== undefined && !this.leadsOut;
  }

  /** Of qmail with LDAP and other patches it is not known which files qmail-smtpd reads. */
  get isPatched(): boolean {
    return this.settings.dialect === "patched" || this.names.some((name) => name.startsWith("ldap"));
  }

  /** Whether files of patches are among them, or keys for TLS: which patches there are besides is not known. */
  get hasPatchFiles(): boolean {
    return this.names.some((name) => controlFile(name)?.origin === "patch" || name.endsWith(".pem"));
  }

  /** The file beside them that has almost the name of a control file (QM020), read as that file. */
  private nearlyCalled(name: string): ControlFile | undefined {
    const found = this.names.find((other) => !controlFile(other) && nearControlFile(other)?.name === name);
    const text = found === undefined ? undefined : this.tree.text(this.home.controlPath(found));
    return text && readControl(text, name);
  }

  get dialect(): ControlSource["dialect"] {
    return this.settings.dialect;
  }

  file(name: string): ControlSource | undefined {
    return this.tree.analysis("control", this.home.controlPath(name));
  }

  /** The lines of morercpthosts by what they become in the compiled file. */
  private get compiledFrom(): ControlTable {
    return this.tree.onceFor(this, "compiled from", () => {
      const source = this.file("morercpthosts");
      return source ? moreRcpthostsTable(source.text.bytes) : ControlTable.EMPTY;
    });
  }

  /** Where a value or an entry is written; of what is compiled, in its source. */
  place(origin: Origin | Listed): FileSpan | undefined {
    const { file, line } = "value" in origin ? this.originOf(origin) : origin;
    const source = file === undefined ? undefined : this.file(file);
    if (!source || line === undefined) return undefined;
    return { file: source.path, span: source.text.lines.span(line) };
  }

  /** An entry that was looked up before may stand in another line now. */
  private originOf(entry: Listed): Origin {
    const { key, file } = entry;
    if (file === "morercpthosts.cdb") return this.compiledFrom.find(key) ?? entry;
    const table = file === undefined ? undefined : this.directory.table(file);
    return { file, line: table?.lineOf(entry) ?? entry.line };
  }

  /** Undefined when qmail-send does not start. */
  get controls(): SendControls | undefined {
    return this.tree.onceFor(this, "controls", () => readSendControls(this.directory), areSameControls);
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

  /** The entry that makes a domain local, of locals or of `me` in its place; nothing where some files may be missing. */
  localBy(domain: string): Listed | undefined {
    return this.directory.has("locals") || this.isWhole ? this.directory.locals?.find(domain) : undefined;
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
    const look = () => rcpthosts?.size === 0 && !moreRcpthosts?.size;
    return this.tree.onceFor(this, "accepts nothing", look, Object.is);
  }

  route(host: string): Route {
    return routeOf(this.directory, host);
  }

  /** What qmail-send does with mail for domains that no file names; undefined when it does not start. */
  get deliveryForOthers(): Delivery | undefined {
    return this.deliveryFor(ANY);
  }

  /** Of the mail for domains that no route names. */
  get routeForOthers(): Route {
    return this.route(ANY);
  }

  /** How the domain's mail is exchanged; undefined when the zone data of the tree do not tell, or not who we are. */
  exchange(domain: string): Exchange | undefined {
    const { remote } = this;
    return remote.ownAddresses.length === 0 ? undefined : exchangeOf(domain, remote);
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
    return writtenZones(this.tree);
  }

  /** Domains whose mail exchanger this host is, and which it neither lets in nor keeps; each once. */
  get refusedExchanges(): OwnExchange[] {
    return this.refused("exchanges", (path, addresses) => this.zones.exchangesIn(path, addresses));
  }

  /** The same for names without a mail exchanger, which have an address of this host. */
  get refusedAddresses(): OwnExchange[] {
    return this.refused("addresses", (path, addresses) => this.zones.addressOnlyIn(path, addresses));
  }

  private refused(
    what: string,
    find: (path: string, addresses: readonly string[]) => readonly OwnExchange[],
  ): OwnExchange[] {
    const { tree } = this;
    const isRefused = ({ domain }: OwnExchange) => !this.accepting(domain) && !this.keeps(domain);
    const findIn = (path: string) => {
      const all = find(path, this.remote.ownAddresses).filter(isRefused);
      return all.map(({ domain, at }) => ({ domain, at }));
    };
    const all = tree.sourcePaths("tinydns").flatMap((path) => {
      return tree.onceFor(this, `refused ${what} in ${path}`, () => findIn(path), isSameData);
    });
    return firstOfEach(all);
  }

  /** The line of the zone data that makes the first record of a type for a name. */
  lineOf(host: string, type: "a" | "mx"): FileSpan | undefined {
    return lineOfRecord(host, type, this.tree);
  }

  /** Whether the zone data give clients different answers. */
  get haveLocations(): boolean {
    return this.tree.once(haveLocations, isSameData);
  }

  /** Names of our zones that are aliases of others. */
  get aliases(): ReturnType<WrittenZones["aliases"]> {
    return this.tree.once(readAliases, isSameData);
  }

  /** What is asked to find the hosts of a delivery. */
  get remote(): RemoteOptions {
    return this.tree.onceFor(this, "remote", () => this.readRemote(), areSameOptions);
  }

  private readRemote(): OwnOptions {
    const { tree, home, settings, directory } = this;
    const dialect = DIALECTS.find((known) => known === settings.dialect) ?? DIALECTS[0];
    const { dns, ownAddresses } = siteOf(tree, home, { dialect, addresses: [] });
    const options = { directory, dialect, dns: withWritten(dns, this), client: ownAddresses[0] };
    // Services tell which addresses the host has, and of several qmails on it not which of them listens where.
    const isAlone = mailInstallationBeside({ path: home.controlPath("me"), around: tree }) === this;
    return { ...options, ownAddresses: isAlone ? ownAddresses : this.namedAddresses(dns) };
  }

  /** Whether a zone of the tree holds a name. What a zone of the root lacks is only kept from clients of its own. */
  isInZone(host: string): boolean {
    return treeZones(this.tree).around(host.toLowerCase()).length > 0;
  }

  /** Addresses that lines give to a host, whether a server of the tree answers so or not. */
  writtenAddresses(host: string): readonly string[] {
    return this.tree.onceFor(this, `addresses of ${host}`, () => this.zones.addresses(host), isSameData);
  }

  private namedAddresses(dns: MailDns): string[] {
    const answer = dns.a(this.directory.me?.text ?? "");
    return [...this.settings.ownAddresses, ...(answer.kind === "records" ? answer.records : [])];
  }
}

interface OwnOptions extends RemoteOptions {
  /** The address that asks the DNS. */
  readonly client: string | undefined;
}

function areSameControls(before: SendControls | undefined, now: SendControls | undefined): boolean {
  if (!before || !now) return before === now;
  // What settings and tables are made of stays the same as long as they say the same.
  return (Object.keys(before) as (keyof SendControls)[]).every((name) => before[name] === now[name]);
}

function areSameOptions(before: OwnOptions, now: OwnOptions): boolean {
  const dataOf = ({ ownAddresses, dialect, client }: OwnOptions) => [ownAddresses, dialect, client];
  return isSameData(dataOf(before), dataOf(now));
}

/** By folder, the control file in it that was found last. */
function lastOfFolders(tree: Tree): ReadonlyMap<string, string> {
  return new Map(tree.sourcePaths("control").map((path) => [parentOf(path), path]));
}

function haveLocations(tree: Tree): boolean {
  return writtenZones(tree).haveLocations;
}

function readAliases(tree: Tree): ReturnType<WrittenZones["aliases"]> {
  return writtenZones(tree).aliases();
}

/** Of hosts outside of its zones, data tell what addresses their own lines give to them. */
function withWritten(dns: MailDns, mail: MailInstallation): MailDns {
  return {
    mx: (host) => dns.mx(host),
    cname: (host) => dns.cname(host),
    a: (host) => {
      const answer = dns.a(host);
      const records = answer.kind === "unknown" ? mail.writtenAddresses(host) : [];
      return records.length > 0 ? { kind: "records", records } : answer;
    },
  };
}

/** All of a tree, in the order in which they were found. */
export function mailInstallations(tree: Tree): readonly MailInstallation[] {
  return tree.once(findInstallations, areSameLists);
}

function findInstallations(tree: Tree): MailInstallation[] {
  return qmailHomes(tree).map(MailInstallation.of);
}

/** The one that a control file, a file of the user alias, or users/assign belongs to. */
export function mailInstallationOf(file: ControlPlace): MailInstallation | undefined {
  const { path, around } = file;
  return around.onceFor(file, mailInstallationOf, () => around.once(installationsByFolder).get(parentOf(path)));
}

/** The only one on the host of a file; undefined when there is none, or several. */
export function mailInstallationBeside({ path, around }: FilePlace): MailInstallation | undefined {
  const root = hostRootOf(around, path);
  const find = () => {
    const [home, ...others] = qmailHomesBeside(around, root);
    return home && others.length === 0 ? MailInstallation.of(home) : undefined;
  };
  return around.onceFor(mailInstallationBeside, root, find, Object.is);
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
