import { printable } from "djblint-grammars/text";
import { entryText } from "../../model/control/entry-text.js";
import { defineRule, type Statement } from "../rule.js";

export default defineRule({
  code: "QM220",
  name: "dirty-morercpthosts",
  language: "control",
  severity: "error",
  category: "relay",
  security: true,
  since: "0.1",
  what: "A line of morercpthosts has a carriage return, a leading blank, a NUL byte or a comment behind the name",
  why: "qmail-newmrh writes all of it into the key, and qmail-smtpd finds the domain no more",
  silent: "For lines that are meant as comments, and when the file has no line feed",
  sources: ["qmail specification A9", "measured: newmrh-006, -008, -009, rcpthosts-matching-030"],
  fixable: "unsafe",
  messages: {
    return: {
      text: "a carriage return becomes part of the key, which matches nothing",
      help: "save the file with LF line ends, and run qmail-newmrh",
    },
    blank: {
      text: 'the blank in front becomes part of the key: "{found}" matches nothing',
      help: "begin the name in the first column, and run qmail-newmrh",
    },
    nul: {
      text: 'a NUL byte becomes part of the key: "{found}" matches nothing',
      help: "write each name on a line of its own, and run qmail-newmrh",
    },
    comment: {
      text: 'the comment becomes part of the key: "{found}" matches nothing',
      help: "put the comment on a line of its own, and run qmail-newmrh",
    },
    replace: { text: "Write the name alone" },
  },
  example: {
    file: "control/morercpthosts",
    bad: " example.org\n",
    good: "example.org\n",
  },
  on: {
    lines: {
      entry: (line, { name }, report) => {
        if (name !== "morercpthosts") return;
        const entry = entryText(line.whole);
        const said = dirt(line.whole.text, entry);
        if (!said) return;
        const fixes =
          entry && said.message !== "nul"
            ? [{ title: "replace", safety: "unsafe" as const, edits: [{ span: line.whole, newText: entry.text }] }]
            : [];
        report({ at: line.whole, ...said, fixes });
      },
    },
  },
});

function dirt(text: string, entry: ReturnType<typeof entryText>): Statement | undefined {
  const params = { found: printable(text) };
  if (text.includes("\0")) return { message: "nul", params };
  if (!entry) return undefined;
  if (entry.comment) return { message: "comment", params };
  if (entry.indent) return { message: "blank", params };
  return text.endsWith("\r") ? { message: "return" } : undefined;
}
