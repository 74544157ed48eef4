/** A changed text as a unified diff, which `patch -p1` and `git apply` take. One character for each byte. */
import type { SourceText } from "djblint-grammars/text";
import type { ChangedText } from "../fix.js";

/** Unchanged lines around a change. */
const CONTEXT = 3;

/** Stretches of lines, the last one excluded. */
interface Change {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Empty when no line has changed. */
export function unifiedDiff(path: string, { before, after, origins }: ChangedText): string {
  const changes = changesOf(before, after, origins);
  if (changes.length === 0) return "";
  const hunks = groups(changes).map((group) => hunk(group, before, after));
  // A path that is shown in full is taken from / by patch -p1.
  const name = path.replace(/^\//, "");
  return `--- a/${name}\n+++ b/${name}\n${hunks.join("")}`;
}

function changesOf(before: SourceText, after: SourceText, origins: readonly number[]): Change[] {
  const changes: Change[] = [];
  let oldStart = 0;
  let newStart = 0;
  const note = (oldEnd: number, newEnd: number) => {
    const change = trimmed({ oldStart, oldEnd, newStart, newEnd }, before, after);
    if (change.oldStart < change.oldEnd || change.newStart < change.newEnd) changes.push(change);
    oldStart = oldEnd + 1;
    newStart = newEnd + 1;
  };
  for (const [line, origin] of origins.entries()) if (origin >= 0) note(origin, line);
  note(before.lines.count, after.lines.count);
  return changes;
}

/** Without the lines that are the same at both ends. */
function trimmed(change: Change, before: SourceText, after: SourceText): Change {
  let { oldStart, oldEnd, newStart, newEnd } = change;
  const isSame = (old: number, fresh: number) => lineOf(before, old) === lineOf(after, fresh);
  while (oldStart < oldEnd && newStart < newEnd && isSame(oldStart, newStart)) {
    oldStart++;
    newStart++;
  }
  while (oldStart < oldEnd && newStart < newEnd && isSame(oldEnd - 1, newEnd - 1)) {
    oldEnd--;
    newEnd--;
  }
  return { oldStart, oldEnd, newStart, newEnd };
}

/** Changes that are so near that their contexts meet stand in one hunk. */
function groups(changes: readonly Change[]): Change[][] {
  const result: Change[][] = [];
  for (const change of changes) {
    const group = result[result.length - 1];
    if (group && change.oldStart - group[group.length - 1].oldEnd <= 2 * CONTEXT) group.push(change);
    else result.push([change]);
  }
  return result;
}

function hunk(group: readonly Change[], before: SourceText, after: SourceText): string {
  const first = group[0];
  const last = group[group.length - 1];
  const lead = Math.min(CONTEXT, first.oldStart);
  const tail = Math.min(CONTEXT, before.lines.count - last.oldEnd);
  const start = first.oldStart - lead;
  const end = last.oldEnd + tail;
  const lines: string[] = [];
  let at = start;
  for (const { oldStart, oldEnd, newStart, newEnd } of group) {
    for (; at < oldStart; at++) lines.push(marked(" ", before, at));
    for (; at < oldEnd; at++) lines.push(marked("-", before, at));
    for (let line = newStart; line < newEnd; line++) lines.push(marked("+", after, line));
  }
  for (; at < end; at++) lines.push(marked(" ", before, at));
  const newStart = first.newStart - lead;
  const header = `@@ -${extent(start, end)} +${extent(newStart, last.newEnd + tail)} @@\n`;
  return header + lines.join("");
}

/** Lines count from 1; an empty stretch is named by the line in front of it. */
function extent(start: number, end: number): string {
  const count = end - start;
  return count === 1 ? `${start + 1}` : `${count === 0 ? start : start + 1},${count}`;
}

/** With its line feed, which a last line may lack. */
function lineOf(text: SourceText, line: number): string {
  return text.slice({ start: text.lines.start(line), end: text.lines.start(line + 1) });
}

function marked(mark: string, text: SourceText, line: number): string {
  const content = lineOf(text, line);
  return content.endsWith("\n") ? mark + content : `${mark}${content}\n\\ No newline at end of file\n`;
}
