/** A host as a picture shows it: who connects, the services, the files that they read, and what comes of it. */
import { addressesOfZone } from "../simulate/reverse-zone-words.js";
import type { HostFacts, MailFacts, SiteFacts, SiteServiceFacts } from "../simulate/site-facts.js";

/** From left to right. */
export const COLUMNS = ["Who connects", "Services", "Files", "What comes of it"] as const;

export type NodeKind = "outside" | "danger" | "service" | "file" | "result";

export interface SiteNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly title: string;
  readonly lines: readonly string[];
}

export interface SiteEdge {
  readonly from: string;
  readonly to: string;
}

/** What belongs to one purpose. */
export interface SiteBand {
  readonly title: string;
  readonly nodes: readonly SiteNode[];
}

export interface SiteGraph {
  readonly title: string;
  readonly bands: readonly SiteBand[];
  readonly edges: readonly SiteEdge[];
}

/** Counted from 0 on the left. */
export function columnOf({ kind }: SiteNode): number {
  return COLUMN_OF[kind];
}

const COLUMN_OF: Readonly<Record<NodeKind, number>> = { outside: 0, danger: 0, service: 1, file: 2, result: 3 };

/** One for each host. */
export function siteGraphs({ hosts }: SiteFacts): SiteGraph[] {
  return hosts.map((host, index) => new GraphBuilder(`h${index + 1}`, host).graph);
}

const NAME_PROGRAMS: ReadonlySet<string> = new Set(["tinydns", "axfrdns", "dnscache", "walldns", "rbldns", "pickdns"]);

/** What newcomers call what these do. */
const TITLES: Readonly<Record<string, string>> = {
  tinydns: "Publishes names",
  axfrdns: "Hands out copies of zones",
  dnscache: "Looks up names",
  "qmail-smtpd": "Takes mail",
  "qmail-start": "Delivers mail",
};

class GraphBuilder {
  private readonly bands: { title: string; nodes: SiteNode[] }[] = [];
  private readonly edges: SiteEdge[] = [];
  private count = 0;

  constructor(
    private readonly prefix: string,
    private readonly host: HostFacts,
  ) {}

  get graph(): SiteGraph {
    const { name, addresses, services, mail } = this.host;
    const ofMail = new Set(mail.flatMap(({ smtp, queue }) => [...smtp, ...(queue === undefined ? [] : [queue])]));
    const isOfNames = ({ programs }: SiteServiceFacts) => NAME_PROGRAMS.has(programs.at(-1) ?? "");
    this.addNames(services.filter(isOfNames));
    for (const installation of mail) this.addMail(installation);
    this.addOthers(services.filter((service) => !isOfNames(service) && !ofMail.has(service.name)));
    const shown = addresses.map(({ address }) => address).join(", ");
    return { title: shown === "" ? name : `${name}, ${shown}`, bands: this.bands, edges: this.edges };
  }

  private addNames(services: readonly SiteServiceFacts[]): void {
    const { zones } = this.host;
    if (services.length + zones.length === 0) return;
    this.band("Names");
    const files = new Map<string, string>();
    for (const data of new Set(zones.map((zone) => zone.data))) {
      const names = zones.filter((zone) => zone.data === data).map(({ name }) => zoneWords(name));
      const file = this.node("file", "Zone data", [data]);
      files.set(data, file);
      this.edge(file, this.node("result", "Answers for", names));
    }
    for (const service of services) {
      const node = this.service(service);
      const file = service.data === undefined ? undefined : files.get(service.data);
      if (file !== undefined) this.edge(node, file);
    }
  }

