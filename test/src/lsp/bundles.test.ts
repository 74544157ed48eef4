/** The bundles that users get answer as the sources do: their names are shortened, and parts of them are loaded late. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Diagnostic } from "vscode-languageserver";
import { withFolder } from "../support/command.js";
import { addressOf } from "../support/files.js";
import { LanguageClient } from "../support/language-client.js";

const DATA = "etc/tinydns/example.tinydns";

/** The bundles read settings with a file of its own. */
const SETTINGS = { "djblint.json": '{ "rules": { "TD321": "off" } }\n' };

/** A file of each language, with something to find. */
const FILES: Readonly<Record<string, string>> = {
  [DATA]: ".example.org:192.0.2.1:a\n=www.example.org:192.0.2.300\n",
  "etc/tcp.smtp": '10.:deny\n10.:allow,RELAYCLIENT=""\n',
  "var/qmail/control/rcpthosts": ".example.org\nlists.example.org\n",
  "service/smtpd/run": "#!/bin/sh\nexec tcpserver -x /etc/tcp.smtp.cdb 0 25 qmail-smtpd\n",
};

const WHOLE_FILE = [
  "semanticTokens/full",
  "documentSymbol",
  "foldingRange",
  "documentLink",
  "codeLens",
  "inlayHint",
  "formatting",
];
const AT_A_PLACE = ["hover", "completion", "definition", "references", "rename", "codeAction", "documentHighlight"];

describe("bundles of the language server", () => {
  const bundles = [
    ["the package", "server/bin/djblint.cjs", "lsp"],
    ["the extension", "client/dist/server.cjs"],
  ] as const;
  for (const [owner, ...command] of bundles) {
    it(`that of ${owner} answers as the sources do`, () =>
      withFolder({ ...SETTINGS, ...FILES }, async (folder) => {
        const server = spawn(process.execPath, [...command, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
        const exit = once(server, "exit");
        const [bundle, sources] = [new LanguageClient([server.stdout, server.stdin]), new LanguageClient()];
        try {
          assert.deepEqual(await conversation(bundle, folder), await conversation(sources, folder));
          await Promise.all([bundle.exit(), sources.stop()]);
          assert.deepEqual(await exit, [0, null]);
        } finally {
          server.kill();
        }
      }));
  }
});

/** What the server says while each file is opened and looked at, and one is changed. */
async function conversation(client: LanguageClient, folder: string): Promise<unknown[]> {
  const answers: unknown[] = [await client.start(addressOf(folder))];
  for (const [path, text] of Object.entries(FILES)) {
    const uri = uriOf(folder, path);
    await client.open(uri, text);
    const found = await client.diagnostics(uri, 1);
    assert.notDeepEqual(found, [], path);
    answers.push(found, ...(await answersAbout(client, uri)));
  }
  const data = uriOf(folder, DATA);
  await client.change(data, 2, [{ range: placeAt(1, 25, 28), text: "3" }]);
  answers.push(await client.waitFor(data, isClean), ...(await answersAbout(client, data)));
  return JSON.parse(JSON.stringify(answers, withoutIds));
}

/** Ids of results come from the time of day. */
function withoutIds(key: string, value: unknown): unknown {
  return key === "resultId" ? undefined : value;
}

function answersAbout(client: LanguageClient, uri: string): Promise<unknown[]> {
  const position = { line: 1, character: 8 };
  const range = placeAt(0, 0, 0, 2);
  const params = {
    textDocument: { uri },
    position,
    range,
    newName: "other.example.org",
    context: { includeDeclaration: true, diagnostics: [] },
    options: { tabSize: 2, insertSpaces: true },
  };
  const asked = [...WHOLE_FILE, ...AT_A_PLACE].map((method) =>
    client.request(`textDocument/${method}`, params).catch(({ message }: Error) => message),
  );
  return Promise.all(asked);
}

function placeAt(line: number, start: number, end: number, lines = 0): Diagnostic["range"] {
  return { start: { line, character: start }, end: { line: line + lines, character: end } };
}

function uriOf(folder: string, path: string): string {
  return addressOf(join(folder, path));
}

function isClean(found: readonly Diagnostic[]): boolean {
  return found.every(({ severity }) => severity !== 1);
}
