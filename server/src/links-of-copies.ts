/**
 * Where links lead in a copy of a host, such as a backup: `copy/service/dns -> /etc/tinydns` is meant for that host, and
 * this machine's own /etc/tinydns is another.
 */
import type { Entry, EntryKind, Host } from "./host.js";
import { markedRoot, ON_THE_MACHINE } from "./model/site/site-roots.js";
import { isIn, MOST_LINKS, parentOf } from "./model/tree.js";

/** What a link is meant for. What is outside of the copy is not looked at: `path` is where it would be on that host. */
export interface Meant {
  readonly path: string;
  readonly kind: EntryKind | "outside";
}

export class LinksOfCopies {
  constructor(
    private readonly host: Host,
    /** All that was looked at. */
    private readonly folders: ReadonlyMap<string, readonly Entry[]>,
    /** What was asked for. */
    private readonly given: readonly string[],
  ) {}

  /** Undefined for a link that leads where this machine says. `top` is the given folder that it is in. */
  async meant(link: string, entry: Entry, top: string): Promise<Meant | undefined> {
    const target = await this.host.target(link).catch(() => undefined);
    if (target === undefined) return undefined;
    const inside = await this.inside(link, target, top);
    if (inside || isOnTheMachine(top)) return inside;
    return (await this.leadsOut(link, target, entry, top)) ? { path: target, kind: "outside" } : undefined;
  }

  /** The same for a link that was given itself: undefined where this machine says where it leads. */
  async meantByGiven(link: string): Promise<Meant | undefined> {
    const target = await this.host.target(link).catch(() => undefined);
    return target === undefined ? undefined : this.inside(link, target, link);
  }

  private async leadsOut(link: string, target: string, { kind }: Entry, top: string): Promise<boolean> {
    const root = markedRoot(link, top);
    const near = [...(root === undefined ? [] : [root]), ...rootsAbove(top), ...this.given];
    if (kind === "missing") return !near.some((folder) => isIn(target, folder));
    const end = (await this.real(link)) ?? target;
    const known = await Promise.all(near.map((folder) => this.real(folder)));
    if (known.some((folder) => folder !== undefined && isIn(end, folder))) return false;
    // Elsewhere, as from one folder of a project to another, the files of this machine are meant.
    return root !== undefined || ON_THE_MACHINE.test(end);
  }

  /** In the copy: what was looked at, else what is there where only a part of the copy was given. */
  private async inside(link: string, target: string, top: string): Promise<Meant | undefined> {
    for (let root = parentOf(link); root !== ""; root = parentOf(root)) {
      const found = await this.listed(root, target);
      if (found) return found;
    }
    for (const root of rootsAbove(top)) {
      const path = root + target;
      const [real, realRoot] = await Promise.all([this.real(path), this.real(root)]);
      if (real && realRoot && isIn(real, realRoot)) return { path, kind: (await this.host.stat(path)).kind };
    }
    return undefined;
  }

  private async listed(root: string, target: string): Promise<Meant | undefined> {
    let path = below(root, target);
    for (let links = 0; links < MOST_LINKS; links++) {
      if (this.folders.has(path)) return { path, kind: "directory" };
      const name = path.slice(path.lastIndexOf("/") + 1);
      const entry = this.folders.get(parentOf(path))?.find((other) => other.name === name);
      if (!entry?.link) return entry && { path, kind: entry.kind };
      path = below(root, await this.host.target(path));
    }
    return undefined;
  }

  private real(path: string): Promise<string | undefined> {
    return this.host.real(path).catch(() => undefined);
  }
}

function isOnTheMachine(top: string): boolean {
  return top === "/" || ON_THE_MACHINE.test(top);
}

/** Roots of the copy of which a part may have been given, such as `copy/service`, nearest first. */
function rootsAbove(top: string): string[] {
  const folders = isOnTheMachine(top) ? [] : top.split("/");
  return folders.flatMap((name, at) => (at > 1 && IN_A_ROOT.has(name) ? folders.slice(0, at).join("/") : [])).reverse();
}

/** Not `home`, `opt` or `srv`: people keep copies there. */
const IN_A_ROOT: ReadonlySet<string> = new Set(["etc", "var", "usr", "service"]);

/** A target that is relative, or has the full path that the copy has here, is below the root already. */
function below(root: string, target: string): string {
  return isIn(target, root) ? target : root + target;
}
