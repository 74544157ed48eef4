import type { List } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import { stopsAtErrors } from "../../model/run/service-checks.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS087",
  name: "sh-e-test",
  language: "run",
  severity: "info",
  category: "shell",
  since: "0.1",
  what: "A test stands alone in a script that stops at errors",
  why: "When the test fails, the script ends there without a message, and supervise starts it again each second",
  silent: "For tests in if and while, and with && or ||",
  sources: ["run script specification R87"],
  fixable: "none",
  messages: {
    ends: {
      text: "with -e the script ends here, without a message, when this test fails",
      help: "say what is wrong: [ ... ] || { echo message; sleep 10; exit 1; }",
    },
  },
  example: {
    bad: "#!/bin/sh -e\n[ -r /etc/webd.conf ]\nexec /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh -e\n[ -r /etc/webd.conf ] || { echo no webd.conf; sleep 10; exit 1; }\nexec /usr/local/bin/webd 2>&1\n",
  },
  on: {
    script: (script, report) => {
      for (const test of loneTests(script.tree.list)) {
        if (stopsAtErrors(script, test.start)) report({ at: test, message: "ends" });
      }
    },
  },
});

/** Tests that are a whole command line of the script itself. */
function* loneTests({ items }: List) {
  for (const { pipelines, operators, background } of items) {
    const [{ commands, negated }] = pipelines;
    const [command] = commands;
    if (operators.length > 0 || background || negated || commands.length > 1 || command.kind !== "simple") continue;
    const name = literalText(command.words[0]?.parts ?? []);
    if (name === "[" || name === "test") yield command;
  }
}
