/** A setting written into the `djblint.json` that speaks about a file; one is made where there is none. */
import { applyEdits, modify } from "jsonc-parser";
import type { Position } from "vscode-languageserver";
import { CONFIG_FILE } from "../config.js";
import { parentOf } from "../model/tree.js";
import { decodeUnicode } from "./unicode.js";
import type { Workspace } from "./workspace.js";
import type { FileEdits } from "./workspace-edit.js";

export interface SettingEdit {
  /** The way to the setting in the file. */
  readonly setting: readonly string[];
  readonly value: string;
}

const formattingOptions = { insertSpaces: true, tabSize: 2, eol: "\n" };

export async function configurationEdit(
  { setting, value }: SettingEdit,
  path: string,
  workspace: Workspace,
): Promise<FileEdits> {
  const found = await workspace.configurationText(path);
  const text = found ? decodeUnicode(found.bytes) : "";
  const edits = modify(text || "{}", [...setting], value, { formattingOptions });
  const start = { line: 0, character: 0 };
  if (!found) {
    const folder = workspace.folderOf(path) ?? parentOf(path);
    const content = `${applyEdits("{}", edits)}\n`;
    return {
      path: `${folder}/${CONFIG_FILE}`,
      edits: [{ range: { start, end: start }, newText: content }],
      isNew: true,
    };
  }
  const at = (offset: number): Position => {
    const before = text.slice(0, offset).split("\n");
    return { line: before.length - 1, character: before[before.length - 1].length };
  };
  return {
    path: found.path,
    edits: edits.map(({ offset, length, content }) => ({
      range: { start: at(offset), end: at(offset + length) },
      newText: content,
    })),
  };
}
