/** Who answers questions about names on a host: servers of djbdns, their data, and the zones that these serve. */
import { EVERYWHERE, type LocationCode } from "./records.js";
import { environmentOf } from "./service-environment.js";
import { entryFor } from "./service-folder.js";
import type { Site } from "./site.js";
import type { SiteService } from "./site-services.js";
import type { FileSpan, TreeSource } from "./tree.js";
import type { ZoneData } from "./zone-data.js";
import type { Zone } from "./zones.js";

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
  readonly parts: TreeSource["parts"];
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
  const found = site.services.flatMap((service) => readServer(service) ?? []);
  const sources = site.sources("tinydns").map((source): ZoneSource & { servers: NameServer[] } => ({
    site,
    path: source.parts[0].path,
    parts: source.parts,
    compiled: compiledZones(source),
    data: source.analysis as ZoneData,
    servers: [],
  }));
  const servers = found.map((server): NameServer => {
    const compiled = `${server.folder}/data.cdb`;
    const source = READS_DATA.has(server.kind) ? sources.find((other) => other.compiled === compiled) : undefined;
    const withData = { ...server, data: source };
    source?.servers.push(withData);
    return withData;
  });
  return { servers, sources };
}

const READS_DATA: ReadonlySet<NameServerKind> = new Set(["tinydns", "axfrdns"]);

function readServer(service: SiteService): Omit<NameServer, "data"> | undefined {
  const kind = NAME_SERVERS.find((name) => name === service.program);
  if (!kind || !service.chain) return undefined;
  const { source: script, chain } = service;
  const variable = environmentOf(chain, script).find(({ name }) => name === "ROOT");
  if (variable?.value === undefined) return { kind, service, root: undefined, folder: undefined };
  const { value, file } = variable;
  const at = file === undefined ? undefined : { file, span: { start: 0, end: value.length } };
  return { kind, service, root: { written: value, at }, folder: entryFor(script, value)?.path };
}

/** The zones of all hosts of a tree. */
export class TreeZones {
  private readonly byName = new Map<string, ServedZone[]>();

  constructor(sources: readonly ZoneSource[]) {
    for (const source of sources) {
      for (const [name, zone] of source.data.served) {
        const same = this.byName.get(name);
        const served = { name, zone, source };
        if (same) same.push(served);
        else this.byName.set(name, [served]);
      }
    }
  }

  all(): IterableIterator<readonly ServedZone[]> {
    return this.byName.values();
  }

  /** Those of exactly this name, on every host that serves it. */
  named(name: string): readonly ServedZone[] {
    return this.byName.get(name) ?? [];
  }

  /** Those of the nearest name at or above this one that somebody serves; none when nobody does. */
  around(name: string): readonly ServedZone[] {
    for (const at of namesUpward(name)) {
      const found = this.named(at);
      if (found.length > 0) return found;
    }
    return [];
  }
}

/** A name and all names above it, up to the root. */
export function* namesUpward(name: string): Generator<string> {
  for (let at = name; at !== "."; ) {
    yield at;
    const dot = at.indexOf(".");
    at = dot < 0 ? "." : at.slice(dot + 1);
  }
  yield ".";
}
