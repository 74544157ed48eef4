/**
 * The machine, with permissions and times that a fixture says: version control keeps neither. `stats.txt` beside `bad`
 * and `good` has lines such as `bad/service/x/env mode 700` and `bad/service/x/x.cdb mtime 1767225600`.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Host, Stat } from "djblint/host";

export function hostWithStats(host: Host, fixture: string): Host {
  const list = join(fixture, "stats.txt");
  if (!existsSync(list)) return host;
  const said = new Map<string, Partial<Stat>>();
  for (const line of readFileSync(list, "utf8").trim().split("\n")) {
    const [path, key, value] = line.split(" ");
    const name = resolve(fixture, path);
    const stat = key === "mode" ? { mode: Number.parseInt(value, 8) } : { mtime: Number(value) };
    said.set(name, { ...said.get(name), ...stat });
  }
  return saying(host, said);
}

/** The same machine where these files have these permissions and times. */
export function saying(host: Host, said: ReadonlyMap<string, Partial<Stat>>): Host {
  return { ...host, stat: async (path) => ({ ...(await host.stat(path)), ...said.get(path) }) };
}
