/** `djblint explain-service`: what a service is, from its run script and the files around it. */
import { languageById } from "../languages/index.js";
import { LinksOfCopies } from "../links-of-copies.js";
import { loadTree } from "../load-tree.js";
import type { RunScript } from "../model/run/run-script.js";
import { isIn, parentOf, type Tree } from "../model/tree.js";
import { nodeHost } from "../node-host.js";
import { explainService } from "../simulate/explain-service.js";
import type { ServiceFacts } from "../simulate/service-facts.js";
import { refuseBroken } from "./configuration-faults.js";
import { print } from "./output.js";
import { absolutePath, kindAt, shownPath } from "./paths.js";
import { serviceAsText } from "./service-text.js";
import { UsageError } from "./usage.js";

export interface ExplainServiceOptions {
  /** Further files and folders, such as those of access rules. */
  readonly with?: readonly string[];
  readonly format: string;
}

export async function explainServiceCommand(path: string, options: ExplainServiceOptions): Promise<number> {
  const copies = new LinksOfCopies(nodeHost, new Map(), []);
  const meant = await copies.meantByGiven(absolutePath(path));
  const place = meant?.path ?? absolutePath(path);
  const kind = meant?.kind ?? (await kindAt(path));
  const more = (options.with ?? []).map(absolutePath);
  const scripts = kind === "directory" ? await servicesIn(place, more) : [await scriptAt(place, more)];
  if (scripts.length === 0) throw new UsageError(`${path} holds no run script`);
  const facts = scripts.flatMap(factsOf);
  if (options.format === "json") {
    const services = facts.map(withShownPaths);
    print(`${JSON.stringify({ version: 1, services }, undefined, 2)}\n`);
  } else {
    print(facts.map((service) => serviceAsText(service, shownPath)).join("\n"));
  }
  return 0;
}

/** A script of boot may start any number of services. */
function factsOf(script: RunScript): ServiceFacts[] {
  if (!script.isStarter) return [explainService(script)];
  return script.service.chains.map((chain) => explainService({ ...script, chain }));
}

function withShownPaths({ script, goesOnAs, clients, log, ...facts }: ServiceFacts): ServiceFacts {
  const shown = (path: string | undefined) => path && shownPath(path);
  return {
    ...facts,
    script: shownPath(script),
    goesOnAs: shown(goesOnAs),
    clients: clients && { ...clients, source: shown(clients.source) },
    log: { ...log, script: shown(log.script) },
  };
}

/** The services of a folder; their loggers are told of with them, and alone only when they are all there is. */
async function servicesIn(folder: string, more: readonly string[]): Promise<RunScript[]> {
  // A file that is reached by two ways is known by the first: where a link leads comes before the link.
  const tree = await load([...(await linkTargets(folder)), folder, ...more]);
  const scripts = tree
    .sources("run")
    .map(({ analysis }) => analysis)
    .filter((script) => !script.isTask && !more.some((path) => isIn(script.path, path)));
  const services = scripts.filter(({ isLog, isStarter }) => !isLog && !isStarter);
  return services.length > 0 ? services : scripts;
}

async function linkTargets(folder: string): Promise<string[]> {
  const entries = await nodeHost.list(folder);
  const links = entries.filter(({ link, kind }) => link && kind === "directory");
  return Promise.all(links.map(({ name }) => nodeHost.target(`${folder}/${name}`)));
}

/** A script by itself, of any name; its folder is looked at for what stands beside it. */
async function scriptAt(path: string, more: readonly string[]): Promise<RunScript> {
  const beside = await load([parentOf(path) || "/", ...more]);
  const found = beside.analysis("run", path);
  if (found) return found;
  const other = beside.source(path)?.language;
  if (other) throw noScript(path, `djblint reads it as ${languageById(other.id).title}`);
  const alone = await load([path], "run");
  const script = alone.analysis("run", path);
  if (!script) throw new UsageError(`${path} cannot be read`);
  if (script.tree.shebang === undefined && script.chain === undefined)
    throw noScript(path, "it does not begin with #!, and starts no program that is known");
  return script;
}

function noScript(path: string, why: string): UsageError {
  return new UsageError(`${shownPath(path)} is no run script: ${why}`);
}

async function load(paths: readonly string[], as?: "run"): Promise<Tree> {
  const { tree, configurations } = await loadTree(nodeHost, { paths, as, now: Math.floor(Date.now() / 1000) });
  refuseBroken(configurations);
  return tree;
}
