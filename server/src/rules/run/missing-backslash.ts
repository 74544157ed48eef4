import { isBrokenLine, isCutShort, isToRedirect, loneExec, unreachedIn } from "../../model/run/service-unreached.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS070",
  name: "missing-backslash",
  language: "run",
  severity: "error",
  category: "shell",
  since: "0.1",
  what: "The command line of exec goes on in the next line, but no backslash joins them",
  why: "exec starts the program with the words of its own line; the next line is a command of its own that never runs",
  silent:
    "When something stands behind exec, and the next line does not look like a part of the command line: no option, no number, no redirection, not indented",
  sources: ["run script specification R70"],
  fixable: "unsafe",
  messages: {
    broken: {
      text: "exec takes the words of this line only: without a backslash at its end, the next line never runs",
      help: "write \\ at the end of the line",
    },
    alone: {
      text: "exec alone does nothing: without a backslash at its end, the command behind it is started as if exec were not there",
      help: "write \\ at the end of the line, or the command behind exec",
    },
    empty: {
      text: "exec alone does nothing, and the command behind it is none that it was to start",
      help: "write what it is to redirect, such as exec 2>&1, or leave it out",
      severity: "warning",
    },
    join: { text: "Join the lines with a backslash" },
    rest: { text: "this was meant to belong to it" },
  },
  example: {
    bad: "#!/bin/sh\nexec envuidgid qmaild tcpserver -U -R \\\n  -x smtp.cdb 0 25\n  qmail-smtpd 2>&1\n",
    good: "#!/bin/sh\nexec envuidgid qmaild tcpserver -U -R \\\n  -x smtp.cdb 0 25 \\\n  qmail-smtpd 2>&1\n",
  },
  on: {
    script: ({ service, text }, report) => {
      const alone = loneExec(service);
      if (alone) {
        const at = alone.command.words[0];
        if (isToRedirect(alone, service)) report({ at, message: "empty" });
        else report({ at, message: "alone", fixes: [joinBehind(alone.command.end)] });
      }
      const unreached = unreachedIn(service);
      if (unreached === undefined || !isBrokenLine(unreached, text.bytes) || isCutShort(unreached, text.bytes)) return;
      const { command } = unreached.ending;
      const { end } = command;
      const lastWord = [...command.words, ...command.redirects].find((part) => part.end === end) ?? command;
      report({
        at: lastWord,
        message: "broken",
        related: [{ span: unreached.first.command, message: "rest" }],
        fixes: [joinBehind(end)],
      });
    },
  },
});

function joinBehind(end: number) {
  return { title: "join", safety: "unsafe", edits: [{ span: { start: end, end }, newText: " \\" }] } as const;
}
