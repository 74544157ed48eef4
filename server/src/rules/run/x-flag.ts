import { isUcspi, lastUse, serverOf } from "../../model/run/service-server.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS033",
  name: "x-flag",
  language: "run",
  severity: "info",
  category: "access",
  since: "0.1",
  what: "A mail server has -X",
  why: "With -X a missing file of access rules lets everybody in; without it, nobody",
  silent: "For servers other than those of qmail, and without -x",
  sources: ["run script specification R33"],
  fixable: "none",
  messages: {
    open: {
      text: "-X lets everybody in when the access rules in {file} are missing",
      help: "leave -X out, so that a lost file stops the service instead of its access rules",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -Xx smtp.cdb 0 25 qmail-smtpd 2>&1\n",
    good: "#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 25 qmail-smtpd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const server = serverOf(chain);
      if (server?.rules === undefined || !isUcspi(server)) return;
      const open = lastUse(server.step, "X");
      const isMail = server.behind.some(({ program }) => program?.package === "qmail");
      if (open === undefined || !isMail) return;
      report({ at: open, message: "open", params: { file: server.rules.text ?? "the file of -x" } });
    },
  },
});
