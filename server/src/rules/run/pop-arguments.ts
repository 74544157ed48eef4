import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS120",
  name: "pop-arguments",
  language: "run",
  severity: "error",
  category: "options",
  security: true,
  since: "0.1",
  what: "qmail-popup starts qmail-pop3d without a program that checks the password, or qmail-pop3d has no maildir, or a file in its place",
  why: "Nobody can fetch mail: qmail-pop3d says that the user has no $HOME/Maildir, and ends",
  silent: "For checkers of passwords that are not known, and when an expansion may have shifted the words",
  sources: [
    "run script specification, qmail-popup and qmail-pop3d of chain-programs.json",
    "source: qmail-popup.c, qmail-pop3d.c",
  ],
  fixable: "none",
  messages: {
    unchecked: {
      text: "qmail-popup takes {word} for the name of the host: nothing checks the password, and qmail-pop3d looks for a maildir in the folder of the service",
      help: "write qmail-popup HOSTNAME checkpassword qmail-pop3d Maildir",
    },
    maildir: {
      text: "qmail-pop3d has no maildir: it says that the user has no $HOME/Maildir, and ends",
      help: "write qmail-pop3d Maildir",
    },
    mailbox: {
      text: "{word} is the name of a file with all mail: qmail-pop3d reads maildirs only, and finds none there",
      help: "write qmail-pop3d Maildir, and have mail delivered to ./Maildir/",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec tcpserver -RHl0 -c 40 0 110 qmail-popup checkpassword qmail-pop3d Maildir 2>&1\n",
    good: "#!/bin/sh\nexec tcpserver -RHl0 -c 40 0 110 qmail-popup mail.example.org checkpassword qmail-pop3d Maildir 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: ({ steps }, _script, report) => {
      steps.forEach(({ name, word, certain, operands, arguments: args }, index) => {
        if (!certain) return;
        const isPopup = name === "qmail-popup" && steps[index + 1]?.name === "qmail-pop3d";
        if (isPopup) report({ at: operands[0], message: "unchecked", params: { word: operands[0].text ?? "" } });
        if (name === "qmail-pop3d" && args.length === 0) report({ at: word, message: "maildir" });
        const [box] = name === "qmail-pop3d" ? args : [];
        if (/(^|\/)(Mailbox|mbox)$/.test(box?.text ?? ""))
          report({ at: box, message: "mailbox", params: { word: box.text! } });
      });
    },
  },
});
