import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS088",
  name: "su-in-chain",
  language: "run",
  severity: "warning",
  category: "supervision",
  security: true,
  since: "0.1",
  what: "The service is started through su or sudo",
  why:
    "They open a session and may stay as the parent of the program: svc signals them, and the program lives on; and they " +
    "need a shell, a terminal or a policy that a service has no use for",
  silent: "When the command is not what the service ends up as, and in finish scripts",
  sources: ["run script specification R88"],
  fixable: "none",
  messages: {
    background: {
      text: "-b sends the program to the background, so the script ends and supervise starts one more copy each second",
      help: "write setuidgid ACCOUNT instead",
      severity: "error",
    },
    parent: {
      text: "{program} may stay as the parent of the service: svc -d signals {program}, and the service may live on",
      help: "write setuidgid ACCOUNT instead",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec su - app -c '/opt/app/bin/appd'\n",
    good: "#!/bin/sh\nexec setuidgid app /opt/app/bin/appd\n",
  },
  on: {
    chain: ({ steps, replacesShell, place }, { isFinish }, report) => {
      if (isFinish || place.nested || place.inFunction || !(replacesShell || place.last)) return;
      const wrapper = steps.find(({ program }) => program?.kind === "wrapper");
      if (wrapper === undefined) return;
      const background = wrapper.options.find(({ letter }) => letter === "b" || letter === "--background");
      if (background) report({ at: background, message: "background" });
      else report({ at: wrapper.word, message: "parent", params: { program: wrapper.name } });
    },
  },
});
