/** Hover in a control file, a `.qmail` file or users/assign: what the line does to mail, and what the file is. */
import type { ControlSource } from "../model/control/control-source.js";
import { aboutControlFile } from "../simulate/control-file-words.js";
import { describeControlLine } from "../simulate/control-line-words.js";
import type { Hover } from "./hover.js";

export function hoverControl(file: ControlSource, offset: number): Hover | undefined {
  const number = file.text.lines.lineAt(offset);
  if (number >= file.text.lines.count) return undefined;
  // A line of a list with NUL bytes is several entries (R15).
  const own = file.lines.filter(({ line }) => line === number);
  const line = own.find(({ whole }) => offset >= whole.start && offset < whole.end) ?? own[0];
  const says = line === undefined ? [] : describeControlLine(line, file);
  const contents = [...says, ...(says.length > 0 ? ["---"] : []), ...aboutControlFile(file)];
  return { contents: contents.join("\n\n"), span: line?.whole ?? file.text.lines.span(number) };
}
