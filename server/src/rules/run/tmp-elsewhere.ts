import { printable } from "djblint-grammars/text";
import { defineRule, type Fix } from "../rule.js";

/** Often a file system of its own, and anybody may write there. */
const TEMPORARY = /^\/(tmp|var\/tmp|dev\/shm|run|var\/run)(?=\/)/;

/** Needs no quotes. */
const PLAIN = /^[\w./@+-]+$/;

export default defineRule({
  code: "RS108",
  name: "tmp-elsewhere",
  language: "run",
  severity: "warning",
  category: "access",
  security: true,
  since: "0.1",
  what: "tcprules writes its temporary file into /tmp or the like",
  why:
    "tcprules renames the temporary file, which works on one file system only: across two it exits with 111, " +
    "`unable to move: cross-device link`, and the old rules stay in force. In a folder where anybody may write, it empties " +
    "whatever a link in that place leads to, where the system does not prevent that",
  silent: "When the compiled rules stand in the same folder, and for names that variables hold",
  sources: ["tcprules specification R33 and section 5", "tcprules(1)"],
  fixable: "unsafe",
  messages: {
    elsewhere: {
      text: "tcprules cannot rename {temporary} to {target} when {folder} is another file system: the old rules then stay in force",
      help: "write the temporary file beside {target}",
    },
    replace: { text: "Write {instead}" },
  },
  example: {
    bad: "#!/bin/sh\ntcprules /etc/tcp.smtp.cdb /run/tcp.smtp <smtp\nexec envuidgid qmaild tcpserver -URHl0 -x /etc/tcp.smtp.cdb 0 25 qmail-smtpd 2>&1\n",
    good: "#!/bin/sh\ntcprules /etc/tcp.smtp.cdb /etc/tcp.smtp.cdb.tmp <smtp\nexec envuidgid qmaild tcpserver -URHl0 -x /etc/tcp.smtp.cdb 0 25 qmail-smtpd 2>&1\n",
  },
  on: {
    inStarters: true,
    script: ({ service }, report) => {
      for (const { name, arguments: args } of service.commands) {
        const [target, temporary] = [args[1]?.text, args[2]?.text];
        const folder = temporary && TEMPORARY.exec(temporary)?.[0];
        if (name !== "tcprules" || !folder || target === undefined || target.startsWith(`${folder}/`)) continue;
        const params = { temporary: printable(temporary), target: printable(target), folder };
        // No source is called so.
        const instead = `${target}.tmp`;
        const edits = [{ span: args[2], newText: instead }];
        const fixes: Fix[] = PLAIN.test(target)
          ? [{ title: "replace", params: { instead }, safety: "unsafe", edits }]
          : [];
        report({ at: args[2], message: "elsewhere", params, fixes });
      }
    },
  },
});
