/** Comments that switch a finding off, see `suppress.ts`; only in files that have comments. */
import type { TextEdit } from "vscode-languageserver";
import type { Finding } from "../rules/rule.js";
import type { Opened } from "./request.js";

const BACKSLASH = 92;
const CR = 13;

export function silencers({ rule, at }: Finding, opened: Opened): { title: string; edit: TextEdit }[] {
  const { path, text, source } = opened;
  if (!source.language.hasComments(path) || rule.language === "djblint") return [];
  const { lines } = text;
  const line = lines.lineAt(at.start);
  const hasShebang = text.slice({ start: 0, end: 2 }) === "#!";
  const end = text.bytes[lines.span(line).end - 1] === CR ? "\r\n" : "\n";
  const comment = (title: string, keyword: string, above: number) => {
    const start = { line: above, character: 0 };
    return { title, edit: { range: { start, end: start }, newText: `# ${keyword} ${rule.code}${end}` } };
  };
  const inFile = comment(`Ignore ${rule.code} in this file`, "djblint-ignore-file", Number(hasShebang));
  // Above a line that goes on from the one before, a comment would cut the command in two.
  const goesOn = source.language.id === "run" && line > 0 && text.bytes[lines.span(line - 1).end - 1] === BACKSLASH;
  if (goesOn || (hasShebang && line === 0)) return [inFile];
  return [comment(`Ignore ${rule.code} on this line`, "djblint-ignore", line), inFile];
}
