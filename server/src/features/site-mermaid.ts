/** A picture of the hosts of a tree as a Mermaid flowchart. Source: https://mermaid.js.org/syntax/flowchart.html. */
import type { SiteFacts } from "../simulate/site-facts.js";
import { type NodeKind, type SiteGraph, type SiteNode, siteGraphs } from "./site-graph.js";

export function siteAsMermaid(facts: SiteFacts): string {
  return `${["flowchart LR", ...siteGraphs(facts).flatMap(hostLines)].join("\n")}\n`;
}

function hostLines({ title, bands, edges }: SiteGraph, index: number): string[] {
  return [
    `  subgraph host${index + 1}["${quoted(title)}"]`,
    ...bands.flatMap(({ nodes }) => nodes.map((node) => `    ${node.id}${shape(node)}`)),
    ...edges.map(({ from, to }) => `    ${from} --> ${to}`),
    "  end",
  ];
}

/** Round ends for people, a cylinder for files. */
const BRACKETS: Readonly<Record<NodeKind, readonly [string, string]>> = {
  outside: ["([", "])"],
  danger: ["{{", "}}"],
  service: ["[", "]"],
  file: ["[(", ")]"],
  result: ["[[", "]]"],
};

function shape({ kind, title, lines }: SiteNode): string {
  const [open, close] = BRACKETS[kind];
  return `${open}"${[title, ...lines].map(quoted).join("<br>")}"${close}`;
}

/** Entities as Mermaid has them. */
function quoted(text: string): string {
  return text.replace(/[#&"<>]/g, (character) => `#${character.charCodeAt(0)};`);
}
