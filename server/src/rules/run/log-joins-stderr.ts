import { lastStep } from "../../model/run/service.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS062",
  name: "log-joins-stderr",
  language: "run",
  severity: "info",
  category: "logging",
  since: "0.1",
  what: "The script of svlogd sends standard error to standard output",
  why:
    "Where runsvdir was started with log:, ps shows behind its name the last lines that came on standard error, such as " +
    "those of an svlogd that cannot open its folder; what comes on standard output is not among them",
  silent:
    "When the script prints messages of its own, when the logger is not known, and for multilog and s6-log: svscanboot, " +
    "and s6-svscan as the first process, read both",
  sources: ["run script specification X3, R62", "measured: runit 2.1.2, daemontools 0.76"],
  fixable: "none",
  messages: {
    lost: {
      text: "2>&1 sends the messages of svlogd itself to its standard output, and runsvdir shows what comes on standard error only",
      help: "leave it out, and ps shows the last of them behind the name of runsvdir",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\nexec chpst -u log svlogd -tt ./main\n",
    good: "#!/bin/sh\nexec chpst -u log svlogd -tt ./main\n",
    file: "service/x/log/run",
  },
  on: {
    script: ({ service, chain }, report) => {
      if (chain === undefined || lastStep(chain).name !== "svlogd" || chain.place.piped) return;
      if (service.names.has("echo") || service.names.has("printf")) return;
      const join = [...service.joins, ...chain.joins].find(({ from, to }) => from === 2 && to === 1);
      if (join) report({ at: join, message: "lost" });
    },
  },
});
