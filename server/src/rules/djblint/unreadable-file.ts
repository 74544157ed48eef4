import { defineRule } from "../rule.js";

export default defineRule({
  code: "DJ004",
  name: "unreadable-file",
  language: "djblint",
  severity: "error",
  category: "djblint",
  since: "0.1",
  what: "A file that should be checked cannot be read",
  why: "Nothing is known about it; the program that needs it may fare no better",
  silent:
    "In a copy of a host, links are followed inside of the copy, as on that host. One that leads out of it is only told: the files of " +
    "this machine are not those of that host",
  sources: [],
  fixable: "none",
  messages: {
    unreadable: { text: "cannot be read: {reason}" },
    outside: {
      text: "leads to {target}, which is outside of what is checked: nothing is known about it",
      help: "check it together with the files of its host",
      severity: "info",
    },
  },
  example: {
    bad: "==> service/web/run -> ../../opt/web/run <==\n",
    good:
      "==> service/web/run -> ../../opt/web/run <==\n" +
      "==> opt/web/run <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid web /opt/web/bin/webd\n",
  },
  on: {},
});
