/** Explanations are Markdown; a client that cannot show that gets them without its marks. */
import { type MarkupContent, MarkupKind } from "vscode-languageserver";
import type { ClientTraits } from "./client-traits.js";

export function markup(value: string, { showsMarkdown }: ClientTraits): MarkupContent {
  return showsMarkdown ? { kind: MarkupKind.Markdown, value } : { kind: MarkupKind.PlainText, value: plainText(value) };
}

/** Code stays as it is. */
function plainText(markdown: string): string {
  return markdown
    .split(/^```\n([\s\S]*?)^```$/m)
    .map((piece, index) => (index % 2 === 0 ? withoutMarks(piece) : piece.replace(/\n$/, "")))
    .join("");
}

function withoutMarks(text: string): string {
  return text.replace(
    /(`+)( ?)(.+?)\2\1|\*\*(.+?)\*\*/g,
    (_, _fence, _blank, code, strong) => code ?? withoutMarks(strong),
  );
}
