import { nearControlFile } from "../../model/control/control-names.js";
import { isBesideQmail, namesBeside } from "../../model/control/control-source.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM020",
  name: "misspelt-control-file",
  language: "control",
  severity: "error",
  category: "files",
  since: "0.1",
  what: "The name of a file is one letter away from that of a control file, or written in capitals, and the control file is missing",
  why: "No program reads the file. Without rcpthosts, qmail-smtpd takes mail to every domain from anybody",
  silent: "When the control file is there too, and where the other files are not known",
  sources: ["qmail specification section 2, A5"],
  fixable: "none",
  messages: {
    misspelt: {
      text: "no program reads control/{file}; there is no {meant}, and so {without}",
      help: "rename the file to {meant}",
    },
    defaulted: {
      text: "no program reads control/{file}; there is no {meant}, and so its default counts",
      help: "rename the file to {meant}",
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthost <==\nmail.example.org\nexample.org\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n",
  },
  on: {
    file: (file, report) => {
      const near = file.spec || file.shape !== "list" ? undefined : nearControlFile(file.name);
      const names = near && namesBeside(file);
      if (!near || !names || !isBesideQmail(file) || names.includes(near.name)) return;
      const params = { file: file.name, meant: near.name, without: near.without };
      const hasDefault = near.default !== undefined || (near.usesMe && names.includes("me"));
      report({ at: { start: 0, end: 0 }, message: hasDefault ? "defaulted" : "misspelt", params });
    },
  },
});
