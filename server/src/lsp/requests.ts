/**
 * The requests about a document, each with the capability that tells the client of it. What a request means is a
 * function of `features/`; `requests-*.ts` put what was found into the protocol's form.
 */
import {
  type ClientCapabilities,
  CodeLensRefreshRequest,
  type Connection,
  type ServerCapabilities,
} from "vscode-languageserver";
import type { Desk } from "./request.js";
import { DISPLAY_REQUESTS } from "./requests-display.js";
import { HELP_REQUESTS } from "./requests-help.js";
import { NAVIGATION_REQUESTS } from "./requests-navigation.js";

const REQUESTS = [...HELP_REQUESTS, ...NAVIGATION_REQUESTS, ...DISPLAY_REQUESTS];

/** What the server can be asked, for its answer to `initialize`. */
export const REQUEST_CAPABILITIES: ServerCapabilities = Object.assign({}, ...REQUESTS.map((each) => each.capabilities));

/** Has the client ask anew for what depends on other files than the document that it is shown in. */
export async function refreshShown(connection: Connection, { workspace }: ClientCapabilities): Promise<void> {
  if (workspace?.inlayHint?.refreshSupport) await connection.languages.inlayHint.refresh();
  if (workspace?.codeLens?.refreshSupport) await connection.sendRequest(CodeLensRefreshRequest.type);
}

export function listenToRequests(connection: Connection, desk: Desk): void {
  for (const request of REQUESTS) request.listen(connection, desk);
}
