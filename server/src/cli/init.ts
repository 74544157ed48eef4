/** `djblint init`: writes a configuration with what the files themselves give away. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CONFIG_FILE } from "../config.js";
import { languageById } from "../languages/index.js";
import { type LoadedTree, loadTree } from "../load-tree.js";
import { nodeHost, reasonOf } from "../node-host.js";
import { plural } from "../plural.js";
import { LANGUAGE_IDS } from "../rules/rule.js";
import { print } from "./output.js";
import { absolutePath, shownPath } from "./paths.js";
import { UsageError } from "./usage.js";

const SCHEMA = "https://raw.githubusercontent.com/djblint/djblint/main/server/schema/djblint.schema.json";

export async function init(folder: string, { force = false }: { force?: boolean }): Promise<number> {
  const path = join(folder, CONFIG_FILE);
  if (!force && existsSync(path)) throw new UsageError(`${path} is there already; --force writes over it`);
  const root = absolutePath(folder);
  const found = await loadTree(nodeHost, { paths: [root], now: Math.floor(Date.now() / 1000) });
  const trouble = found.unreadable.find((entry) => entry.path === root);
  if (trouble) throw new UsageError(`${folder} cannot be read: ${trouble.reason}`);
  const dialect = dialectsOf(found);
  const settings = { $schema: SCHEMA, dialect, rules: {}, failOn: "warning", exclude: [] };
  try {
    writeFileSync(path, `${JSON.stringify(settings, undefined, 2)}\n`, { flag: force ? "w" : "wx" });
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${reasonOf(error)}`);
  }
  print(`${shownPath(absolutePath(path))} is written: ${summary(found, dialect)}\n`);
  return 0;
}

type Dialects = Partial<Record<"tinydns" | "tcprules", string>>;

/** The dialects that files need; one whose files need nothing special is that of the plain program. */
function dialectsOf({ tree }: LoadedTree): Dialects {
  const tinydns = new Set(tree.sources("tinydns").map(({ analysis }) => analysis.dialect));
  const tcprules = new Set(tree.sources("tcprules").map(({ analysis }) => analysis.dialect));
  // The last of each list reads all that the others read.
  const most = (found: ReadonlySet<string>, order: readonly string[]) => order.filter((name) => found.has(name)).pop();
  return {
    tinydns: most(tinydns, ["djbdns", "debian", "ipv6"]),
    tcprules: most(tcprules, ["ucspi-tcp", "ucspi-tcp-ipv6", "ucspi-tcp6"]),
  };
}

function summary({ sources }: LoadedTree, dialects: Dialects): string {
  const counts = LANGUAGE_IDS.flatMap((id) => {
    const files = sources.filter(({ language }) => language.id === id).flatMap(({ parts }) => parts).length;
    return files === 0 ? [] : `${languageById(id).title}: ${files}`;
  });
  const total = sources.flatMap(({ parts }) => parts).length;
  const names = Object.values(dialects).filter((name) => name !== undefined);
  const kinds = counts.length > 0 ? ` (${counts.join(", ")})` : "";
  return `${plural(total, "file")}${kinds}${names.length > 0 ? `, dialect ${names.join(" and ")}` : ""}`;
}
