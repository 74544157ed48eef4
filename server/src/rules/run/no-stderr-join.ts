import type { Redirect } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import type { RunScript } from "../../model/run/run-script.js";
import { lastStep } from "../../model/run/service.js";
import { loggedChain, type Outputs, outputsOf } from "../../model/run/service-outputs.js";
import { fileReadIn, hasMisspeltJoin, isSilentOnStderr } from "../../model/run/service-stderr.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS013",
  name: "no-stderr-join",
  language: "run",
  severity: "warning",
  category: "logging",
  since: "0.1",
  what: "A service with a log directory does not send its standard error there",
  why: "Only standard output goes to the log service; error messages go to svscan, and ps shows the last of them at best",
  silent:
    "When any redirection of descriptor 2 is there, for services that have no log directory, for qmail-start, which never writes " +
    "there, behind systemd-cat, which takes both, and where a line was to be exec 2>&1, or the end of a command with 2>&1 is cut off (RS005, RS012, RS016, RS068, RS069, RS070, RS089, RS113, RS116, RS126, RS128)",
  sources: ["run script specification X3, R13"],
  fixable: "unsafe",
  messages: {
    lost: {
      text: "nothing sends standard error to the log service in log/: error messages of {program} miss the log",
      help: "make exec 2>&1 the second line",
    },
    perhaps: {
      text: "unless {file} does, nothing sends standard error to the log service in log/: error messages of {program} miss the log",
      help: "make exec 2>&1 the second line",
      severity: "info",
    },
    turned: {
      text: "{written} sends what {program} prints to the standard error of svscan: the log service in log/ gets nothing",
      help: "write 2>&1, which sends error messages to the log service",
    },
    insert: { text: "Insert exec 2>&1" },
    turn: { text: "Write 2>&1" },
  },
  example: {
    bad:
      "==> service/web/run <==\n#!/bin/sh\nexec setuidgid web /opt/web/bin/webd\n" +
      "==> service/web/log/run <==\n#!/bin/sh\nexec setuidgid weblog multilog t ./main\n",
    good:
      "==> service/web/run <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid web /opt/web/bin/webd\n" +
      "==> service/web/log/run <==\n#!/bin/sh\nexec setuidgid weblog multilog t ./main\n",
  },
  on: {
    script: (script, report) => {
      const chain = loggedChain(script);
      if (chain === undefined) return;
      const outputs = outputsOf(script);
      const { error, scriptRedirect, ownRedirect } = outputs;
      if (error.kind !== "error" || (scriptRedirect ?? ownRedirect) !== undefined || chain.place.piped) return;
      if (isSilentOnStderr(lastStep(chain)) || hasMisspeltJoin(script)) return;
      const program = lastStep(chain).name || "the service";
      const turned = turnedJoin(outputs, script);
      if (turned) {
        const edits = [{ span: turned, newText: "2>&1" }];
        const params = { program, written: script.text.slice(turned) };
        report({ at: turned, message: "turned", params, fixes: [{ title: "turn", safety: "unsafe", edits }] });
        return;
      }
      const [word] = chain.command.words;
      const start = script.tree.shebang!.end + 1;
      const edits = [{ span: { start, end: start }, newText: "exec 2>&1\n" }];
      const file = fileReadIn(script);
      report({
        at: word,
        message: file ? "perhaps" : "lost",
        params: { program, file: file ? script.text.slice(file) : "" },
        fixes: [{ title: "insert", safety: "unsafe", edits }],
      });
    },
  },
});

/** `1>&2` for `2>&1`, where it takes what the service prints from the log. */
function turnedJoin({ output }: Outputs, { service }: RunScript): Redirect | undefined {
  if (output.kind !== "error") return undefined;
  return service.commands
    .flatMap(({ command }) => command.redirects)
    .findLast(({ operator, target }) => operator === ">&" && literalText(target.parts) === "2");
}
