/** `djblint site`: the hosts that a tree of files describes. */
import { siteAsMermaid } from "../features/site-mermaid.js";
import { siteAsSvg } from "../features/site-svg.js";
import { loadTree } from "../load-tree.js";
import { nodeHost } from "../node-host.js";
import { explainSites } from "../simulate/explain-site.js";
import type { SiteFacts } from "../simulate/site-facts.js";
import { sitesAsText } from "../simulate/site-text.js";
import { refuseBroken } from "./configuration-faults.js";
import { print } from "./output.js";
import { absolutePath, kindAt, shownPath } from "./paths.js";
import type { SiteFormat } from "./site-formats.js";
import { UsageError } from "./usage.js";

export async function siteCommand(path: string, format: SiteFormat): Promise<number> {
  await kindAt(path);
  const { tree, configurations } = await loadTree(nodeHost, {
    paths: [absolutePath(path)],
    now: Math.floor(Date.now() / 1000),
  });
  refuseBroken(configurations);
  const facts = explainSites(tree, shownPath);
  if (facts.hosts.length === 0) throw new UsageError(`${path} holds no files of these programs`);
  print(FORMATS[format](facts));
  return 0;
}

/** The shape of the JSON is a contract: see docs/services.md. */
const FORMATS: Readonly<Record<SiteFormat, (facts: SiteFacts) => string>> = {
  text: sitesAsText,
  json: (facts) => `${JSON.stringify({ version: 1, ...facts }, undefined, 2)}\n`,
  mermaid: siteAsMermaid,
  svg: siteAsSvg,
};
