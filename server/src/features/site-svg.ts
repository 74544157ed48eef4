/** A picture of the hosts of a tree as SVG: a panel for each, with boxes in columns and arrows from left to right. */
import type { SiteFacts } from "../simulate/site-facts.js";
import { COLUMNS, columnOf, type SiteBand, type SiteGraph, type SiteNode, siteGraphs } from "./site-graph.js";

/** In pixels. */
const COLUMN_WIDTHS: readonly number[] = [220, 260, 270, 260];
const COLUMN_GAP = 56;
const MARGIN = 20;
const BAND_LABEL = 64;
const ROW_GAP = 16;
const BAND_GAP = 26;
const PADDING = 10;
const TITLE_SIZE = 13;
const TEXT_SIZE = 11;
const LINE_HEIGHT = 16;
/** Of text; text is cut to what fits, since widths of fonts differ. Bold letters are wider. */
const LETTER_WIDTH = 6.4;
const BOLD = 1.12;

const WIDTH =
  2 * MARGIN + BAND_LABEL + COLUMN_WIDTHS.reduce((sum, width) => sum + width, 0) + COLUMN_GAP * (COLUMNS.length - 1);
const HEADER = 78;

interface Box {
  readonly node: SiteNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function siteAsSvg(facts: SiteFacts): string {
  let y = 0;
  const panels = siteGraphs(facts).map((graph) => {
    const panel = hostPanel(graph, y);
    y += panel.height;
    return panel.svg;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" role="img">`,
    `<title>${escaped(facts.hosts.map(({ name }) => name).join(", "))}</title>`,
    `<style>${STYLE}</style>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0 8 4 0 8Z"/></marker></defs>',
    `<rect class="ground" width="${WIDTH}" height="${y}"/>`,
    ...panels,
    "</svg>",
    "",
  ].join("\n");
}

const STYLE = `
text { font-family: ui-sans-serif, system-ui, "DejaVu Sans", Arial, sans-serif; font-size: ${TEXT_SIZE}px; fill: #1f2328; }
.host { font-size: 18px; font-weight: 600; }
.column, .band { fill: #59636e; font-weight: 600; }
.title { font-size: ${TITLE_SIZE}px; font-weight: 600; }
.ground { fill: #ffffff; }
.line { stroke: #d1d9e0; }
.box { stroke-width: 1.2; }
.outside { fill: #f6f8fa; stroke: #818b98; }
.danger { fill: #ffebe9; stroke: #cf222e; stroke-width: 2; }
.service { fill: #ddf4ff; stroke: #0969da; }
.file { fill: #fff8c5; stroke: #9a6700; }
.result { fill: #dafbe1; stroke: #1a7f37; }
.edge { fill: none; stroke: #818b98; stroke-width: 1.2; }
.tip { fill: #818b98; }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3; }
.column, .band { fill: #9198a1; }
.ground { fill: #0d1117; }
.line { stroke: #3d444d; }
.outside { fill: #21262d; stroke: #9198a1; }
.danger { fill: #490202; stroke: #f85149; }
.service { fill: #0c2d6b; stroke: #58a6ff; }
.file { fill: #4b2900; stroke: #d29922; }
.result { fill: #033a16; stroke: #3fb950; }
}
`;

function hostPanel({ title, bands, edges }: SiteGraph, top: number): { svg: string; height: number } {
  const boxes = new Map<string, Box>();
  const parts = [
    text("host", MARGIN, top + 32, cut(title, WIDTH - 2 * MARGIN, 18 * BOLD)),
    ...COLUMNS.map((name, column) => text("column", columnX(column), top + HEADER - 22, name)),
  ];
  let y = top + HEADER;
  for (const band of bands) {
    const height = placeBand(band, y, boxes);
    parts.push(text("band", MARGIN, y + PADDING + TEXT_SIZE, band.title));
    parts.push(`<path class="line" d="M${MARGIN} ${y - BAND_GAP / 2}H${WIDTH - MARGIN}"/>`);
    y += height + BAND_GAP;
  }
  const arrows = edges.map(({ from, to }) => arrow(boxes.get(from)!, boxes.get(to)!));
  return { svg: [...parts, ...arrows, ...[...boxes.values()].map(boxSvg)].join("\n"), height: y - top };
}

/** Stacks the boxes of each column; the height of the highest. */
function placeBand({ nodes }: SiteBand, top: number, boxes: Map<string, Box>): number {
  const heights = COLUMNS.map(() => 0);
  for (const node of nodes) {
    const column = columnOf(node);
    const height = 2 * PADDING + LINE_HEIGHT * (node.lines.length + 1) - 4;
    const y = top + heights[column];
    boxes.set(node.id, { node, x: columnX(column), y, width: COLUMN_WIDTHS[column], height });
    heights[column] += height + ROW_GAP;
  }
  return Math.max(...heights) - ROW_GAP;
}

function columnX(column: number): number {
  const widths = COLUMN_WIDTHS.slice(0, column).reduce((sum, width) => sum + width, 0);
  return MARGIN + BAND_LABEL + widths + column * COLUMN_GAP;
}

/** Arrows run in the gaps between columns, so that they cross no box. */
function arrow(from: Box, to: Box): string {
  const x1 = from.x + from.width;
  const y1 = from.y + from.height / 2;
  const y2 = to.y + to.height / 2;
  const middle = (x1 + to.x) / 2;
  return `<path class="edge" marker-end="url(#tip)" d="M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${to.x} ${y2}"/>`;
}

function boxSvg({ node, x, y, width, height }: Box): string {
  const inner = width - 2 * PADDING;
  const radius = node.kind === "outside" || node.kind === "danger" ? 14 : 5;
  return [
    `<rect class="box ${node.kind}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>`,
    text("title", x + PADDING, y + PADDING + TITLE_SIZE - 2, cut(node.title, inner, TITLE_SIZE * BOLD)),
    ...node.lines.map((line, index) =>
      text("text", x + PADDING, y + PADDING + TITLE_SIZE - 2 + LINE_HEIGHT * (index + 1), cut(line, inner, TEXT_SIZE)),
    ),
  ].join("\n");
}

function text(kind: string, x: number, y: number, words: string): string {
  return `<text class="${kind}" x="${x}" y="${y}">${escaped(words)}</text>`;
}

/** What fits; of a path the end tells most. */
function cut(words: string, width: number, size: number): string {
  const most = Math.floor((width * TEXT_SIZE) / (LETTER_WIDTH * size));
  if (words.length <= most) return words;
  return words.includes("/") && !words.includes(" ") ? `…${words.slice(1 - most)}` : `${words.slice(0, most - 1)}…`;
}

function escaped(words: string): string {
  return words.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
