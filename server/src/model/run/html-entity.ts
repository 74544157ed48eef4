/** `&gt;` and its like: signs as the source of a web page has them, where the shell reads `&`, a command and `;`. */
import type { List } from "djblint-grammars/run/tree";
import { commandsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import { decodeLatin1, type Span } from "djblint-grammars/text";

export interface HtmlEntity extends Span {
  /** The sign that it stands for; several where they stand side by side, as in `&amp;&amp;`. */
  readonly meant: string;
  /** What the shell takes for a command: the first of them. */
  readonly name: string;
}

const SIGNS: Readonly<Record<string, string>> = { amp: "&", apos: "'", gt: ">", lt: "<", nbsp: " ", quot: '"' };
const RUN = /^(?:&(?:amp|apos|gt|lt|nbsp|quot);)+/;
const LONGEST_RUN = 32;

export function htmlEntities(list: List, bytes: Uint8Array): HtmlEntity[] {
  return commandsOf(list).flatMap((command) => {
    const name =
      command.kind === "simple" && command.words.length === 1 ? literalText(command.words[0].parts) : undefined;
    if (name === undefined || SIGNS[name] === undefined) return [];
    const start = command.start - 1;
    const [run] = RUN.exec(decodeLatin1(bytes, start, start + LONGEST_RUN)) ?? [];
    if (run === undefined) return [];
    return [
      { start, end: start + run.length, name, meant: run.replace(/&([a-z]+);/g, (_, each: string) => SIGNS[each]) },
    ];
  });
}
