/** What a word says before the shell runs. */
import { type Excerpt, excerptOf } from "./excerpt.js";
import type { Shell } from "./interpreter.js";
import { type Commands, parseCommands } from "./parser.js";
import type { Word, WordPart } from "./tree.js";

/** The text of parts that the shell takes as they stand; undefined where something is expanded. */
export function literalText(parts: readonly WordPart[]): string | undefined {
  let text = "";
  for (const part of parts) {
    const piece = literalPart(part);
    if (piece === undefined) return undefined;
    text += piece;
  }
  return text;
}

function literalPart(part: WordPart): string | undefined {
  switch (part.kind) {
    case "bare":
    case "escaped":
    case "single-quoted":
    case "text":
      return part.text;
    case "double-quoted":
      return literalText(part.parts);
    default:
      return undefined;
  }
}

/**
 * The script in a word that is one quoted string, as in `sh -c '...'`, with spans of the file; undefined for other
 * words, whose bytes are not those that the shell will read, as of "..." with an expansion or a backslash.
 */
export function parseQuotedScript(bytes: Uint8Array, { parts }: Word, shell: Shell): Commands | undefined {
  const excerpt = parts.length === 1 ? quotedExcerpt(bytes, parts[0]) : undefined;
  return excerpt === undefined ? undefined : parseCommands(excerpt, shell);
}

function quotedExcerpt(bytes: Uint8Array, part: WordPart): Excerpt | undefined {
  const text = part.kind === "single-quoted" || part.kind === "double-quoted" ? literalText([part]) : undefined;
  const excerpt = excerptOf(bytes, part.start + 1, part.end - 1);
  // The bytes of the file may hold backslashes that the shell does not see, also inside backquotes.
  return excerpt.end - excerpt.start === text?.length ? excerpt : undefined;
}
