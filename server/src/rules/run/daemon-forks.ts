import { serviceBehaviour } from "../../model/run/service-daemons.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS009",
  name: "daemon-forks",
  language: "run",
  severity: "error",
  category: "supervision",
  since: "0.1",
  what: "A daemon that goes to the background by itself is started without the flag that keeps it in the foreground",
  why:
    "Its first process ends at once, so supervise starts the script again, a second later: the copies fail at the " +
    "port that the first one holds, and svc -d does not stop that one",
  silent:
    "For daemons that are not in the table, for those that a setting of theirs can keep in the foreground (RS102), " +
    "when a word of the command is not known, behind fghack or a server such as tcpserver, and in finish scripts",
  sources: ["run script specification X2, R09", "table of daemons: server/src/model/run/chain-programs-daemons.ts"],
  fixable: "unsafe",
  messages: {
    forks: {
      text: "{program} goes to the background by itself, so the script ends and supervise starts it again each second",
      help: "add the flag that keeps it in the foreground: {flags}",
    },
    insert: { text: "Insert {flag}" },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\nexec /usr/sbin/sshd -e\n",
    good: "#!/bin/sh\nexec 2>&1\nexec /usr/sbin/sshd -D -e\n",
  },
  on: {
    chain: (chain, { isTask }, report) => {
      const behaviour = isTask ? undefined : serviceBehaviour(chain);
      if (behaviour?.does !== "forks" || behaviour.flag || behaviour.daemon.setting !== "") return;
      const { foreground, name } = behaviour.daemon;
      const { word } = chain.steps[chain.steps.length - 1];
      const [flag] = foreground;
      const edits = [{ span: { start: word.end, end: word.end }, newText: ` ${flag}` }];
      report({
        at: word,
        message: "forks",
        params: { program: name, flags: foreground.join(" or ") },
        fixes: [{ title: "insert", params: { flag }, safety: "unsafe", edits }],
      });
    },
  },
});
