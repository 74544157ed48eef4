import type { Chain } from "../../model/run/service.js";
import { isMisread } from "../../model/run/service-misread.js";
import { possibleTexts } from "../../model/run/service-possible.js";
import { isUcspi, lastUse, type Server, serverOf } from "../../model/run/service-server.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS036",
  name: "no-r",
  language: "run",
  severity: "warning",
  category: "options",
  since: "0.1",
  what: "tcpserver or sslserver has no -R",
  why:
    "It asks the ident server of each client who the user is before it starts the program; a client whose firewall drops " +
    "the question waits 26 seconds",
  silent: "With -r, which asks for it, with a -t of its own, and when an expansion may hold the option",
  sources: ["run script specification R36"],
  fixable: "unsafe",
  messages: {
    missing: {
      text: "without -R, {server} first asks each client's ident server (port 113): a client behind a firewall waits up to 26 seconds",
      help: "give {server} the option -R, unless the access rules use names of users",
    },
    insert: { text: "Insert -R" },
  },
  example: {
    bad: "#!/bin/sh\nexec envuidgid web tcpserver -UHl0 0 8080 /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec envuidgid web tcpserver -URHl0 0 8080 /usr/local/bin/webd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const server = serverOf(chain);
      if (server === undefined || isMisread(server) || !isUcspi(server) || lastUse(server.step, "R", "r", "t")) return;
      if (mayHoldOption(server, chain)) return;
      const { word, name } = server.step;
      const edits = [{ span: { start: word.end, end: word.end }, newText: " -R" }];
      report({
        at: word,
        message: "missing",
        params: { server: name },
        fixes: [{ title: "insert", safety: "unsafe", edits }],
      });
    },
  },
});

/** Whether an expansion in front of the program may become the option. */
function mayHoldOption({ step }: Server, { variables }: Chain): boolean {
  if (step.optionsKnown) return false;
  const open = step.operands.filter(({ count }) => count !== "one");
  if (open.length === 0) return true;
  return open.some(({ word }) => {
    const { texts, complete } = possibleTexts(word.parts, variables);
    return !complete || texts.some((text) => /(^|\s)-[A-Za-z0-9]*[Rr]/.test(text));
  });
}
