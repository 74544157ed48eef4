/** Pages of webviews: one frame with a strict content security policy and the colours of the theme. */
import type { Uri, Webview } from "vscode";

export interface Page {
  readonly title: string;
  /** HTML; text in it has gone through `escapeHtml`. */
  readonly body: string;
  readonly style?: string;
  /** The one script that may run. */
  readonly script?: Uri;
}

/** Nothing is loaded but the script and the styles of the page, and nothing is sent. */
export function htmlOf(webview: Webview, { title, body, style = "", script }: Page): string {
  const nonce = randomNonce();
  const scripts = script ? `; script-src 'nonce-${nonce}'` : "";
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'${scripts}">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${BASE}${style}</style>
</head>
<body>
${body.replaceAll("<style>", `<style nonce="${nonce}">`)}
${script ? `<script nonce="${nonce}" src="${webview.asWebviewUri(script)}"></script>` : ""}
</body>
</html>`;
}

const BASE = `
body { color: var(--vscode-editor-foreground); background: var(--vscode-editor-background);
  font: var(--vscode-font-size) var(--vscode-font-family); padding: 0.5em 1.2em; }
h1 { font-size: 1.3em; font-weight: 600; }
pre, code, td.code { font-family: var(--vscode-editor-font-family); font-size: var(--vscode-editor-font-size); }
button { font: inherit; color: inherit; background: none; border: 1px solid transparent; cursor: pointer; }
:focus-visible { outline: 2px solid var(--vscode-focusBorder); outline-offset: -2px; }
`;

export function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "#39" };
  return text.replace(/[&<>"']/g, (character) => `&${names[character]};`);
}

/** Data inside a script element of type application/json. */
export function jsonInHtml(data: unknown): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}

function randomNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
