import { lastUse } from "../../model/run/service-server.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS050",
  name: "setlock-x",
  language: "run",
  severity: "info",
  category: "supervision",
  since: "0.1",
  what: "setlock gets -n and -x",
  why: "When another process holds the lock it exits 0 without a message, and supervise starts it again each second",
  sources: ["run script specification R50"],
  fixable: "none",
  messages: {
    silent: {
      text: "with -n and -x, setlock ends without a message while another process holds the lock, once a second",
      help: "leave -x out, so that the log says what is the matter",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec setlock -nx lock /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec setlock -n lock /usr/local/bin/webd 2>&1\n",
  },
  on: {
    chain: ({ steps }, { isTask }, report) => {
      for (const step of steps) {
        if (step.name !== "setlock" || isTask) continue;
        const quiet = lastUse(step, "x", "X");
        if (quiet?.letter !== "x" || lastUse(step, "n", "N")?.letter !== "n") continue;
        report({ at: quiet, message: "silent" });
      }
    },
  },
});
