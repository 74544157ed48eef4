/** The services of a host: what supervise runs there, and what scripts of boot start beside it. */
import { printable, type Span } from "djblint-grammars/text";
import { areSameLists } from "../memo.js";
import { askedNumber } from "../run/asked-number.js";
import type { RunScript } from "../run/run-script.js";
import { type Chain, lastStep, type Step, type Value } from "../run/service.js";
import { rulesSource, serverRules } from "../run/service-access.js";
import { stayingStep } from "../run/service-daemons.js";
import { reachedChains } from "../run/service-end.js";
import { expandedText } from "../run/service-expansion.js";
import { entryFor, folderOf } from "../run/service-folder.js";
import { finalIdentity } from "../run/service-identity.js";
import { addressesOf, type Listening, listeningOf } from "../run/service-listening.js";
import { type Running, runningOf } from "../run/service-running.js";
import { writtenValue } from "../run/written-value.js";
import type { AccessFile } from "../tcprules/access-file.js";
import { type FileSpan, type Placed, parentOf, type Tree, type TreeEntry } from "../tree.js";
import { rulesByName } from "./smtp-service.js";

/** A name under which svscan finds a service. */
export interface ServiceLink {
  readonly name: string;
  /** Of the link; of the folder itself where it stands among the services. */
  readonly path: string;
}

export interface ServiceUser {
  /** As the script has it; `root` when nothing changes it, undefined when expansions decide it. */
  readonly name: string | undefined;
  /** Where the account is named. */
  readonly at: FileSpan | undefined;
}

/** Access rules that a service reads. */
export interface RuleUse {
  /** As it stands behind -x. */
  readonly written: string;
  readonly at: FileSpan;
  /** What the path leads to; undefined outside of the tree. */
  readonly compiled: TreeEntry | undefined;
  readonly source: Placed<AccessFile> | undefined;
}

export type Transport = "tcp" | "udp";

/** Known by its script, which may change. */
export class SiteService {
  constructor(
    readonly tree: Tree,
    /** Of its script. */
    private readonly path: string,
    /** Which of the daemons of a script of boot; undefined for what supervise runs. */
    private readonly daemon?: number,
  ) {}

  get script(): RunScript {
    return this.tree.analysis("run", this.path)!;
  }

  /** What it runs; undefined when no program of the script is known to stay. */
  get chain(): Chain | undefined {
    return this.running.chain;
  }

  /** The script that the chain stands in: another one where the first goes on as that, as with /var/qmail/rc. */
  get source(): RunScript {
    return this.running.source;
  }

  /** Names in the folders that svscan looks at; none: nothing says that it is started. */
  get links(): readonly ServiceLink[] {
    return this.daemon === undefined ? (this.tree.once(serviceLinks).get(this.directory) ?? []) : [];
  }

  private get running(): Running {
    return this.once("running", () => {
      const { script, daemon } = this;
      return daemon === undefined ? runningOf(script) : { source: script, chain: daemonsOf(script)[daemon] };
    });
  }

  /** Its folder. */
  get directory(): string {
    return this.once("directory", () => folderOf(this.script), Object.is);
  }

  /** Of the folder; of what a script of boot starts that of its last program. */
  get name(): string {
    return this.daemon === undefined ? nameOf(this.directory) : this.program;
  }

  /** The names of its programs, first one first. */
  get programs(): readonly string[] {
    return this.once("programs", () => this.chain?.steps.map(({ name }) => name) ?? [], areSameLists);
  }

  /** The last one; empty when it is not known. */
  get program(): string {
    return this.programs.at(-1) ?? "";
  }

  step(program: string): Step | undefined {
    return this.chain?.steps.find(({ name }) => name === program);
  }

  get log(): RunScript | undefined {
    return this.tree.analysis("run", `${this.directory}/log/run`);
  }

  /** A file `down` keeps it from being started. */
  get isDown(): boolean {
    return this.tree.entry(`${this.directory}/down`)?.kind === "file";
  }

  get listening(): Listening | undefined {
    return this.once("listening", () => this.chain && listeningOf(this.chain, this.source));
  }

  /** Where the address that it listens on is written. */
  get listensAt(): FileSpan | undefined {
    const { listening } = this;
    if (listening?.host) return this.place(listening.host);
    const file = listening?.variable?.file;
    return file === undefined ? undefined : { file, span: { start: 0, end: listening?.variable?.value?.length ?? 0 } };
  }

  /** Dotted, or in the words of IPv6; 0.0.0.0 stands for all. None when they are not known. */
  get addresses(): readonly string[] {
    return this.once("addresses", () => addressesOf(this.listening), areSameLists);
  }

