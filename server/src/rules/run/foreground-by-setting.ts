import { lastStep } from "../../model/run/service.js";
import { serviceBehaviour } from "../../model/run/service-daemons.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS102",
  name: "foreground-by-setting",
  language: "run",
  severity: "info",
  category: "supervision",
  since: "0.1",
  what: "A daemon stays in the foreground only if a setting of its own says so, and the script cannot show it",
  why:
    "Without the setting its first process forks and ends at once, so supervise starts the script again, a second " +
    "later, and svc -d does not stop the daemon",
  silent: "When a flag decides it, when a word of the command is not known, and behind fghack or a server",
  sources: ["run script specification X2, R09", "table of daemons: server/src/model/run/chain-programs-daemons.ts"],
  fixable: "none",
  messages: {
    setting: {
      text: "{program} goes to the background unless its configuration says '{setting}'; nothing here keeps it in the foreground",
      help: "look for '{setting}' in its configuration{flag}",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\nexec /usr/sbin/nginx\n",
    good: "#!/bin/sh\nexec 2>&1\nexec /usr/sbin/nginx -g 'daemon off;'\n",
  },
  on: {
    chain: (chain, { isTask, tree }, report) => {
      // Where the shell stops, another rule says so (RS101).
      const behaviour = isTask || tree.faults.length > 0 ? undefined : serviceBehaviour(chain);
      if (behaviour?.does !== "forks" || behaviour.flag || behaviour.daemon.setting === "") return;
      const { name: program, setting, foreground } = behaviour.daemon;
      const flag = foreground.length > 0 ? `, or add ${foreground[0]}` : "";
      report({ at: lastStep(chain).word, message: "setting", params: { program, setting, flag } });
    },
  },
});
