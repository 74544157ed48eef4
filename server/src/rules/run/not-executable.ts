import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS004",
  name: "not-executable",
  language: "run",
  severity: "error",
  category: "start",
  since: "0.1",
  what: "A run script is not executable",
  why: "supervise starts it with execve: `unable to start run: access denied`, once a second",
  silent: "For files of other names, which are put into place by something else, and where no permissions are known",
  sources: ["run script specification X1, R04"],
  fixable: "none",
  messages: {
    mode: {
      text: "{name} is not executable (mode {mode}), so it is never started: access denied",
      help: "chmod +x {name}",
    },
  },
  example: {
    bad: "==> service/web/run (mode 644) <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid web /opt/web/bin/webd\n",
    good: "==> service/web/run (mode 755) <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid web /opt/web/bin/webd\n",
  },
  on: {
    script: ({ path, around, text }, report) => {
      const name = path.slice(path.lastIndexOf("/") + 1);
      const mode = around.entry(path)?.mode;
      if ((name !== "run" && name !== "finish") || mode === undefined || (mode & ANY_EXECUTE) !== 0) return;
      report({ at: text.lines.span(0), message: "mode", params: { name, mode: (mode & PERMISSIONS).toString(8) } });
    },
  },
});

const ANY_EXECUTE = 0o111;
const PERMISSIONS = 0o7777;
