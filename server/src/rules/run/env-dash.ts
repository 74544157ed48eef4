import { lastStep } from "../../model/run/service.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS066",
  name: "env-dash",
  language: "run",
  severity: "info",
  category: "start",
  since: "0.1",
  what: "env - takes HOME from a program that uses it",
  why: "env - leaves nothing but what stands behind it: HOME, LANG and TZ are gone",
  silent: "When HOME is set behind env -, and for programs other than ruby, node, npm, java, git, ssh and gpg",
  sources: ["run script specification R66"],
  fixable: "none",
  messages: {
    home: {
      text: "env - takes HOME away, which {program} looks for its settings in",
      help: "set what it needs behind env -: HOME=/home/ACCOUNT",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec env - PATH=/usr/bin:/bin setuidgid app ruby /opt/app/server.rb 2>&1\n",
    good: "#!/bin/sh\nexec env - PATH=/usr/bin:/bin HOME=/opt/app setuidgid app ruby /opt/app/server.rb 2>&1\n",
  },
  on: {
    chain: (chain, { text }, report) => {
      const { name, certain } = lastStep(chain);
      if (!certain || !USES_HOME.has(name)) return;
      const effects = chain.steps.flatMap((step) => step.effects);
      const cleared = effects.findLast((effect) => effect.kind === "clear-environment");
      if (cleared === undefined || effects.some((effect) => effect.kind === "set" && effect.name === "HOME")) return;
      if (effects.some((effect) => effect.kind === "directory" && effect.use === "environment")) return;
      if (/\bHOME=/.test(text.slice({ start: cleared.at.end, end: chain.command.end }))) return;
      report({ at: cleared.at, message: "home", params: { program: name } });
    },
  },
});

const USES_HOME: ReadonlySet<string> = new Set(["ruby", "bundle", "node", "npm", "java", "git", "ssh", "gpg"]);
