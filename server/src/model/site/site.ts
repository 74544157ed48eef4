/**
 * The hosts that a tree of files describes, and what belongs together on each: services, zone data and their servers,
 * qmail installations, access rules, accounts. Every fact leads to the place in a file that it comes from. Nothing is
 * decided here that another model decides: this is how they fit together.
 */

import { areSameLists, isSameData } from "../memo.js";
import type { Analyses, Tree, TreeSource } from "../tree.js";
import { type OwnAddress, ownAddresses } from "./site-addresses.js";
import { areSameRuleFiles, type CompiledFile, compiledFilesOf, type RuleFile, ruleFilesOf } from "./site-files.js";
import { areSameMails, mailOfSite, type SiteMail } from "./site-mail.js";
import {
  areSameNames,
  type NameServer,
  type NamesOfSite,
  namesOfSite,
  TreeZones,
  type ZoneSource,
} from "./site-names.js";
import { byHost, hostRootOf, sourcesOnHost } from "./site-roots.js";
import { type SiteService, servicesOf } from "./site-services.js";

/** An account, and the services that run as it. */
export interface SiteAccount {
  readonly name: string;
  readonly services: readonly SiteService[];
}

/** One host. What it consists of is put together when it is first asked for. */
export class Site {
  constructor(
    readonly tree: Tree,
    /** The folder that holds its files; absolute, empty for the machine itself. */
    readonly root: string,
    /** Of its sources. */
    readonly paths: ReadonlySet<string>,
  ) {}

  /** The name in `control/me`; without one that of its folder. */
  get name(): string {
    const named = this.mail.map(({ home }) => home.directory.me?.text).find((text) => text !== undefined);
    return named ?? (this.root.slice(this.root.lastIndexOf("/") + 1) || "this host");
  }

  /** Its files of a language, in the order in which they were found. */
  sources(language: keyof Analyses): readonly TreeSource[] {
    return this.sourcePaths(language).map((path) => this.tree.source(path)!);
  }

  sourcePaths(language: keyof Analyses): readonly string[] {
    return sourcesOnHost(this.tree, this.root, language);
  }

  /** What the settings say of it: its addresses, and the networks that may relay. */
  get configured(): { readonly addresses: readonly string[]; readonly trusted: readonly string[] } {
    return this.once(
      "configured",
      () => {
        const settings = new Set([...this.paths].map((path) => this.tree.source(path)!.context.settings.site));
        return {
          addresses: [...new Set([...settings].flatMap(({ addresses }) => addresses))],
          trusted: [...new Set([...settings].flatMap(({ trusted }) => trusted))],
        };
      },
      isSameData,
    );
  }

  get addresses(): readonly OwnAddress[] {
    return this.once(
      "addresses",
      () => {
        const others = sitesOf(this.tree).filter((site) => site !== this);
        return ownAddresses(this, others, zoneSources(this.tree));
      },
      isSameData,
    );
  }

  get services(): readonly SiteService[] {
    return this.once("services", () => servicesOf(this.sourcePaths("run"), this.tree), areSameLists);
  }

  /** tinydns, axfrdns, dnscache and their like. */
  get nameServers(): readonly NameServer[] {
    return this.names.servers;
  }

  get zoneSources(): readonly ZoneSource[] {
    return this.names.sources;
  }

  get mail(): readonly SiteMail[] {
    return this.once("mail", () => mailOfSite(this), areSameMails);
  }

  get ruleFiles(): readonly RuleFile[] {
    return this.once("rule files", () => ruleFilesOf(this), areSameRuleFiles);
  }

  get compiledFiles(): readonly CompiledFile[] {
    return this.once("compiled files", () => compiledFilesOf(this));
  }

  get accounts(): readonly SiteAccount[] {
    return this.once("accounts", () => {
      const running = new Map<string, SiteService[]>();
      for (const service of this.services) {
        const { name } = service.user;
        if (name === undefined) continue;
        const others = running.get(name);
        if (others) others.push(service);
        else running.set(name, [service]);
      }
      return [...running].map(([name, services]) => ({ name, services }));
    });
  }

  private get names(): NamesOfSite {
    return this.once("names", () => namesOfSite(this), areSameNames);
  }

  private once<T>(what: string, build: () => T, isSame?: (before: T, now: T) => boolean): T {
    return this.tree.onceFor(this, what, build, isSame);
  }
}

/** All hosts of a tree, in the order of their folders. */
export function sitesOf(tree: Tree): readonly Site[] {
  return tree.once(findSites, areSameSites);
}

/** The host that a file belongs to. */
export function siteOf(tree: Tree, path: string): Site | undefined {
  return tree.once(sitesByRoot).get(hostRootOf(tree, path));
}

function sitesByRoot(tree: Tree): ReadonlyMap<string, Site> {
  return new Map(sitesOf(tree).map((site) => [site.root, site]));
}

/** The zones of all hosts. */
export function treeZones(tree: Tree): TreeZones {
  return tree.once(collectZones);
}

/** The zone data that a file is, or is a part of. */
export function zoneSourceAt(tree: Tree, path: string): ZoneSource | undefined {
  const [first] = tree.partPaths(path);
  return first === undefined ? undefined : tree.once(zoneSourcesByPath).get(first);
}

function zoneSourcesByPath(tree: Tree): ReadonlyMap<string, ZoneSource> {
  return new Map(zoneSources(tree).map((source) => [source.path, source]));
}

function collectZones(tree: Tree): TreeZones {
  return new TreeZones(tree, zoneSources(tree));
}

/** The zone data of all hosts. */
export function zoneSources(tree: Tree): readonly ZoneSource[] {
  return tree.once(collectZoneSources, areSameLists);
}

function collectZoneSources(tree: Tree): readonly ZoneSource[] {
  return sitesOf(tree).flatMap((site) => site.zoneSources);
}

function findSites(tree: Tree): Site[] {
  const hosts = [...byHost(tree, tree.sourcePaths(), (path) => path)].sort(([a], [b]) => (a < b ? -1 : 1));
  return hosts.map(([root, paths]) => new Site(tree, root, new Set(paths)));
}

function areSameSites(before: readonly Site[], now: readonly Site[]): boolean {
  const keyOf = (sites: readonly Site[]) => sites.map(({ root, paths }) => [root, ...paths]);
  return isSameData(keyOf(before), keyOf(now));
}
