import { literalText } from "djblint-grammars/run/words";
import { lastStep } from "../../model/run/service.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS067",
  name: "sshd-relative",
  language: "run",
  severity: "error",
  category: "start",
  since: "0.1",
  what: "sshd is started without its full path",
  why: "sshd starts itself anew for each connection and refuses to run otherwise: exit 255, once a second",
  silent: "With -i, as behind tcpserver, and with -t and -T, which only test",
  sources: ["run script specification R67", "OpenSSH 9.2"],
  fixable: "unsafe",
  messages: {
    relative: {
      text: "sshd must be started with its full path: sshd re-exec requires execution with an absolute path",
      help: "write /usr/sbin/sshd",
    },
    absolute: { text: "Write /usr/sbin/sshd" },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\nexec sshd -D\n",
    good: "#!/bin/sh\nexec 2>&1\nexec /usr/sbin/sshd -D\n",
  },
  on: {
    chain: (chain, _script, report) => {
      const { name, word, certain, arguments: args } = lastStep(chain);
      const path = literalText(word.parts);
      // What is called so in the folder of the service may be a script.
      if (name !== "sshd" || !certain || path === undefined || /^\.?\//.test(path)) return;
      if (args.some(({ text }) => text === undefined || /^-[A-Za-z0-9]*[itT]/.test(text))) return;
      const edits = [{ span: word, newText: "/usr/sbin/sshd" }];
      report({ at: word, message: "relative", fixes: [{ title: "absolute", safety: "unsafe", edits }] });
    },
  },
});
