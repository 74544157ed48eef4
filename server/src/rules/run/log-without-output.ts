import { printable } from "djblint-grammars/text";
import { lastStep } from "../../model/run/service.js";
import { loggedChain, outputsOf } from "../../model/run/service-outputs.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS154",
  name: "log-without-output",
  language: "run",
  severity: "info",
  category: "logging",
  since: "0.1",
  what: "A service with a log directory writes into files, and nothing into its log",
  why: "Only what goes to the standard output that supervise gave reaches the log service: it waits in vain, and whoever looks there for a cause finds nothing",
  silent:
    "When one of both outputs is left as it is, and for services that have no log directory; of 2>&1 in front of a file " +
    "another rule speaks (RS015)",
  sources: ["run script specification X3, R13"],
  fixable: "none",
  messages: {
    file: {
      text: "both outputs of {program} go to {file}: the log service in log/ gets nothing from it",
      help: "leave the redirection out and make exec 2>&1 the second line, unless the log is meant to stay empty",
    },
    files: {
      text: "the outputs of {program} go to {file} and {other}: the log service in log/ gets nothing from it",
      help: "leave the redirections out and make exec 2>&1 the second line, unless the log is meant to stay empty",
    },
  },
  example: {
    bad:
      "==> service/web/run <==\n#!/bin/sh\nexec setuidgid web /opt/web/bin/webd >/dev/null 2>&1\n" +
      "==> service/web/log/run <==\n#!/bin/sh\nexec setuidgid weblog multilog t ./main\n",
    good:
      "==> service/web/run <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid web /opt/web/bin/webd\n" +
      "==> service/web/log/run <==\n#!/bin/sh\nexec setuidgid weblog multilog t ./main\n",
  },
  on: {
    script: (script, report) => {
      const chain = loggedChain(script);
      if (chain === undefined) return;
      const { output, error } = outputsOf(script);
      if (output.kind !== "file" || error.kind !== "file") return;
      const [file, other] = [output, error].map(({ redirect }) => printable(script.text.slice(redirect.target)));
      const params = { program: lastStep(chain).name || "the service", file, other };
      report({ at: output.redirect, message: file === other ? "file" : "files", params });
    },
  },
});
