import type { FaultLine } from "djblint-grammars/tcprules/tree";
import { type AccessFile, shown } from "../../model/access.js";
import { defineRule, type Fix } from "../rule.js";

export default defineRule({
  code: "TR021",
  name: "line-without-colon",
  language: "tcprules",
  severity: "error",
  category: "syntax",
  security: true,
  since: "0.1",
  what: "A line that is neither empty nor a comment has no colon",
  why: "ucspi-tcp 0.88 skips the line without a word; tcprules of the IPv6 patch loops on it for ever, at full CPU",
  sources: ["tcprules specification R2 to R4, R10, R11, traps 19 and 21"],
  fixable: "safe",
  messages: {
    text: {
      text: '"{text}" makes no rule: tcprules skips a line without a colon, that of the IPv6 patch loops for ever',
      help: "write ADDRESS:allow or ADDRESS:deny; for all other clients :allow or :deny",
    },
    comment: {
      text: "an indented # begins no comment: tcprules skips the line, that of the IPv6 patch loops for ever",
      help: "remove what stands in front of the #",
    },
    blank: {
      text: "this line is not empty, it holds {text}: tcprules skips it, that of the IPv6 patch loops for ever",
      help: "remove what the line holds",
    },
    unindent: { text: "move the # to the first column" },
    empty: { text: "make the line empty" },
  },
  example: {
    bad: "192.168.1.:allow\ndeny\n",
    good: "192.168.1.:allow\n:deny\n",
  },
  on: {
    line: (line, access, report) => {
      if (line.kind !== "fault" || line.fault !== "split") return;
      // One finding for a CRLF file: the rule about lines that stop tcprules has it.
      if (line.text === "\r" && access.returns.length > 0) return;
      const at = access.text.lines.span(line.line);
      const text = shown(access, at);
      if (line.text.trim() === "") {
        const what = line.text === "" ? "blanks" : `"${text}"`;
        return report({ at, message: "blank", params: { text: what }, fixes: [fix("empty", at.start, at.end)] });
      }
      const hash = indentedHash(line, access);
      if (hash === undefined) return report({ at: line.span, message: "text", params: { text } });
      report({ at: line.span, message: "comment", fixes: [fix("unindent", at.start, hash)] });
    },
  },
});

/** Where the first `#` stands when only blanks and a byte order mark come before it. */
function indentedHash({ span }: FaultLine, { text }: AccessFile): number | undefined {
  const indent = /^(\xef\xbb\xbf)?\s*(?=#)/.exec(text.slice(span));
  return indent ? span.start + indent[0].length : undefined;
}

/** The program that skips the line takes an empty line or a comment as well. */
function fix(title: string, start: number, end: number): Fix {
  return { title, safety: "safe", edits: [{ span: { start, end }, newText: "" }] };
}
