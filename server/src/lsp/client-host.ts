/** The files of the client, for a server that has none of its own: in a browser they are asked for by these requests. */
import { decodeLatin1, encodeLatin1 } from "djblint-grammars/text";
import type { Connection } from "vscode-languageserver";
import type { Entry, Host, Stat } from "../host.js";
import { addressOfPath } from "./addresses.js";

/** One character for each byte. */
const READ_FILE = "djblint/readFile";
const LIST_FOLDER = "djblint/listFolder";
const WRITE_FILE = "djblint/writeFile";
const STAT_FILE = "djblint/statFile";

export function clientHost(connection: Connection): Host {
  const ask = <T>(method: string, path: string) =>
    connection.sendRequest<T>(method, { uri: addressOfPath(path) }) as Promise<T>;
  return {
    read: async (path) => encodeLatin1(await ask<string>(READ_FILE, path)),
    list: async (path) => (await ask<Entry[]>(LIST_FOLDER, path)).sort((a, b) => (a.name < b.name ? -1 : 1)),
    stat: (path) => ask<Stat>(STAT_FILE, path),
    // A client says that something is a link, and not where it leads.
    real: async (path) => path,
    write: (path, bytes) =>
      connection.sendRequest(WRITE_FILE, { uri: addressOfPath(path), content: decodeLatin1(bytes) }),
    target: () => Promise.reject(new Error("not known here")),
  };
}
