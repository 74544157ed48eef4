import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS011",
  name: "fghack-used",
  language: "run",
  severity: "warning",
  category: "supervision",
  since: "0.1",
  what: "fghack keeps a daemon from being restarted that goes to the background by itself",
  why: "supervise signals fghack and not the daemon: after svc -d, svstat says down and the daemon lives on",
  sources: ["run script specification R11"],
  fixable: "none",
  messages: {
    used: {
      text: "{program} does not pass signals on: svc -d ends {program}, and the daemon behind it lives on",
      help: "start the daemon without {program}, with the flag that keeps it in the foreground",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\nexec fghack /usr/local/sbin/webd\n",
    good: "#!/bin/sh\nexec 2>&1\nexec /usr/local/sbin/webd --foreground\n",
  },
  on: {
    chain: ({ steps }, _script, report) => {
      for (const { name, word } of steps) {
        if (name === "fghack" || name === "s6-fghack") report({ at: word, message: "used", params: { program: name } });
      }
    },
  },
});
