/** In control files: where the mail for an entry goes. */
import type { Span } from "djblint-grammars/text";
import type { ControlSource } from "../model/control/control-source.js";
import { routeInWords } from "../simulate/control-line-words.js";
import type { InlayHint } from "./inlay-hints.js";

export function hintsOfControl(file: ControlSource, { start, end }: Span): InlayHint[] {
  return file.lines
    .filter(({ whole }) => whole.end >= start && whole.start <= end)
    .flatMap((line) => {
      const label = routeInWords(line, file);
      return label === undefined ? [] : [{ offset: line.whole.end, label: `→ ${label}` }];
    });
}
