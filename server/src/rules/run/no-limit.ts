import { isMisread } from "../../model/run/service-misread.js";
import { isUcspi, lastUse, serverOf } from "../../model/run/service-server.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS045",
  name: "no-limit",
  language: "run",
  severity: "info",
  category: "options",
  since: "0.1",
  what: "tcpserver or sslserver has no -c",
  why: "It serves 40 clients at a time; more wait, without a message in the log unless -v shows the number",
  silent: "When an expansion may hold the option",
  sources: ["run script specification R45", "measured: ucspi-tcp 0.88"],
  fixable: "none",
  messages: {
    limit: {
      text: "without -c, {server} serves 40 clients at a time; more of them wait, and the log does not say so",
      help: "add -c with the number of clients that this host can serve",
    },
    shown: {
      text: "without -c, {server} serves 40 clients at a time; more of them wait, while the log shows status: 40/40",
      help: "add -c with the number of clients that this host can serve",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec envuidgid web tcpserver -URHl0 0 8080 /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec envuidgid web tcpserver -URHl0 -c100 0 8080 /usr/local/bin/webd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const server = serverOf(chain);
      if (
        server === undefined ||
        isMisread(server) ||
        !isUcspi(server) ||
        !server.step.optionsKnown ||
        lastUse(server.step, "c")
      )
        return;
      // -c may be there, and be the argument of another option (RS042).
      if (server.step.options.some(({ takesNext, value }) => takesNext && value?.head.startsWith("-c"))) return;
      const isVerbose = lastUse(server.step, "q", "Q", "v")?.letter === "v";
      report({ at: server.step.word, message: isVerbose ? "shown" : "limit", params: { server: server.step.name } });
    },
  },
});
