/** The access map of a rule file: which addresses are let in, kept out, and may relay; a click goes to the line. */
import {
  type ExtensionContext,
  Position,
  Range,
  Selection,
  type TextDocument,
  Uri,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import type { Server } from "../server.js";
import { kindOf, MEANING, mapView, type TableRange, wordsOf } from "../webview/access-map-data.js";
import { escapeHtml, htmlOf, jsonInHtml } from "./webview.js";

/** What `djblint simulate access --format json` prints. */
export interface DecisionTable {
  readonly ranges: readonly TableRange[];
  /** Rules that go by the name of the host or of the user, and so by no address. */
  readonly apart: readonly { readonly line: number; readonly text: string; readonly when: string }[];
}

export async function showAccessMap(context: ExtensionContext, server: Server, document: TextDocument): Promise<void> {
  const title = `Access map of ${workspace.asRelativePath(document.uri)}`;
  const panel = window.createWebviewPanel("djblint.accessMap", title, ViewColumn.Beside, {
    enableScripts: true,
    localResourceRoots: [Uri.joinPath(context.extensionUri, "dist")],
    enableFindWidget: true,
  });
  const render = async (): Promise<void> => {
    const table = await server.decisionTable(document.uri);
    const script = Uri.joinPath(context.extensionUri, "dist/access-map.js");
    panel.webview.html = htmlOf(panel.webview, { title, body: bodyOf(title, table), style: STYLE, script });
  };
  const changes = workspace.onDidSaveTextDocument(({ uri }) => {
    if (uri.toString() === document.uri.toString()) void render();
  });
  panel.onDidDispose(() => changes.dispose());
  panel.webview.onDidReceiveMessage(({ line }: { line: number }) => goTo(document.uri, line));
  await render();
}

async function goTo(uri: Uri, line: number): Promise<void> {
  const editor = await window.showTextDocument(uri, { viewColumn: ViewColumn.One });
  const at = new Position(line, 0);
  editor.selection = new Selection(at, at);
  editor.revealRange(new Range(at, at));
}

function bodyOf(title: string, { ranges, apart }: DecisionTable): string {
  const legend = Object.entries(MEANING).map(([kind, text]) => `<li><span class="cell ${kind}"></span> ${text}</li>`);
  const others = apart.map(
    ({ line, text, when }) =>
      `<tr data-line="${line}" tabindex="0"><td>${escapeHtml(when)}</td><td></td><td></td><td class="code">${escapeHtml(text)}</td></tr>`,
  );
  return `<h1>${escapeHtml(title)}</h1>
<ul class="legend">${legend.join("")}<li><span class="cell mixed"></span> several: open it</li></ul>
<p id="path"></p>
<div id="grid" role="group" aria-label="Networks of IPv4"></div>
<p id="says" aria-live="polite"></p>
<table><thead><tr><th>clients</th><th>addresses</th><th>what happens</th><th>line</th></tr></thead>
<tbody>${ranges.map(rowOf).join("")}${others.join("")}</tbody></table>
<script type="application/json" id="data">${jsonInHtml(mapView(ranges))}</script>`;
}

function rowOf(range: TableRange): string {
  const { addresses, count, rule } = range;
  const line = rule ? ` data-line="${rule.line}" tabindex="0"` : "";
  return `<tr${line} title="${escapeHtml(wordsOf(range))}"><td>${escapeHtml(addresses)}</td><td class="count">${count}</td>
<td><span class="cell ${kindOf(range)}"></span> ${MEANING[kindOf(range)]}</td><td class="code">${escapeHtml(rule?.text ?? "")}</td></tr>`;
}

const STYLE = `
#grid { display: grid; grid-template-columns: repeat(16, 1fr); gap: 2px; max-width: 40em; }
.cell { display: inline-block; box-sizing: border-box; border-radius: 2px; }
#grid .cell { aspect-ratio: 1.4; font-size: 0.6em; overflow: hidden; padding: 0; color: var(--vscode-editor-background); }
.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.3em 1.5em; }
span.cell { width: 0.9em; height: 0.9em; vertical-align: -0.1em; }
.deny { background: var(--vscode-charts-red); }
.allow { background: var(--vscode-charts-green); }
.relay { background: var(--vscode-charts-orange); }
.mixed { background: repeating-linear-gradient(45deg, var(--vscode-charts-blue) 0 4px, transparent 4px 8px);
  border: 1px solid var(--vscode-charts-blue); color: var(--vscode-editor-foreground); }
#grid .mixed { color: var(--vscode-editor-foreground); }
.crumb:not(:last-child)::after { content: " ›"; }
#says { min-height: 1.4em; }
table { border-collapse: collapse; margin-top: 1em; }
th { text-align: left; }
th, td { padding: 0.15em 1.2em 0.15em 0; vertical-align: baseline; }
td:nth-child(3) { min-width: 5em; }
td.code { min-width: 7em; overflow-wrap: anywhere; }
.count { text-align: right; }
tr[data-line] { cursor: pointer; }
tr[data-line]:hover { background: var(--vscode-list-hoverBackground); }
`;
