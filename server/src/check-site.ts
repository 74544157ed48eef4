/** The rules about whole hosts: what no single file shows. Each rule is asked once for a tree, when it is first needed. */
import { type Site, sitesOf } from "./model/site.js";
import type { FileSpan, Tree } from "./model/tree.js";
import type { RuleTiming } from "./rule-timing.js";
import type { Observation, Rule } from "./rules/rule.js";

/** What is said of one place; it is shown when its file is one of those that are checked. */
export interface SiteObservation extends Omit<Observation, "at"> {
  readonly at: FileSpan;
}

/** False when no more is listed for that file. */
export type SiteReport = (observation: SiteObservation) => boolean;

/** What a rule about whole hosts can look at. */
export interface SiteChecks {
  /** For each host. */
  readonly site?: (site: Site, report: SiteReport) => void;
  /** Once, for what is between hosts. */
  readonly sites?: (sites: readonly Site[], report: SiteReport) => void;
}

type ByFile = ReadonlyMap<string, readonly Observation[]>;

export class SiteCheck {
  private readonly asked = new Map<Rule<"site">, ByFile>();

  constructor(private readonly tree: Tree) {}

  static of(tree: Tree): SiteCheck {
    return tree.once(newSiteCheck);
  }

  /** What a rule says of the places in a file; not more than `most`. */
  observations(rule: Rule<"site">, path: string, most: number, timing?: RuleTiming): readonly Observation[] {
    // A file alone shows nothing of a host that its own rules do not see.
    if (this.tree.allSources().length < 2) return [];
    const byFile = this.asked.get(rule) ?? this.ask(timing ? timing.watch<"site">(rule, rule.on) : rule.on, most);
    this.asked.set(rule, byFile);
    return byFile.get(path) ?? [];
  }

  private ask(on: SiteChecks, most: number): ByFile {
    const byFile = new Map<string, Observation[]>();
    const report: SiteReport = ({ at: { file, span }, ...rest }) => {
      const list = byFile.get(file) ?? [];
      byFile.set(file, list);
      if (list.length < most) list.push({ ...rest, at: span });
      return list.length < most;
    };
    const sites = sitesOf(this.tree);
    on.sites?.(sites, report);
    if (on.site) for (const site of sites) on.site(site, report);
    return byFile;
  }
}

function newSiteCheck(tree: Tree): SiteCheck {
  return new SiteCheck(tree);
}
