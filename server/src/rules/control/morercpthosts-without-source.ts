import { valueSpan } from "../../model/control/control-source.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM216",
  name: "morercpthosts-without-source",
  language: "control",
  severity: "warning",
  category: "domains",
  since: "0.1",
  what: "There is a morercpthosts.cdb, but no morercpthosts",
  why: "The compiled file is still in force, though nobody sees what is in it; the next run of qmail-newmrh fails",
  silent: "Without rcpthosts (QM202), and where some files may be missing",
  sources: ["qmail specification A9"],
  fixable: "none",
  messages: {
    alone: {
      text: "mail for the {count} domains in morercpthosts.cdb is taken, and there is no morercpthosts that it was made from",
      help: "write them into morercpthosts again (djblint dump shows them), or delete the compiled file",
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> control/morercpthosts.cdb (compiled from this) <==\nexample.net\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> control/morercpthosts <==\nexample.net\n" +
      "==> control/morercpthosts.cdb (compiled from this) <==\nexample.net\n",
  },
  on: {
    file: (file, report) => {
      const mail = file.name === "me" ? mailInstallationOf(file) : undefined;
      const built = mail?.directory.moreRcpthosts;
      if (!mail?.isWhole || !built || !mail.hasRelayList || mail.directory.has("morercpthosts")) return;
      report({ at: valueSpan(file), message: "alone", params: { count: built.size } });
    },
  },
});
