import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS072",
  name: "trap-ignored",
  language: "run",
  severity: "warning",
  category: "supervision",
  since: "0.1",
  what: "The script ignores the signal that svc -d sends",
  why: "What a shell ignores, the program that it becomes by exec ignores too: svc -d and svc -t have no effect",
  silent:
    "When a later trap sets the signal back, and when no exec follows; a program that catches TERM itself is not harmed",
  sources: ["run script specification X6, R72"],
  fixable: "none",
  messages: {
    ignored: {
      text: "The service is started with TERM ignored, so svc -d does not stop it",
      help: "remove the trap",
    },
  },
  example: {
    bad: "#!/bin/sh\ntrap '' TERM\nexec /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec /usr/local/bin/webd 2>&1\n",
  },
  on: {
    script: ({ tree, service, chain, isFinish }, report) => {
      if (isFinish || !chain?.replacesShell) return;
      const traps = service.commands.filter(({ name, place }) => name === "trap" && !place.nested && !place.inFunction);
      // sh knows no name with SIG in front (RS017).
      const term = tree.shell === "sh" ? /^(TERM|15)$/i : /^((SIG)?TERM|15)$/i;
      const last = traps.findLast(({ arguments: args }) => args.slice(2).some(({ text }) => term.test(text ?? "")));
      if (last?.arguments[1]?.text === "") report({ at: last.command, message: "ignored" });
    },
  },
});
