import { isReadByQmail } from "../../model/control/control-source.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM008",
  name: "empty-value",
  language: "control",
  severity: "error",
  category: "reading",
  since: "0.1",
  what: "A file of one value is empty",
  why: "An empty file is not a missing one: the value is the empty text, and the default does not count",
  silent:
    "For doublebounceto unless the dialect is one without patches: with a common patch, an empty file means that double bounces are thrown away",
  sources: [
    "qmail specification R5, M5, B1",
    "measured: smtpd-sessions-063, smtproutes-routing-104, inject-rewriting-022",
  ],
  fixable: "none",
  messages: {
    empty: {
      text: "{file} is the empty text: qmail uses a default for a missing file, but not for an empty one",
      help: "write the value into the file, or remove the file",
    },
  },
  example: {
    file: "control/helohost",
    bad: "\n",
    good: "mail.example.org\n",
  },
  on: {
    file: (file, report) => {
      const { shape, lines, name, dialect } = file;
      if (shape !== "value" || !isReadByQmail(file)) return;
      if (lines.some(({ whole }) => whole.text.trim() !== "")) return;
      if (name === "doublebounceto" && (dialect === undefined || dialect === "patched")) return;
      const { end } = file.text.lines.span(0);
      report({ at: { start: 0, end }, message: "empty", params: { file: name } });
    },
  },
});
