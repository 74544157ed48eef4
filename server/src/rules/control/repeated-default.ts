import { readLine, readNumber } from "../../model/control/control.js";
import { isReadByQmail } from "../../model/control/control-source.js";
import { parentOf } from "../../model/tree.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM116",
  name: "repeated-default",
  language: "control",
  severity: "info",
  category: "style",
  optIn: true,
  since: "0.1",
  what: "A file says what counts without it",
  why: "A missing file gives the same value, and one that repeats me has to be changed together with it",
  sources: ["qmail specification R7"],
  fixable: "none",
  messages: {
    repeated: { text: "{file} says the same as no file would", help: "remove the file" },
  },
  example: {
    file: "control/queuelifetime",
    bad: "604800\n",
    good: "86400\n",
  },
  on: {
    file: (file, report) => {
      const { spec, shape, lines, path, around } = file;
      if (!spec || !isReadByQmail(file) || !lines[0]) return;
      const value = shape === "number" ? readNumber(lines) : shape === "value" ? readLine(lines) : undefined;
      const me = spec.usesMe ? around.analysis("control", `${parentOf(path)}/me`) : undefined;
      const fallback = spec.usesMe ? readLine(me?.lines) : spec.default;
      if (value === undefined || value !== fallback) return;
      report({ at: lines[0].whole, message: "repeated", params: { file: spec.name } });
    },
  },
});
