import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS128",
  name: "lone-redirection",
  language: "run",
  severity: "warning",
  category: "logging",
  since: "0.1",
  what: "A redirection to another descriptor, such as 2>&1, stands alone, without a command",
  why: "Without a command the shell redirects nothing and goes on: what the service writes to that descriptor goes where it went before",
  silent: "Behind what ends the script (RS012, RS070)",
  sources: ["POSIX sh, redirection", "measured: dash 0.5.12, bash 5.2"],
  fixable: "unsafe",
  messages: {
    alone: {
      text: "{redirection} stands alone and changes nothing for the commands behind it",
      help: "write exec {redirection}",
    },
    insert: { text: "Insert exec" },
  },
  example: {
    bad: "#!/bin/sh\n2>&1\nexec setuidgid web /usr/local/bin/webd\n",
    good: "#!/bin/sh\nexec 2>&1\nexec setuidgid web /usr/local/bin/webd\n",
  },
  on: {
    inStarters: true,
    script: ({ service, text }, report) => {
      for (const { command } of service.commands) {
        const { words, assignments, redirects } = command;
        if (words.length > 0 || assignments.length > 0 || !redirects.every(({ operator }) => operator === ">&"))
          continue;
        const span = { start: command.start, end: command.start };
        report({
          at: command,
          message: "alone",
          params: { redirection: text.slice(command) },
          fixes: [{ title: "insert", safety: "unsafe", edits: [{ span, newText: "exec " }] }],
        });
      }
    },
  },
});
