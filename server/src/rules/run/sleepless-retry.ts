import { slipIn } from "../../model/run/misspelt-command.js";
import type { ScriptCommand } from "../../model/run/service.js";
import { endingCommand } from "../../model/run/service-end.js";
import { folderOf } from "../../model/run/service-folder.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS073",
  name: "sleepless-retry",
  language: "run",
  severity: "info",
  category: "supervision",
  since: "0.1",
  what: "The script exits when something is missing, without a pause",
  why: "supervise starts it again, a second later, as long as it is missing: the log fills with the same message",
  silent:
    "When sleep or svc stands anywhere in front, or in the loop, at the end of the script, behind exec, in functions and pipelines, and in finish scripts " +
    "and beside one, which may pause or keep the service down",
  sources: ["run script specification X2, R73"],
  fixable: "none",
  messages: {
    again: {
      text: "after this exit supervise starts the script again, a second later, as long as the reason lasts",
      help: "write sleep 10 in front, or svc -d . to stay down",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\n[ -r /etc/webd.conf ] || exit 1\nexec /usr/local/bin/webd\n",
    good: "#!/bin/sh\nexec 2>&1\n[ -r /etc/webd.conf ] || { sleep 10; exit 1; }\nexec /usr/local/bin/webd\n",
  },
  on: {
    script: (script, report) => {
      const { service, isTask, around } = script;
      if (isTask || around.find("finish", folderOf(script))) return;
      const end = endingCommand(service)?.command.end ?? Number.POSITIVE_INFINITY;
      for (const each of service.commands) {
        const { name, command, place } = each;
        if (command.start >= end || name === "svc" || name === "sv" || isMeantToSleep(each)) return;
        // A loop that sleeps has taken its time.
        if (place.inLoop && service.names.has("sleep")) continue;
        if (name !== "exit" || place.certain || place.inFunction || place.nested || place.inSubshell || place.piped)
          continue;
        report({ at: command, message: "again" });
        return;
      }
    },
  },
});

/** `sleep 5`; of `slep 5`, `sleep5` and `5` other rules speak (RS116, RS126). */
function isMeantToSleep({ name, arguments: [, ...words] }: ScriptCommand): boolean {
  return /^(sleep\d*|\d+)$/.test(name) || slipIn(name, words)?.meant === "sleep";
}
