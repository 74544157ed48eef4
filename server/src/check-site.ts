/** The rules about whole hosts: what no single file shows. Each rule is asked once for a tree, when it is first needed. */
import type { Span } from "djblint-grammars/text";
import { isSameData } from "./model/memo.js";
import { type Site, sitesOf, zoneSourceAt } from "./model/site/site.js";
import type { NameServer, ZoneSource } from "./model/site/site-names.js";
import type { FileSpan, Tree } from "./model/tree.js";
import type { RuleTiming } from "./rule-timing.js";
import type { Observation, Rule } from "./rules/rule.js";

/** What is said of one place; it is shown when its file is one of those that are checked. */
export interface SiteObservation extends Omit<Observation, "at"> {
  readonly at: FileSpan;
}

/** False when no more is listed for that file. */
export type SiteReport = (observation: SiteObservation) => boolean;

/** Takes back what a rule about one file says of a place, because other files make it pointless. */
export type Withdraw = (code: string, at: FileSpan) => void;

/** What a rule about whole hosts can look at. */
export interface SiteChecks {
  /** Asked of a tree with one source too: a file that follows it may lie beside it. */
  readonly ofOneFile?: true;
  /** For each host. */
  readonly site?: (site: Site, report: SiteReport) => void;
  /** For each server of djbdns: asked again where something changes that was looked at. */
  readonly server?: (server: NameServer, site: Site, report: SiteReport) => void;
  /** For each data file, about places in it: asked again where it changes, or what was looked at elsewhere. */
  readonly zones?: (source: ZoneSource, report: SiteReport) => void;
  /** Once, for what is between hosts. Withdraws only findings of the rules that `withdraws` of the rule names. */
  readonly sites?: (sites: readonly Site[], report: SiteReport, withdraw: Withdraw) => void;
}

/** What a rule says, by file. */
interface Answer {
  readonly observations: ReadonlyMap<string, readonly Observation[]>;
  /** Codes and first bytes of the findings that are taken back. */
  readonly withdrawn: ReadonlyMap<string, ReadonlySet<string>>;
}

const NOTHING: ReadonlySet<string> = new Set();

export class SiteCheck {
  /** The revision of the tree for which all were asked. */
  private askedAt = -1;

  constructor(private readonly tree: Tree) {}

  static of(tree: Tree): SiteCheck {
    return tree.once(newSiteCheck);
  }

  /** Asks rules whose answers may have changed, in steps, one for each rule. */
  *ask(rules: readonly Rule<"site">[], most: number, timing?: RuleTiming): Generator<void> {
    const { revision } = this.tree;
    if (this.askedAt === revision) return;
    for (const rule of rules) {
      this.answer(rule, most, timing);
      yield;
    }
    this.askedAt = revision;
  }

  /** What a rule says of the places in a file; not more than `most`. */
  observations(rule: Rule<"site">, path: string, most: number, timing?: RuleTiming): readonly Observation[] {
    const across = this.answer(rule, most, timing)?.observations.get(path) ?? [];
    const { zones } = rule.on;
    return zones ? [...across, ...this.saidOfZones(zones, path)].slice(0, most) : across;
  }

  /** What a rule takes back of what others say of a file: `CODE first-byte`. */
  withdrawn(rule: Rule<"site">, path: string, most: number): ReadonlySet<string> {
    return this.answer(rule, most)?.withdrawn.get(path) ?? NOTHING;
  }

  private answer(rule: Rule<"site">, most: number, timing?: RuleTiming): Answer | undefined {
    if (this.isAlone && !rule.on.ofOneFile) return undefined;
    const on = timing ? timing.watch<"site">(rule, rule.on) : rule.on;
    return this.tree.onceFor(rule, "answer", () => this.answerOf(on, most), areSameAnswers);
  }

  /** A file alone shows next to nothing of a host that its own rules do not see. */
  private get isAlone(): boolean {
    return this.tree.sourcePaths().length < 2;
  }

  private answerOf(on: SiteChecks, most: number): Answer {
    const observations = new Map<string, Observation[]>();
    const withdrawn = new Map<string, Set<string>>();
    const report: SiteReport = ({ at: { file, span }, ...rest }) => {
      const list = observations.get(file) ?? [];
      observations.set(file, list);
      if (list.length < most) list.push({ ...rest, at: span });
      return list.length < most;
    };
    const withdraw: Withdraw = (code, { file, span }) => {
      withdrawn.set(file, (withdrawn.get(file) ?? new Set()).add(withdrawalKey(code, span)));
    };
    const sites = sitesOf(this.tree);
    on.sites?.(sites, report, withdraw);
    for (const site of sites) {
      on.site?.(site, report);
      if (on.server) for (const said of this.saidOfServers(site, on.server)) report(said);
    }
    return { observations, withdrawn };
  }

  private saidOfServers(site: Site, ask: NonNullable<SiteChecks["server"]>): readonly SiteObservation[] {
    return site.nameServers.flatMap((server) => this.said(server, ask, (report) => ask(server, site, report)));
  }

  private saidOfZones(ask: NonNullable<SiteChecks["zones"]>, path: string): readonly Observation[] {
    const source = this.isAlone ? undefined : zoneSourceAt(this.tree, path);
    const said = source ? this.said(source, ask, (report) => ask(source, report)) : [];
    return said.filter(({ at }) => at.file === path).map(({ at, ...rest }) => ({ ...rest, at: at.span }));
  }

  private said(of: object, check: object, ask: (report: SiteReport) => void): readonly SiteObservation[] {
    const listen = () => {
      const observations: SiteObservation[] = [];
      ask((observation) => observations.push(observation) > 0);
      return observations;
    };
    return this.tree.onceFor(of, check, listen, isSameData);
  }
}

function areSameAnswers(before: Answer, now: Answer): boolean {
  const dataOf = ({ observations, withdrawn }: Answer) => [
    [...observations],
    [...withdrawn].map(([path, keys]) => [path, ...keys]),
  ];
  return isSameData(dataOf(before), dataOf(now));
}

export function withdrawalKey(code: string, { start }: Span): string {
  return `${code} ${start}`;
}

/** The key of the same finding when it starts elsewhere. */
export function movedWithdrawal(key: string, moved: (start: number) => number): string {
  const start = key.lastIndexOf(" ") + 1;
  return key.slice(0, start) + moved(Number(key.slice(start)));
}

function newSiteCheck(tree: Tree): SiteCheck {
  return new SiteCheck(tree);
}