  get port(): number | undefined {
    return this.once("port", () => this.listening?.portNumber, Object.is);
  }

  /** None when it is not known to listen, and for local sockets. */
  get transports(): readonly Transport[] {
    return this.once("transports", () => transportsOf(this.listening), areSameLists);
  }

  get user(): ServiceUser {
    const { chain } = this;
    if (!chain) return { name: undefined, at: undefined };
    const { identity } = finalIdentity(chain, this.source);
    switch (identity.kind) {
      case "account":
      case "uid":
        return this.account(identity.value);
      case "unknown":
        return { name: undefined, at: undefined };
      default:
        return { name: this.daemon === undefined ? "root" : undefined, at: undefined };
    }
  }

  /** The access rules of its server; undefined without, and when the script leaves the path to the shell. */
  get rules(): RuleUse | undefined {
    return this.once("rules", () => this.findRules());
  }

  private findRules(): RuleUse | undefined {
    const { source } = this;
    const rules = this.chain && serverRules(this.chain, source);
    if (!rules) return undefined;
    const at = rulesSource(rules, source);
    return {
      written: rules.path,
      at: this.place(rules.value),
      compiled: entryFor(source, rules.path),
      source: (at && this.tree.analysis("tcprules", at.path)) ?? rulesByName(this.tree, rules.path, source.path),
    };
  }

  private once<T>(what: string, build: () => T, isSame?: (before: T, now: T) => boolean): T {
    return this.tree.onceFor(this, what, build, isSame);
  }

  place(value: Span): FileSpan {
    return this.tree.locate(this.source.path, { start: value.start, end: value.end });
  }

  private account(value: Value): ServiceUser {
    return { name: this.accountName(value), at: this.place(value) };
  }

  private accountName(value: Value): string | undefined {
    const { chain, source } = this;
    if (value.text === undefined && chain)
      return expandedText(value, chain, source) ?? askedNumber(value, chain)?.account;
    return printable(writtenValue(value, source.text)).split(":")[0];
  }
}

function transportsOf(listening: Listening | undefined): Transport[] {
  const words = listening?.transport.split(" ") ?? [];
  return (["tcp", "udp"] as const).filter((transport) => words.includes(transport.toUpperCase()));
}

/** The services of some scripts. */
export function servicesOf(paths: readonly string[], tree: Tree): SiteService[] {
  const supervised = paths.filter((path) => purposeOf(path, tree) === "run");
  const own = supervised.map((path) => tree.onceFor(SiteService, path, () => new SiteService(tree, path)));
  const taken = new Set(own.map((service) => tree.onceFor(service, "source", () => service.source.path, Object.is)));
  const starters = paths.filter((path) => purposeOf(path, tree) === "starter" && !taken.has(path));
  return [...own, ...starters.flatMap((path) => startedBy(path, tree))];
}

function purposeOf(path: string, tree: Tree): "run" | "starter" | "other" {
  const find = () => {
    const { isTask, isLog, isStarter } = tree.analysis("run", path)!;
    if (isTask) return "other";
    return isStarter ? "starter" : isLog ? "other" : "run";
  };
  return tree.onceFor(purposeOf, path, find, Object.is);
}

function startedBy(path: string, tree: Tree): SiteService[] {
  const count = () => daemonsOf(tree.analysis("run", path)!).length;
  return Array.from({ length: tree.onceFor(startedBy, path, count, Object.is) }, (_, index) =>
    tree.onceFor(startedBy, `${path} ${index}`, () => new SiteService(tree, path, index)),
  );
}

/** What ends by itself is no service; svscan is what starts them. */
function daemonsOf({ service }: RunScript): Chain[] {
  return reachedChains(service).filter((chain) => {
    const stays = stayingStep(chain);
    return stays !== undefined && stays.program?.kind !== "supervisor" && lastStep(chain).name !== "";
  });
}

/** All folders of services by the names under which svscan finds them. */
function serviceLinks(tree: Tree): ReadonlyMap<string, readonly ServiceLink[]> {
  const links = new Map<string, ServiceLink[]>();
  for (const folder of tree.folderPaths()) {
    if (!SCANNED.has(nameOf(folder))) continue;
    for (const { path, kind } of tree.children(folder) ?? []) {
      const run = kind === "directory" || kind === "missing" ? tree.entry(`${path}/run`) : undefined;
      if (run === undefined || nameOf(path).startsWith(".")) continue;
      const directory = parentOf(run.path);
      links.set(directory, [...(links.get(directory) ?? []), { name: nameOf(path), path }]);
    }
  }
  return links;
}

/** What the folders are called that svscan looks at: /service, /var/service, /etc/service. */
const SCANNED: ReadonlySet<string> = new Set(["service"]);

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
