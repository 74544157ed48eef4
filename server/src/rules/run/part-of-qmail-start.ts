import { lastStep } from "../../model/run/service.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS149",
  name: "part-of-qmail-start",
  language: "run",
  severity: "error",
  category: "mail",
  since: "0.1",
  what: "A script starts qmail-send, qmail-lspawn, qmail-rspawn or qmail-clean itself",
  why:
    "They talk to each other over pipes that qmail-start makes, each under an account of its own. qmail-send alone ends with " +
    "`alert: cannot start: hath the daemon spawn no fire?`, and supervise starts it every second",
  sources: ["qmail-start(8)", "qmail-send.c, qmail-start.c"],
  fixable: "none",
  messages: {
    part: {
      text: "{program} does no work by itself: qmail-start starts it, with the pipes and the accounts that it needs",
      help: "start qmail-start in its place, as root",
    },
  },
  example: {
    bad: '#!/bin/sh\nexec env - PATH="/var/qmail/bin:$PATH" qmail-send\n',
    good: '#!/bin/sh\nexec env - PATH="/var/qmail/bin:$PATH" qmail-start ./Maildir/\n',
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const { name, word } = lastStep(chain);
      if (PARTS.has(name)) report({ at: word, message: "part", params: { program: name } });
    },
  },
});

const PARTS: ReadonlySet<string> = new Set(["qmail-send", "qmail-lspawn", "qmail-rspawn", "qmail-clean"]);
