/**
 * What fixes write, as text. `fixes.txt` beside `bad` holds, for each fix that a rule offers in its own fixture, where
 * and as what it is offered, and the lines that it takes away and puts in their place:
 *
 *     run:2:1 unsafe: Put exec in front of multilog
 *     - multilog t ./main
 *     + exec multilog t ./main
 *
 * Bytes that are not printable stand as `\xNN`; a line that lacks its line feed is followed by `\ no line feed`.
 */
import { ChangedText } from "djblint/fix";
import { type Edit, type Finding, type Fix, messageOf } from "djblint/rules/rule";
import type { SourceText } from "djblint-grammars/text";

type Sources = ReadonlyMap<string, SourceText>;

export function writtenFixes(findings: readonly Finding[], sources: Sources): string {
  return findings
    .flatMap((finding) =>
      (finding.fixes ?? []).map((fix) => [titleOf(finding, fix, sources), ...linesOf(finding, fix, sources)]),
    )
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function titleOf({ file, at, rule }: Finding, { safety, title, params }: Fix, sources: Sources): string {
  const { line, character } = sources.get(file)!.positionAt(at.start);
  return `${file}:${line + 1}:${character + 1} ${safety}: ${messageOf(rule, title, params)}`;
}

/** The changed lines, with the names of files other than that of the finding. */
function linesOf({ file: own }: Finding, { edits }: Fix, sources: Sources): string[] {
  const files = [...new Set(edits.map(({ file = own }) => file))];
  return files.flatMap((file) => [
    ...(file === own ? [] : [`in ${file}`]),
    ...changedLines(
      sources.get(file)!,
      edits.filter((edit) => (edit.file ?? own) === file),
    ),
  ]);
}

function changedLines(text: SourceText, edits: readonly Edit[]): string[] {
  const changed = new ChangedText(text);
  changed.apply([...edits].sort((a, b) => a.span.start - b.span.start));
  const { before, after, origins } = changed;
  const result: string[] = [];
  const added: string[] = [];
  let seen = 0;
  for (const [line, origin] of [...origins, before.lines.count].entries()) {
    if (origin < 0) added.push(...shownLine("+", after, line));
    else {
      while (seen < origin) result.push(...shownLine("-", before, seen++));
      result.push(...added.splice(0));
      seen = origin + 1;
    }
  }
  return result;
}

/** Two lines when the line feed is missing. */
function shownLine(sign: "+" | "-", text: SourceText, line: number): string[] {
  const { start, end } = text.lines.span(line);
  const content = text
    .slice({ start, end })
    .replace(/[^ -~]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, "0")}`);
  const shown = content === "" ? sign : `${sign} ${content}`;
  return text.lines.start(line + 1) === end ? [shown, "\\ no line feed"] : [shown];
}
