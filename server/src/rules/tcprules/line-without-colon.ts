import type { FaultLine } from "djblint-grammars/tcprules/tree";
import { AddressKind } from "../../model/tcprules/access-address.js";
import { type AccessFile, isMarkedComment, shown } from "../../model/tcprules/access-file.js";
import { defineRule, type Fix, type Observation } from "../rule.js";

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
  sources: ["tcprules specification R2 to R4, R10, R11, traps 19, 21 and 22"],
  fixable: "unsafe",
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
    wide: {
      text: "a full-width colon is none: tcprules skips the line, that of the IPv6 patch loops for ever",
      help: "write the colon of ASCII",
    },
    comma: {
      text: "this line has no colon: ucspi-tcp6 reads it all the same, tcprules of the IPv6 patch loops for ever",
      help: "write a colon in front of the instruction",
    },
    wideColon: { text: "Write :" },
    unindent: { text: "Move the # to the first column" },
    empty: { text: "Make the line empty" },
  },
  example: {
    bad: "192.168.1.:allow\ndeny\n",
    good: "192.168.1.:allow\n:deny\n",
  },
  on: {
    address: {
      kinds: [AddressKind.CommaForColon],
      check: ({ span, address }, access, report) => {
        const comma = { start: address.end, end: address.end + 1 };
        if (!/:(allow|deny)/.test(access.text.slice(span))) report({ at: comma, message: "comma" });
      },
    },
    fault: (line, access, report) => {
      if (line.fault !== "split" || isMarkedComment(line)) return;
      // One finding for a CRLF file: the rule about lines that stop tcprules has it.
      if (line.text === "\r" && access.table.hasReturns) return;
      report(observation(line, access));
    },
  },
});

function observation(line: FaultLine, access: AccessFile): Observation {
  const at = access.text.lines.span(line.line);
  const text = shown(access, at);
  if (line.text.trim() === "") {
    const what = line.text === "" ? "blanks" : `"${text}"`;
    return { at, message: "blank", params: { text: what }, fixes: [fix("empty", at.start, at.end)] };
  }
  const hash = indentedHash(line);
  if (hash !== undefined) {
    return { at: line.span, message: "comment", fixes: [fix("unindent", at.start, hash)] };
  }
  const wide = line.text.indexOf(WIDE_COLON);
  if (wide < 0) return { at: line.span, message: "text", params: { text } };
  const span = { start: at.start + wide, end: at.start + wide + WIDE_COLON.length };
  const edits = [{ span, newText: ":" }];
  return { at: span, message: "wide", fixes: [{ title: "wideColon", safety: "unsafe", edits }] };
}

/** U+FF1A in UTF-8. */
const WIDE_COLON = "\xef\xbc\x9a";

/** Where the first `#` stands when only blanks come before it. */
function indentedHash({ span, text }: FaultLine): number | undefined {
  const indent = /^\s*(?=#)/.exec(text);
  return indent ? span.start + indent[0].length : undefined;
}

/** The program that skips the line takes an empty line or a comment as well. */
function fix(title: string, start: number, end: number): Fix {
  return { title, safety: "safe", edits: [{ span: { start, end }, newText: "" }] };
}
