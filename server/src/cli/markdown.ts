/** The Markdown that djblint itself writes, for a terminal: headings, emphasis, code, lists, lines that fit. */
import type { Style } from "./reporters/reporter.js";
import { wrap } from "./wrap.js";

/** Lines longer than this are hard to read however wide the terminal is. */
const WIDEST = 100;

export function showMarkdown(page: string, style: Style): string {
  let isCode = false;
  const lines = page
    .trimEnd()
    .split("\n")
    .flatMap((line) => {
      if (line === "```") {
        isCode = !isCode;
        return [];
      }
      return isCode ? [`    ${style.colors.cyan(line)}`] : showLine(line, style);
    });
  return `${lines.join("\n")}\n`;
}

function showLine(line: string, { colors, columns = WIDEST }: Style): string[] {
  const heading = /^#+ (.*)$/.exec(line);
  if (heading) return [colors.bold(heading[1])];
  const [, lead, text] = /^([- ]*)(.*)$/.exec(line)!;
  const emphasis = /^([*_])(.*)\1$/.exec(text);
  const paint = emphasis ? colors.dim : (part: string) => part;
  const plain = (emphasis?.[2] ?? text).replaceAll("`", "").replaceAll("\\&", "&");
  return wrap(plain, Math.min(columns, WIDEST) - lead.length).map(
    (part, index) => (index === 0 ? lead : " ".repeat(lead.length)) + paint(part),
  );
}
