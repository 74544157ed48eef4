import type { Redirect } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import { folderOf } from "../../model/run/service-folder.js";
import { outputsOf } from "../../model/run/service-outputs.js";
import { speakerBefore, stderrAt } from "../../model/run/service-stderr.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS014",
  name: "late-stderr-join",
  language: "run",
  severity: "info",
  category: "logging",
  since: "0.1",
  what: "Standard error is joined only at the last command, behind others that may print messages",
  why: "What the earlier commands say to standard error misses the log",
  silent:
    "When only commands such as echo, [ and export stand in front, when the last command sends either output to a file, for services that have no log " +
    "directory, and in scripts of loggers",
  sources: ["run script specification X3, R14"],
  fixable: "unsafe",
  messages: {
    late: {
      text: "error messages of {program} miss the log, because 2>&1 stands at the last command only",
      help: "make exec 2>&1 the second line",
    },
    insert: { text: "Insert exec 2>&1" },
  },
  example: {
    bad: "#!/bin/sh\nmkdir -p /run/webd\nexec setuidgid web /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec 2>&1\nmkdir -p /run/webd\nexec setuidgid web /usr/local/bin/webd\n",
  },
  on: {
    script: (script, report) => {
      const { service, tree, chain, isLog, isTask, around } = script;
      if (isLog || isTask || !chain?.replacesShell || tree.shebang === undefined) return;
      if (around.isMissing("log", folderOf(script))) return;
      const { scriptRedirect, ownRedirect } = outputsOf(script);
      if (scriptRedirect !== undefined || ownRedirect === undefined) return;
      if (!isToOutput(ownRedirect) || chain.command.redirects.some(takesOutput)) return;
      const speaker = speakerBefore(service, chain.command.start);
      if (speaker === undefined || speaker.command.redirects.length > 0 || stderrAt(script, speaker.command)) return;
      const start = tree.shebang.end + 1;
      const edits = [{ span: { start, end: start }, newText: "exec 2>&1\n" }];
      report({
        at: ownRedirect,
        message: "late",
        params: { program: speaker.name || "the commands before" },
        fixes: [{ title: "insert", safety: "unsafe", edits }],
      });
    },
  },
});

function isToOutput({ operator, target }: Redirect): boolean {
  return operator === ">&" && literalText(target.parts) === "1";
}

/** `>FILE`: standard output does not go to the log, and what is joined to it does not either. */
function takesOutput({ descriptor = 1, operator }: Redirect): boolean {
  return descriptor === 1 && operator.startsWith(">");
}
