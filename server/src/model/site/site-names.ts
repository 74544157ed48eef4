/** Who answers questions about names on a host: servers of djbdns, their data, and the zones that these serve. */
import { isSameData } from "../memo.js";
import { rootVariable } from "../run/service-environment.js";
import { entryFor } from "../run/service-folder.js";
import { EVERYWHERE, type LocationCode } from "../tinydns/location-code.js";
import type { ZoneData } from "../tinydns/zone-data.js";
import type { Zone } from "../tinydns/zones.js";
import type { FileSpan, Tree, TreeSource } from "../tree.js";
import type { Site } from "./site.js";
import type { SiteService } from "./site-services.js";
import { nameAbove, placesByZone, ROOT_TEXT, zonesServedBy } from "./zone-files.js";

/** Programs of djbdns that answer questions, with what they do. */
const NAME_SERVERS = ["tinydns", "axfrdns", "dnscache", "walldns", "rbldns", "pickdns"] as const;

export type NameServerKind = (typeof NAME_SERVERS)[number];

export interface NameServer {
  readonly kind: NameServerKind;
  readonly service: SiteService;
  /** The folder that it shuts itself into; undefined when ROOT is not known. */
  readonly root: { readonly written: string; readonly at: FileSpan | undefined } | undefined;
  /** That folder in the tree; undefined when it was not looked at. */
  readonly folder: string | undefined;
  /** What a tinydns or axfrdns serves, when it is in the tree. */
  readonly data: ZoneSource | undefined;
}

/** Zone data of a host, with the servers that read what is compiled of them. */
export interface ZoneSource {
  readonly site: Site;
  /** Of the file, or of the first of those that are joined. */
  readonly path: string;
  readonly compiled: string;
  readonly data: ZoneData;
  /** None: nothing in the tree says who serves them. */
  readonly servers: readonly NameServer[];
}

/** A zone for which a file makes a server the authority. */
export interface ServedZone {
  /** In lower case, without a dot at the end; the root is ".". */
  readonly name: string;
  readonly zone: Zone;
  readonly source: ZoneSource;
}

/** Locations whose clients the zone is served to; `EVERYWHERE` when it is to those of none. */
export function viewsOf({ zone, source }: ServedZone): LocationCode[] {
  const codes = new Set(source.data.records.locations.map(({ code }) => code));
  return [EVERYWHERE, ...codes].filter((view) => zone.isAuthority(view));
}

/** The first line that makes the zone. */
export function lineOfZone({ zone, source }: ServedZone): FileSpan {
  const [row] = [...zone.soas, ...zone.servers];
  const { start, end } = source.data.lineOf(row);
  return source.site.tree.locate(source.path, { start, end });
}

/** The compiled form of zone data: what the configuration names; else `data` becomes `data.cdb`, `zones.tinydns` becomes `zones.cdb`. */
export function compiledZones({ target, parts }: Pick<TreeSource, "target" | "parts">): string {
  return target ?? `${parts[0].path.replace(/\.tinydns$/, "")}.cdb`;
}

export interface NamesOfSite {
  readonly servers: readonly NameServer[];
  readonly sources: readonly ZoneSource[];
}

export function namesOfSite(site: Site): NamesOfSite {
  const found = site.services.flatMap((service) => {
    const server = site.tree.onceFor(service, "server of names", () => readServer(service), isSameData);
    return server ? { ...server, service } : [];
  });
  const sources = site.sourcePaths("tinydns").map((path) => newZoneSource(path, site));
  const servers = found.map((server): NameServer => {
    const compiled = `${server.folder}/data.cdb`;
    const source = READS_DATA.has(server.kind) ? sources.find((other) => other.compiled === compiled) : undefined;
    const withData = { ...server, data: source };
    source?.servers.push(withData);
    return withData;
  });
  return { servers, sources };
}

/** Of a data file all may change but its place and what it is compiled to. */
function newZoneSource(path: string, site: Site): ZoneSource & { servers: NameServer[] } {
  const { tree } = site;
  const compiled = () => compiledZones(tree.source(path)!);
  return {
    site,
    path,
    compiled: tree.onceFor(compiledZones, path, compiled, Object.is),
    get data() {
      return tree.analysis("tinydns", path)!;
    },
    servers: [],
  };
}

/** Whether the same servers serve the same files. */
export function areSameNames(before: NamesOfSite, now: NamesOfSite): boolean {
  const dataOf = ({ servers, sources }: NamesOfSite) => [
    servers.map(({ kind, root, folder, data }) => [kind, root, folder, data?.path]),
    sources.map(({ path, compiled }) => [path, compiled]),
  ];
  const areServers = before.servers.every(({ service }, index) => service === now.servers[index]?.service);
  return areServers && isSameData(dataOf(before), dataOf(now));
}

const READS_DATA: ReadonlySet<NameServerKind> = new Set(["tinydns", "axfrdns"]);

function readServer(service: SiteService): Pick<NameServer, "kind" | "root" | "folder"> | undefined {
  const kind = NAME_SERVERS.find((name) => name === service.program);
  if (!kind || !service.chain) return undefined;
  const { source: script, chain } = service;
  const variable = rootVariable(chain, script);
  if (variable?.value === undefined) return { kind, root: undefined, folder: undefined };
  const { value, file } = variable;
  const at = file === undefined ? undefined : { file, span: { start: 0, end: value.length } };
  return { kind, root: { written: value, at }, folder: entryFor(script, value)?.path };
}

const NO_ZONES: readonly ServedZone[] = [];

/** The zones of all hosts of a tree. */
export class TreeZones {
  /** By place of their files among those of the tree, with their order here. */
  private readonly sources: ReadonlyMap<number, { readonly source: ZoneSource; readonly order: number }>;

  constructor(
    private readonly tree: Tree,
    sources: readonly ZoneSource[],
  ) {
    const places = new Map(tree.sourcePaths("tinydns").map((path, place) => [path, place]));
    this.sources = new Map(sources.map((source, order) => [places.get(source.path)!, { source, order }]));
  }

  /** Names in the order of the hosts and their files. */
  all(): readonly (readonly ServedZone[])[] {
    const names = new Set([...this.sources.values()].flatMap(({ source }) => zonesServedBy(source.path, this.tree)));
    return [...names].map((name) => this.named(name));
  }

  /** Those of exactly this name, on every host that serves it. */
  named(name: string): readonly ServedZone[] {
    const places = placesByZone(this.tree).get(name);
    if (!places) return NO_ZONES;
    const found = places.map((place) => this.sources.get(place)!);
    if (found.length > 1) found.sort((a, b) => a.order - b.order);
    return found.map(({ source }) => ({ name, source, zone: source.data.served.get(name)! }));
  }

  /**
   * Those of the nearest name at or above this one that somebody serves; none when nobody does. The root is left out: a
   * file that serves it answers for clients of its own, to keep names from them, and is no authority on other files.
   */
  around(name: string): readonly ServedZone[] {
    for (let at = name; at !== ROOT_TEXT; at = nameAbove(at)) {
      const found = this.named(at);
      if (found.length > 0) return found;
    }
    return NO_ZONES;
  }
}
