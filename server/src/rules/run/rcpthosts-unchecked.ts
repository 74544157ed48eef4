import { serverOf } from "../../model/run/service-server.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM513",
  name: "rcpthosts-unchecked",
  language: "run",
  severity: "warning",
  category: "mail",
  optIn: true,
  security: true,
  since: "0.1",
  what: "The script of qmail-smtpd does not look whether rcpthosts is there",
  why: "Without rcpthosts qmail-smtpd takes mail to every domain from anybody; a script that stops then closes the door",
  silent: "On other ports than 25",
  sources: ["qmail specification A5"],
  fixable: "none",
  messages: {
    unchecked: {
      text: "should control/rcpthosts ever be missing, this starts an open relay",
      help: "stop the script before: test -f /var/qmail/control/rcpthosts || { echo no rcpthosts; sleep 60; exit 1; }",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 smtp qmail-smtpd\n",
    good: "#!/bin/sh\n[ -f /var/qmail/control/rcpthosts ] || exit 1\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 smtp qmail-smtpd\n",
  },
  on: {
    chain: (chain, { text }, report) => {
      const server = serverOf(chain);
      if (server?.portNumber !== SMTP || !server.behind.some(({ name }) => name === "qmail-smtpd")) return;
      if (text.slice({ start: 0, end: text.bytes.length }).includes("rcpthosts")) return;
      report({ at: server.step.word, message: "unchecked" });
    },
  },
});

const SMTP = 25;
