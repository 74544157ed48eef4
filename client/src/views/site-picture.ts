/** The site as a picture: services, files, and the flow of mail and names, as `djblint site --format svg` draws it. */
import { ViewColumn, window } from "vscode";
import type { Server } from "../server.js";
import { htmlOf } from "./webview.js";

export async function showSitePicture(server: Server): Promise<void> {
  const title = "The site";
  const panel = window.createWebviewPanel("djblint.sitePicture", title, ViewColumn.Active, { enableScripts: false });
  panel.webview.html = htmlOf(panel.webview, { title, body: await server.sitePicture(), style: STYLE });
}

const STYLE = `
svg { max-width: 100%; height: auto; }
`;
