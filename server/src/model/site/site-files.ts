/** The files of a host that follow one another: rule files with their services, and what is compiled with its source. */

import { areSameLists } from "../memo.js";
import { compiledNames, sourceNames } from "../tcprules/rule-file-names.js";
import { rulesTarget } from "../tcprules/rules-target.js";
import type { Tree } from "../tree.js";
import type { Site } from "./site.js";
import type { SiteService } from "./site-services.js";

/** A source of access rules, with the services that read what is compiled of it. */
export interface RuleFile {
  readonly path: string;
  /** None: no script of the tree names it. */
  readonly readers: readonly SiteService[];
}

export function ruleFilesOf({ tree, paths, services }: Site): RuleFile[] {
  const sourceRead = (service: SiteService) =>
    tree.onceFor(service, "source of rules", () => service.rules?.source?.path, Object.is);
  const readers = new Map<string | undefined, SiteService[]>();
  for (const service of services) {
    const path = sourceRead(service);
    const known = readers.get(path);
    if (known) known.push(service);
    else readers.set(path, [service]);
  }
  return tree
    .sourcePaths("tcprules")
    .filter((path) => paths.has(path))
    .map((path) => ({ path, readers: readers.get(path) ?? [] }));
}

export function areSameRuleFiles(before: readonly RuleFile[], now: readonly RuleFile[]): boolean {
  const partsOf = (files: readonly RuleFile[]) => files.flatMap(({ path, readers }) => [path, ...readers]);
  return areSameLists(partsOf(before), partsOf(now));
}

/** `not-known`: nobody looked, the times are not known, or compiled files are not kept with their sources. */
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

/** What programs read in the place of sources of the tree. */
export function compiledFilesOf(site: Site): CompiledFile[] {
  const found = compiledOf(site);
  const isKept = areKept(found);
  return found.map(({ isThere, isUsed, ...file }) => {
    const isMissing = isKept && isUsed && isThere === false;
    return isMissing ? { ...file, state: "missing" } : file;
  });
}

interface Found extends CompiledFile {
  /** Undefined when nobody looked. */
  readonly isThere: boolean | undefined;
  /** Whether anything is known to read it. */
  readonly isUsed: boolean;
}

/**
 * Whether compiled files are kept with their sources. Many keep the sources only: then it says nothing that one is not
 * there. It is missing where most of the others are there.
 */
function areKept(files: readonly Found[]): boolean {
  const used = files.filter(({ isUsed }) => isUsed);
  const there = files.filter(({ isThere }) => isThere).length;
  return there > used.filter(({ isThere }) => isThere === false).length;
}

function compiledOf(site: Site): Found[] {
  const { tree } = site;
  const zones = site.zoneSources.map(({ path, compiled, servers }) => {
    return compiledFile("zones", tree.partPaths(path), compiled, servers.length > 0, tree);
  });
  const rules = site.ruleFiles.map(({ path, readers }) => {
    return compiledFile("rules", tree.partPaths(path), compiledRules(path, tree), readers.length > 0, tree);
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

/** What a server asks for; where none is known to, the file that lies beside the source. */
function compiledRules(path: string, tree: Tree): string {
  const target = rulesTarget(path, tree);
  const isOfThis = (compiled: string) => sourceNames(compiled).find((name) => tree.isSource("tcprules", name)) === path;
  const names = [target, ...compiledNames(path).filter(isOfThis)];
  return names.find((name) => tree.find(name, "")?.kind === "file") ?? target;
}

function ofExisting(kind: CompiledFile["kind"], source: string, compiled: string, tree: Tree): Found[] {
  return tree.entry(source)?.kind === "file" ? [compiledFile(kind, [source], compiled, true, tree)] : [];
}

function compiledFile(
  kind: CompiledFile["kind"],
  sources: readonly string[],
  compiled: string,
  isUsed: boolean,
  tree: Tree,
): Found {
  const entry = tree.find(compiled, "");
  const isThere = entry && entry.kind !== "missing" ? true : tree.isMissing(compiled, "") ? false : undefined;
  const sourceTime = newest(sources.map((path) => tree.entry(path)?.mtime));
  const compiledTime = entry?.mtime;
  return {
    kind,
    sources,
    compiled,
    isThere,
    isUsed,
    state: stateOf(compiledTime, sourceTime),
    sourceTime,
    compiledTime,
  };
}

function newest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

/** Copies of both, made one after the other, are not told apart from files that were compiled at once (in seconds). */
export const LEEWAY = 120;

function stateOf(compiled: number | undefined, source: number | undefined): CompiledState {
  if (compiled === undefined || source === undefined) return "not-known";
  return source - compiled < LEEWAY ? "current" : "older";
}
