import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS081",
  name: "fixcrio-smtp",
  language: "run",
  severity: "warning",
  category: "options",
  since: "0.1",
  what: "fixcrio stands in front of qmail-smtpd",
  why: "It puts a CR in front of each bare LF, which qmail-smtpd refuses on purpose: a mail can then hide another (SMTP smuggling)",
  sources: ["run script specification R81"],
  fixable: "none",
  messages: {
    hides: {
      text: "fixcrio turns bare LF into CR LF before qmail-smtpd can refuse it, so that a mail can hide another one",
      help: "leave fixcrio out, and have the client mended that sends bare LF",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 25 fixcrio qmail-smtpd 2>&1\n",
    good: "#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 25 qmail-smtpd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: ({ steps }, _script, report) => {
      const index = steps.findIndex(({ name }) => name === "fixcrio");
      const isSmtp = index >= 0 && steps.slice(index).some(({ name }) => name === "qmail-smtpd");
      if (isSmtp) report({ at: steps[index].word, message: "hides" });
    },
  },
});
