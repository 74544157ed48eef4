import { identityOf } from "../../model/run/service-identity.js";
import { serverOf } from "../../model/run/service-server.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS082",
  name: "pop-not-root",
  language: "run",
  severity: "error",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "checkpassword is started by an account other than root",
  why: "It has to read the shadow file and to become the user who logs in; both need root, so every login fails",
  silent: "For other programs that check passwords, which may have their own accounts, such as vchkpw",
  sources: ["run script specification C7, R82"],
  fixable: "none",
  messages: {
    account: {
      text: "checkpassword does not run as root here, so it can neither read the passwords nor become the user",
      help: "leave out setuidgid, and -U, -u and -g of the server: checkpassword gives up root itself",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec tcpserver -RHl0 -u 812 -g 810 0 110 qmail-popup mail.example.org checkpassword qmail-pop3d Maildir 2>&1\n",
    good: "#!/bin/sh\nexec tcpserver -RHl0 0 110 qmail-popup mail.example.org checkpassword qmail-pop3d Maildir 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const index = chain.steps.findIndex(({ name }) => name === "checkpassword");
      const server = serverOf(chain);
      if (index < 0 || server === undefined || !server.behind.some(({ name }) => name === "qmail-popup")) return;
      const identity = identityOf({ steps: chain.steps.slice(0, index) });
      if (identity.kind !== "account" && identity.kind !== "uid") return;
      if (/^(root|0|)$/.test(identity.value.text ?? "")) return;
      report({ at: chain.steps[index].word, message: "account" });
    },
  },
});
