import { isReadByQmail } from "../../model/control/control-source.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM009",
  name: "trailing-blank",
  language: "control",
  severity: "info",
  category: "style",
  optIn: true,
  since: "0.1",
  what: "Blanks or tabs stand at the end of a line",
  why: "qmail strips them, so they change nothing",
  sources: ["qmail specification R3, R12, Q3", "measured: smtpd-sessions-026, dot-qmail-017"],
  fixable: "safe",
  messages: {
    trailing: { text: "the blanks at the end of the line are not read", help: "remove them" },
    remove: { text: "Remove the blanks" },
  },
  example: {
    file: "control/rcpthosts",
    bad: "example.org \n",
    good: "example.org\n",
  },
  on: {
    file: (file, report) => {
      const { text, shape } = file;
      if (!isReadByQmail(file) || shape === "assignments") return;
      for (let line = 0; line < text.lines.count; line++) {
        const { start, end } = text.lines.span(line);
        let stop = end;
        while (stop > start && (text.bytes[stop - 1] === 32 || text.bytes[stop - 1] === 9)) stop--;
        if (stop === end || stop === start) continue;
        const at = { start: stop, end };
        const fixes = [{ title: "remove", safety: "safe", edits: [{ span: at, newText: "" }] }] as const;
        if (!report({ at, message: "trailing", fixes })) return;
      }
    },
  },
});
