/** Comments that switch a finding off, see `suppress.ts`; only where they change nothing else. */
import type { TextEdit } from "vscode-languageserver";
import { commentTarget, mayBeginWithComment, topOf } from "../ignore-comments.js";
import type { Finding } from "../rules/rule.js";
import { suppressionComment } from "../suppress.js";
import type { Opened } from "./request.js";

const CR = 13;

export function silencers(
  finding: Finding,
  { path, text, source: { language } }: Opened,
): { title: string; edit: TextEdit }[] {
  const { code, language: about } = finding.rule;
  const file = { text, language };
  const target = about === "djblint" ? undefined : commentTarget(finding, path, file);
  if (!target) return [];
  const { lines } = text;
  const line = lines.lineAt(finding.at.start);
  const end = text.bytes[lines.span(line).end - 1] === CR ? "\r\n" : "\n";
  const comment = (title: string, at: number, isWhole: boolean) => {
    const newText = `${suppressionComment([code], "", isWhole)}${end}`;
    const start = text.positionAt(at);
    return { title, edit: { range: { start, end: start }, newText } };
  };
  // Above the first line of a command it would be for all of them.
  const isOfLine = !target.isWhole && target.at === lines.start(line);
  return [
    ...(isOfLine ? [comment(`Ignore ${code} on this line`, target.at, false)] : []),
    ...(mayBeginWithComment(file) ? [comment(`Ignore ${code} in this file`, topOf(text), true)] : []),
  ];
}
