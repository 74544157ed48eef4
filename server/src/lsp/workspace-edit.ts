/** Edits of several files in the form that the client takes. */
import type { CreateFile, TextDocumentEdit, TextEdit, WorkspaceEdit } from "vscode-languageserver";
import { knownAddress } from "./addresses.js";
import type { ClientTraits } from "./client-traits.js";

export interface FileEdits {
  readonly path: string;
  readonly edits: readonly TextEdit[];
  /** Whether the file has to be made first. */
  readonly isNew?: boolean;
}

export function workspaceEdit(
  files: readonly FileEdits[],
  { takesVersions, createsFiles }: ClientTraits,
  documents: { openAt(path: string): { readonly uri: string; readonly version: number } | undefined },
): WorkspaceEdit {
  const addressOf = (path: string) => knownAddress(path, documents);
  if (!takesVersions) {
    return { changes: Object.fromEntries(files.map(({ path, edits }) => [addressOf(path), [...edits]])) };
  }
  const documentChanges = files.flatMap(({ path, edits, isNew }): (CreateFile | TextDocumentEdit)[] => {
    const uri = addressOf(path);
    const create: CreateFile = { kind: "create", uri, options: { ignoreIfExists: true } };
    const edit: TextDocumentEdit = {
      textDocument: { uri, version: documents.openAt(path)?.version ?? null },
      edits: [...edits],
    };
    return isNew && createsFiles ? [create, edit] : [edit];
  });
  return { documentChanges };
}
