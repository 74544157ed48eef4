/** A setting written into the `djblint.json` that speaks about a file; one is made where there is none. */
import { SourceText } from "djblint-grammars/text";
import { applyEdits, findNodeAtLocation, modify, type ParseError, parseTree } from "jsonc-parser";
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

export type ConfigurationText = Awaited<ReturnType<Workspace["configurationText"]>>;

/** Of the configuration that was found for a path; undefined when that is too broken to be written into. */
export function configurationEdit(
  { setting, value }: SettingEdit,
  path: string,
  found: ConfigurationText,
  workspace: Workspace,
): FileEdits | undefined {
  const text = found ? decodeUnicode(found.bytes) : "";
  if (found && !canHold(text, setting)) return undefined;
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
  const source = new SourceText(found.bytes, workspace.columns);
  const at = (offset: number): Position => source.positionAt(new TextEncoder().encode(text.slice(0, offset)).length);
  return {
    path: found.path,
    edits: edits.map(({ offset, length, content }) => ({
      range: { start: at(offset), end: at(offset + length) },
      newText: content,
    })),
  };
}

/** Whether a text is JSON in which nothing stands in the way of a setting. */
function canHold(text: string, setting: readonly string[]): boolean {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors);
  if (!tree || errors.length > 0) return false;
  return setting.every((_, depth) => {
    const node = depth === 0 ? tree : findNodeAtLocation(tree, setting.slice(0, depth));
    return node === undefined || node.type === "object";
  });
}
