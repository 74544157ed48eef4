import { serverOf } from "../../model/run/service-server.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS077",
  name: "recordio-left",
  language: "run",
  severity: "warning",
  category: "privacy",
  security: true,
  since: "0.1",
  what: "recordio stands in front of a mail server",
  why: "It writes all that clients send and get into the log: mail, names and passwords",
  silent: "For other programs",
  sources: ["run script specification R77"],
  fixable: "unsafe",
  messages: {
    records: {
      text: "recordio writes everything that goes to and from {program} into the log, mail and passwords included",
      help: "take it out when you have seen what you were looking for",
    },
    remove: { text: "Remove recordio" },
  },
  example: {
    bad: "#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 25 recordio qmail-smtpd 2>&1\n",
    good: "#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 25 qmail-smtpd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const server = serverOf(chain);
      const index = server?.behind.findIndex(({ name }) => name === "recordio") ?? -1;
      const next = server?.behind[index + 1];
      if (server === undefined || index < 0 || next === undefined) return;
      const mail = server.behind.find(({ name }) => /^qmail-(smtpd|popup|pop3d|qmtpd|qmqpd)$/.test(name));
      if (mail === undefined) return;
      const { word } = server.behind[index];
      const edits = [{ span: { start: word.start, end: next.word.start }, newText: "" }];
      report({
        at: word,
        message: "records",
        params: { program: mail.name },
        fixes: [{ title: "remove", safety: "unsafe", edits }],
      });
    },
  },
});
