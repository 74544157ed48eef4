/**
 * Sources that are compiled as one, such as `data` split by customer: joined in order, checked as a whole, and every
 * finding put back into the part that it is in.
 */
import { SourceText, type Span } from "djblint-grammars/text";
import { checkFile, observe, settle } from "./check.js";
import type { CheckContext, Language, SourceFile } from "./languages/language.js";
import type { Edit, Finding } from "./rules/rule.js";

const LF = 10;

/** The parts in a row; a part that does not end with a line feed gets one, so that lines do not run together. */
export function joinTexts(parts: readonly SourceText[]): SourceText {
  const ends = endsOf(parts);
  const bytes = new Uint8Array(ends[ends.length - 1] ?? 0).fill(LF);
  parts.forEach((part, index) => {
    bytes.set(part.bytes, index === 0 ? 0 : ends[index - 1]);
  });
  return new SourceText(bytes, parts[0]?.encoding);
}

/** Checks the parts of one source. The findings name the parts. */
export function checkParts(parts: readonly SourceFile[], language: Language, context: CheckContext): Finding[] {
  if (parts.length === 1) return checkFile(parts[0], language, context);
  const texts = parts.map(({ text }) => text);
  const ends = endsOf(texts);
  const whole = { path: parts[0].path, text: joinTexts(texts) };
  const locate = ({ start, end }: Span): { file: string; span: Span } => {
    const found = ends.findIndex((limit) => start < limit);
    const index = found < 0 ? parts.length - 1 : found;
    const offset = index === 0 ? 0 : ends[index - 1];
    const limit = parts[index].text.bytes.length;
    const local = (at: number) => Math.max(0, Math.min(at - offset, limit));
    return { file: parts[index].path, span: { start: local(start), end: local(end) } };
  };
  const findings = observe(whole, language, context).map((finding) => putBack(finding, locate));
  // Each part speaks for itself: a suppression for the whole file is one for that part.
  return parts.flatMap((part) =>
    settle(
      findings.filter(({ file }) => file === part.path),
      part,
      language,
      context.settings,
    ),
  );
}

function putBack(finding: Finding, locate: (span: Span) => { file: string; span: Span }): Finding {
  const { file, span } = locate(finding.at);
  return {
    ...finding,
    file,
    at: span,
    related: finding.related?.map((other) => ({ ...other, ...locate(other.span) })),
    fixes: finding.fixes?.map((fix) => ({
      ...fix,
      edits: fix.edits.map((edit): Edit => ({ ...edit, ...locate(edit.span) })),
    })),
  };
}

/** Where each part ends in the whole. */
function endsOf(parts: readonly SourceText[]): number[] {
  let at = 0;
  return parts.map(({ bytes }) => {
    at += bytes.length + (bytes.length > 0 && bytes[bytes.length - 1] !== LF ? 1 : 0);
    return at;
  });
}
