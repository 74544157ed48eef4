/** Entry of the language server in a web worker. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { VERSION } from "../cli/version.js";
import { clientHost } from "./client-host.js";
import { lifeCycle } from "./life-cycle.js";
import { Session } from "./session.js";

declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self), {
  messageStrategy: lifeCycle(),
});
new Session(connection, {
  host: clientHost(connection),
  version: VERSION,
  now: () => Math.floor(Date.now() / 1000),
});
connection.listen();
