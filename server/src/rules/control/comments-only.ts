import { defineRule } from "../rule.js";

/** Words that tell that mail is thrown away on purpose. */
const PURPOSE =
  /discard|throw|drop|delete|ignore|nobody|nothing|null|trash|black ?-?hole|bit ?bucket|no-?reply|do ?not ?reply|spam|bounce|reject|unused|silen/i;

export default defineRule({
  code: "QM807",
  name: "comments-only",
  language: "control",
  severity: "warning",
  category: "delivery instructions",
  since: "0.1",
  what: "A .qmail file holds comments and no instruction",
  why: "Mail is accepted and delivered nowhere, with success; only an empty file means the default delivery",
  silent: "When the name of the file or a comment tells that it is meant so, and when the comments have no text",
  sources: ["qmail specification Q4", "measured: dot-qmail-013"],
  fixable: "none",
  messages: {
    nothing: {
      text: "mail is accepted and thrown away: the file has comments and no instruction",
      help: "write an instruction, or make the file empty for the default delivery; say so in a comment if it is meant",
    },
  },
  example: {
    file: "alias/.qmail-info",
    bad: "#./Maildir/\n",
    good: "./Maildir/\n",
  },
  on: {
    file: ({ shape, lines, name }, report) => {
      const comments = lines.filter(({ kind }) => kind === "comment");
      if (shape !== "instructions" || comments.length === 0 || lines.some(({ kind }) => kind === "instruction")) return;
      if (lines[0].kind === "blank") return;
      const texts = comments.map(({ whole }) => whole.text.replace(/^[#\s]+/, "")).filter((text) => text !== "");
      if (texts.length === 0 || PURPOSE.test(name) || texts.some((text) => PURPOSE.test(text))) return;
      report({ at: comments[0].whole, message: "nothing" });
    },
  },
});
