import { type ControlSource, isReadByQmail } from "../../model/control/control-source.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM010",
  name: "nul-byte",
  language: "control",
  severity: "error",
  category: "reading",
  since: "0.1",
  what: "A file has a NUL byte",
  why: "In a list a NUL ends the entry, and what follows is an entry of its own, comment or not; elsewhere it is part of the name",
  silent: "In number files behind the number, and in .qmail files",
  sources: ["qmail specification R12, R15, U1", "measured: control-reading-053, -055, -056, smtpd-sessions-036"],
  fixable: "none",
  messages: {
    list: {
      text: "a NUL byte ends the entry here, and what follows it is read as an entry of its own",
      help: "write one entry on each line; the file may be damaged",
    },
    dropped: {
      text: "this line counts for nothing, because it begins with a NUL byte",
      help: "write the line anew; the file may be damaged",
    },
    value: { text: "a NUL byte is part of this name, and qmail uses it so", help: "write the name anew" },
    assign: {
      text: "qmail-newu refuses the file because of this NUL byte",
      help: "write the line anew; the file may be damaged",
    },
  },
  example: {
    file: "control/rcpthosts",
    bad: "example.org\0example.net\n",
    good: "example.org\nexample.net\n",
  },
  on: {
    file: (file, report) => {
      const start = file.text.bytes.indexOf(0);
      const message = start < 0 || !isReadByQmail(file) ? undefined : messageFor(file, start);
      if (message) report({ at: { start, end: start + 1 }, message });
    },
  },
});

/** A rule of its own speaks about morercpthosts. */
function messageFor({ shape, lines, text }: ControlSource, at: number): string | undefined {
  switch (shape) {
    case "list":
    case "map":
    case "routes":
    case "addresses":
      return at === text.lines.start(text.lines.lineAt(at)) ? "dropped" : "list";
    case "value":
      return at < (lines[0]?.whole.end ?? 0) ? "value" : undefined;
    case "assignments":
      return lines.some(({ kind, whole }) => kind === "fault" && whole.start <= at && at < whole.end)
        ? "assign"
        : undefined;
    default:
      return undefined;
  }
}
