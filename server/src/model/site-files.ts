/** The files of a host that follow one another: rule files with their services, and what is compiled with its source. */
import type { AccessFile } from "./access-file.js";
import { rulesTarget } from "./rules-target.js";
import type { Site } from "./site.js";
import { compiledZones } from "./site-names.js";
import { hostRootOf } from "./site-roots.js";
import type { RuleUse, SiteService } from "./site-services.js";
import type { Place, Placed, Tree, TreeEntry } from "./tree.js";

/** A source of access rules, with the services that read what is compiled of it. */
export interface RuleFile {
  readonly source: Placed<AccessFile>;
  /** None: no script of the tree names it. */
  readonly uses: readonly { readonly service: SiteService; readonly use: RuleUse }[];
}

export function ruleFilesOf(site: Site): RuleFile[] {
  const uses = site.services.flatMap((service) => (service.rules ? [{ service, use: service.rules }] : []));
  return site.sources("tcprules").map(({ analysis }) => {
    const source = analysis as Placed<AccessFile>;
    return { source, uses: uses.filter(({ use }) => use.source === source) };
  });
}

/** `not-known`: nobody looked, the times are not known, or no compiled file is kept with the sources. */
export type CompiledState = "current" | "older" | "missing" | "not-known";

export interface CompiledFile {
  readonly kind: "zones" | "rules" | "morercpthosts" | "assignments";
  /** Absolute paths; several are joined. */
  readonly sources: readonly string[];
  readonly compiled: string;
  readonly state: CompiledState;
  /** In seconds since 1970, of the newest source. */
  readonly sourceTime: number | undefined;
  readonly compiledTime: number | undefined;
}

/**
 * Whether compiled files are kept with the sources of the host that a file is on: then one that is not there is missing.
 * Else they are made where they are used, and that there is none says nothing.
 */
export function keepsCompiledFiles({ path, around }: Place): boolean {
  return around.once(hostsWithCompiledFiles).has(hostRootOf(around, path));
}

function hostsWithCompiledFiles(tree: Tree): ReadonlySet<string> {
  const hosts = new Set<string>();
  for (const folder of tree.folderPaths()) {
    const isKept = tree.children(folder)?.some(({ path, kind }) => kind === "file" && COMPILED.test(path));
    if (isKept) hosts.add(hostRootOf(tree, `${folder}/`));
  }
  return hosts;
}

const COMPILED = /\.cdb$|\/users\/cdb$/;

/** What programs read in the place of sources of the tree. */
export function compiledFilesOf(site: Site): CompiledFile[] {
  const { tree } = site;
  const zones = site.sources("tinydns").map((source) => {
    return compiledFile("zones", partsOf(source), compiledZones(source), tree);
  });
  const rules = site.sources("tcprules").map(({ parts }) => {
    return compiledFile("rules", partsOf({ parts }), rulesTarget(parts[0].path, tree), tree);
  });
  const mail = site.mail.flatMap(({ home }) => {
    const more = home.controlPath("morercpthosts");
    return [
      ...ofExisting("morercpthosts", more, `${more}.cdb`, tree),
      ...ofExisting("assignments", `${home.path}/users/assign`, `${home.path}/users/cdb`, tree),
    ];
  });
  return [...zones, ...rules, ...mail];
}

function partsOf({ parts }: { readonly parts: readonly { readonly path: string }[] }): string[] {
  return parts.map(({ path }) => path);
}

function ofExisting(kind: CompiledFile["kind"], source: string, compiled: string, tree: Tree): CompiledFile[] {
  return tree.entry(source)?.kind === "file" ? [compiledFile(kind, [source], compiled, tree)] : [];
}

function compiledFile(kind: CompiledFile["kind"], sources: string[], compiled: string, tree: Tree): CompiledFile {
  const entry = tree.find(compiled, "");
  const sourceTime = newest(sources.map((path) => tree.entry(path)?.mtime));
  const compiledTime = entry?.mtime;
  return { kind, sources, compiled, state: stateOf(entry, compiled, sourceTime, tree), sourceTime, compiledTime };
}

function newest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

/** Copies of both, made one after the other, are not told apart from files that were compiled at once (in seconds). */
export const LEEWAY = 120;

function stateOf(entry: TreeEntry | undefined, path: string, written: number | undefined, tree: Tree): CompiledState {
  if (entry === undefined || entry.kind === "missing") {
    return tree.isMissing(path, "") && keepsCompiledFiles({ path, around: tree }) ? "missing" : "not-known";
  }
  if (entry.mtime === undefined || written === undefined) return "not-known";
  return written - entry.mtime < LEEWAY ? "current" : "older";
}
