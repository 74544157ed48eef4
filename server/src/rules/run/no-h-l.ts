import type { RunScript } from "../../model/run/run-script.js";
import type { Chain } from "../../model/run/service.js";
import { firstRule, rulesSource, serverRules } from "../../model/run/service-access.js";
import { isMisread } from "../../model/run/service-misread.js";
import { isUcspi, lastUse, serverOf } from "../../model/run/service-server.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS037",
  name: "no-h-l",
  language: "run",
  severity: "info",
  category: "options",
  since: "0.1",
  what: "tcpserver or sslserver looks up names that are not needed",
  why:
    "Without -H it asks DNS for the name of each client before it starts the program, without -l for its own: the client " +
    "waits while DNS does not answer",
  silent:
    "With -h or -p, which ask for the client's name, about the client where the access rules name hosts, and when an expansion may hold the options",
  sources: ["run script specification R37"],
  fixable: "none",
  messages: {
    client: {
      text: "without -H, {server} asks DNS for the name of each client before it starts the program",
      help: "add -H, unless the access rules or the program use names of clients",
    },
    own: {
      text: "without -l, {server} asks DNS for its own name for each client before it starts the program",
      help: "add -l0, or -l with the name",
    },
    both: {
      text: "without -H and -l, {server} asks DNS for two names for each client before it starts the program",
      help: "add -Hl0, unless the access rules or the program use names of clients",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec envuidgid web tcpserver -UR 0 8080 /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec envuidgid web tcpserver -URHl0 0 8080 /usr/local/bin/webd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      const server = serverOf(chain);
      if (server === undefined || isMisread(server) || !isUcspi(server) || !server.step.optionsKnown) return;
      const asksClient = !lastUse(server.step, "H", "h", "p") && !rulesNameHosts(chain, script);
      const asksOwn = !lastUse(server.step, "l");
      if (!asksClient && !asksOwn) return;
      const message = asksClient && asksOwn ? "both" : asksClient ? "client" : "own";
      report({ at: server.step.word, message, params: { server: server.step.name } });
    },
  },
});

function rulesNameHosts(chain: Chain, script: RunScript): boolean {
  const rules = serverRules(chain, script);
  const file = rules && rulesSource(rules, script);
  return file !== undefined && firstRule(file, ({ address }) => /^([^=]*@)?=/.test(address.text)) !== undefined;
}
