/** The language server over standard input and output. */
import { createConnection, type MessageWriterOptions, StreamMessageWriter } from "vscode-languageserver/node";
import { VERSION } from "../cli/version.js";
import { nodeHost } from "../node-host.js";
import { encodeInPlace } from "./encode-in-place.js";
import { inTurns } from "./host-in-turns.js";
import { IdleCollection } from "./idle-collection.js";
import { lifeCycle } from "./life-cycle.js";
import { PiecewiseReader } from "./piecewise-reader.js";
import { Session } from "./session.js";

/** Ends with the exit code, also when the client closes its side: it is gone then, and said nothing. */
export function serveStdio(): Promise<number> {
  return serve(process.stdin, process.stdout, encodeInPlace());
}

/** A session over two streams. */
export function serve(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  writing?: MessageWriterOptions,
): Promise<number> {
  const connection = createConnection(new PiecewiseReader(input), new StreamMessageWriter(output, writing), {
    messageStrategy: lifeCycle(),
  });
  new Session(connection, {
    host: inTurns(nodeHost),
    version: VERSION,
    now: () => Math.floor(Date.now() / 1000),
  });
  connection.listen();
  const idle = new IdleCollection();
  input.on("data", () => idle.message());
  return new Promise((resolve) => {
    connection.onExit(() => resolve(0));
    for (const end of ["end", "close"]) input.on(end, () => resolve(1));
  });
}
