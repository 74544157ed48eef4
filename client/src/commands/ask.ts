/** Questions about what the server would do: asked in input boxes, answered in a document beside. */
import { type TextDocument, window, workspace } from "vscode";
import type { Server } from "../server.js";
import type { Answers } from "../views/answers.js";

const TYPES = ["A", "MX", "NS", "SOA", "TXT", "PTR", "CNAME", "AAAA", "SRV", "ANY", "AXFR"];

export async function askTinydns(server: Server, answers: Answers): Promise<void> {
  const document = await documentOf("tinydns-data", "Which zone data?");
  if (!document) return;
  const type = await window.showQuickPick(TYPES, { title: "Ask tinydns", placeHolder: "type of record" });
  if (!type) return;
  const name = await ask("Ask tinydns", "name, such as www.example.org", wordAtCursor());
  if (!name) return;
  await answers.show(`${type} ${name}.txt`, await server.answer(document.uri, type.toLowerCase(), name));
}

export async function tryClient(server: Server, answers: Answers): Promise<void> {
  const document = await documentOf("tcprules", "Which rule file?");
  if (!document) return;
  const ip = await ask("Try a client", "address of the client, such as 192.0.2.1");
  if (!ip) return;
  await answers.show(`client ${ip}.txt`, await server.access(document.uri, ip));
}

export async function followMail(server: Server, answers: Answers): Promise<void> {
  const [control] = await workspace.findFiles("**/control/me", undefined, 20);
  if (!control) {
    void window.showInformationMessage("There is no control directory of qmail (control/me) in this folder.");
    return;
  }
  const from = await ask("Follow a mail", "address of the client that brings it, such as 192.0.2.1");
  if (!from) return;
  const to = await ask("Follow a mail", "recipient, such as postmaster@example.org");
  if (!to) return;
  await answers.show(`mail to ${to}.txt`, await server.mail(control, { from, to }));
}

/** The document in front, if it is of that language; else one that is chosen among the files of the folder. */
export async function documentOf(languageId: string, question: string): Promise<TextDocument | undefined> {
  const active = window.activeTextEditor?.document;
  if (active?.languageId === languageId) return active;
  const files = (await workspace.findFiles(FILES[languageId], undefined, 200)).sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
  if (files.length === 0) {
    void window.showInformationMessage(`There is no such file in this folder: ${FILES[languageId]}`);
    return undefined;
  }
  const picked =
    files.length === 1
      ? files[0]
      : await window
          .showQuickPick(
            files.map((uri) => ({ label: workspace.asRelativePath(uri), uri })),
            { title: question },
          )
          .then((item) => item?.uri);
  return picked && workspace.openTextDocument(picked);
}

const FILES: Readonly<Record<string, string>> = {
  "tinydns-data": "**/{root/data,*.tinydns}",
  tcprules: "**/{tcp.*,*.rule,*.rules}",
};

function ask(title: string, placeHolder: string, value?: string): Thenable<string | undefined> {
  return window.showInputBox({ title, placeHolder, value, ignoreFocusOut: true });
}

function wordAtCursor(): string | undefined {
  const editor = window.activeTextEditor;
  if (!editor) return undefined;
  const range = editor.document.getWordRangeAtPosition(editor.selection.active);
  return range && editor.document.getText(range).replace(/^[=+@&.^CZ'36SN]/, "");
}
