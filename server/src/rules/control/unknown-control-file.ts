import { nearControlFile } from "../../model/control/control-names.js";
import { isBesideQmail, namesBeside } from "../../model/control/control-source.js";
import { isNamedInScripts } from "../../model/site/named-in-scripts.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM019",
  name: "unknown-control-file",
  language: "control",
  severity: "info",
  category: "files",
  since: "0.1",
  what: "A file in the control folder is none that qmail or a well-known patch reads",
  why: "qmail-showctl says of it: I have no idea what this file does",
  silent:
    "For copies, compiled files, certificates and rules, for known files of patches and of start scripts, where a script of the host names the file, and where the " +
    "other files are not known",
  sources: ["qmail specification section 2", "measured: qmail-showctl"],
  fixable: "none",
  messages: {
    unknown: {
      text: "no program of qmail reads control/{file}, and no patch that djblint knows does",
      help: "check the spelling, or keep files of other programs elsewhere",
    },
  },
  example: {
    bad:
      "==> var/qmail/control/me <==\nmail.example.org\n" +
      "==> var/qmail/control/locals <==\nmail.example.org\nexample.org\n" +
      "==> var/qmail/control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> var/qmail/control/notes <==\nexample.org moves in May\n",
    good:
      "==> var/qmail/control/me <==\nmail.example.org\n" +
      "==> var/qmail/control/locals <==\nmail.example.org\nexample.org\n" +
      "==> var/qmail/control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> var/qmail/doc/notes <==\nexample.org moves in May\n",
  },
  on: {
    file: (file, report) => {
      const names = file.spec || file.shape !== "list" ? undefined : namesBeside(file);
      if (!names || !isBesideQmail(file)) return;
      const near = nearControlFile(file.name);
      if (near && !names.includes(near.name)) return;
      if (isNamedInScripts(file)) return;
      report({ at: { start: 0, end: 0 }, message: "unknown", params: { file: file.name } });
    },
  },
});
