import { CONTROL_FILES, controlFile } from "djblint-grammars/control/files";
import type { ControlSource } from "../../model/control/control-source.js";
import { parentOf } from "../../model/tree.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM021",
  name: "control-file-is-folder",
  language: "control",
  severity: "error",
  category: "files",
  since: "0.1",
  what: "There is a folder where a control file should be",
  why: "It is there, so no default counts, and it cannot be read, so that its readers give up",
  silent: "Where the other files are not known",
  sources: ["qmail specification R1, A11", "measured: smtpd-sessions-064, -065"],
  fixable: "none",
  messages: {
    folder: {
      text: "control/{name} is a folder: {readers} cannot read it, and gives up",
      help: "put a file in its place, or remove it for the default",
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts/hosts <==\nmail.example.org\nexample.org\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n",
  },
  on: {
    file: (file, report) => {
      const beside = file.around.children(parentOf(file.path));
      if (!beside || !isFirst(file)) return;
      for (const { path, kind } of beside) {
        const spec = kind === "directory" ? controlFile(path.slice(path.lastIndexOf("/") + 1)) : undefined;
        if (spec?.origin !== "qmail") continue;
        const params = { name: spec.name, readers: spec.readers[0] };
        report({ at: { start: 0, end: 0 }, message: "folder", params });
      }
    },
  },
});

/** One file speaks for its folder: the first of the table that is there. */
function isFirst({ name, path, around }: ControlSource): boolean {
  const folder = parentOf(path);
  const first = CONTROL_FILES.find((spec) => around.analysis("control", `${folder}/${spec.name}`) !== undefined);
  return first?.name === name && path === `${folder}/${name}`;
}
