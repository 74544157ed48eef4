import { lastStep } from "../../model/run/service.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS062",
  name: "log-joins-stderr",
  language: "run",
  severity: "info",
  category: "logging",
  since: "0.1",
  what: "The script of a logger sends standard error to standard output",
  why: "Nobody reads the standard output of a logger; standard error goes to readproctitle, where ps shows it",
  silent: "When the script prints messages of its own, and when the logger is not known",
  sources: ["run script specification X3, R62"],
  fixable: "none",
  messages: {
    lost: {
      text: "2>&1 sends the messages of {program} itself to its standard output, which nobody reads",
      help: "leave it out: readproctitle keeps what goes to standard error",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\nexec setuidgid dlog multilog t ./main\n",
    good: "#!/bin/sh\nexec setuidgid dlog multilog t ./main\n",
    file: "service/x/log/run",
  },
  on: {
    script: ({ service, chain }, report) => {
      if (chain === undefined || !LOGGERS.has(lastStep(chain).name) || chain.place.piped) return;
      if (service.names.has("echo") || service.names.has("printf")) return;
      const join = [...service.joins, ...chain.joins].find(({ from, to }) => from === 2 && to === 1);
      if (join) report({ at: join, message: "lost", params: { program: lastStep(chain).name } });
    },
  },
});

const LOGGERS: ReadonlySet<string> = new Set(["multilog", "svlogd", "s6-log"]);