  private addMail({ control, smtp, queue, domains, relay, others }: MailFacts): void {
    this.band("Mail");
    const named = (name: string) => this.host.services.find((service) => service.name === name);
    const file = this.node("file", "Which mail goes where", [control]);
    const servers = smtp.flatMap((name): [string, string][] => {
      const service = named(name);
      return service ? [[name, this.service(service)]] : [];
    });
    for (const [, id] of servers) this.edge(id, file);
    for (const [title, kind, senders] of [
      ["Open relay: to any domain", "danger", relay.filter(({ isOpen }) => isOpen)],
      ["May send to any domain", "outside", relay.filter(({ isOpen }) => !isOpen)],
    ] as const) {
      if (senders.length === 0) continue;
      const node = this.node(kind, title, [...new Set(senders.map(({ who }) => this.senderWords(who)))]);
      const names = new Set(senders.flatMap(({ through }) => through));
      for (const [name, id] of servers) if (names.has(name)) this.edge(node, id);
    }
    const sender = queue === undefined ? undefined : named(queue);
    if (sender) this.edge(this.service(sender), file);
    for (const [title, names] of mailResults(domains, others)) {
      if (names.length > 0) this.edge(file, this.node("result", title, names));
    }
  }

  /** Networks that newcomers cannot know. */
  private senderWords(who: string): string {
    if (who.startsWith("127.")) return `${who}, this host`;
    return this.host.addresses.some(({ address }) => address === who) ? `${who}, this host` : who;
  }

  private addOthers(services: readonly SiteServiceFacts[]): void {
    if (services.length === 0) return;
    this.band("Others");
    for (const service of services) this.service(service);
  }

  /** With who connects, and the rules about that. */
  private service(service: SiteServiceFacts): string {
    const { name, programs, user, listens, rules, is, isDown } = service;
    const program = programs.at(-1) ?? "";
    const node = this.node("service", TITLES[program] ?? name, [
      ...(TITLES[program] ? [name === program ? program : `${name}: ${program}`] : []),
      ...(is !== undefined && !TITLES[program] ? [is] : []),
      ...(listens ? [listenWords(listens)] : []),
      ...(user === undefined ? [] : [`runs as ${user}`]),
      ...(isDown ? ["switched off"] : []),
    ]);
    if (listens) this.edge(this.outside(listens.addresses), node);
    if (rules) this.edge(node, this.file("Who may connect", rules.source ?? rules.written));
    return node;
  }

  /** Once in a band. */
  private outside(addresses: readonly string[]): string {
    const isInside = addresses.length > 0 && addresses.every((address) => address.startsWith("127."));
    const title = isInside ? "This host itself" : "Other computers";
    return this.nodes.find((node) => node.title === title)?.id ?? this.node("outside", title, []);
  }

  private file(title: string, path: string): string {
    const known = this.nodes.find((node) => node.title === title && node.lines[0] === path);
    return known?.id ?? this.node("file", title, [path]);
  }

  private get nodes(): SiteNode[] {
    return this.bands[this.bands.length - 1].nodes;
  }

  private band(title: string): void {
    this.bands.push({ title, nodes: [] });
  }

  private node(kind: NodeKind, title: string, lines: readonly string[]): string {
    const id = `${this.prefix}n${++this.count}`;
    const more = lines.length - MOST_LINES;
    const shown = more > 0 ? [...lines.slice(0, MOST_LINES), `and ${more} more`] : lines;
    this.nodes.push({ id, kind, title, lines: shown });
    return id;
  }

  private edge(from: string, to: string): void {
    this.edges.push({ from, to });
  }
}

/** More would not be read. */
const MOST_LINES = 6;

function zoneWords(name: string): string {
  const addresses = addressesOfZone(name);
  return addresses === undefined ? name : `which names ${addresses} have`;
}

function mailResults(domains: MailFacts["domains"], others: string): [title: string, names: string[]][] {
  const of = (...ways: readonly string[]) => domains.filter(({ way }) => ways.includes(way));
  return [
    [
      "Delivered here",
      of("local", "virtual").map(({ name, to }) => (to === undefined ? name : `${name}, to user ${to}`)),
    ],
    ["Sent on", of("relayed").map(({ name, to }) => `${name} to ${to}`)],
    [
      "Sent on to the main host",
      of("exchangers").map(({ name, to }) => (to === undefined ? name : `${name} to ${to}`)),
    ],
    ["All other mail goes to", [others]],
  ];
}

function listenWords({ addresses, port, transport }: NonNullable<SiteServiceFacts["listens"]>): string {
  const where = addresses.map((address) => (address === "0.0.0.0" ? "all addresses" : address)).join(", ");
  const at = port === undefined ? "" : `${transport} port ${port}`;
  return [at, where].filter((part) => part !== "").join(" on ");
}
