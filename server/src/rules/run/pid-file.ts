import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS086",
  name: "pid-file",
  language: "run",
  severity: "info",
  category: "supervision",
  since: "0.1",
  what: "The script looks for processes by name or keeps a file with its process id",
  why: "supervise knows the process id of its service; killall also ends processes of others that have the same name",
  silent: "In finish scripts, and in functions",
  sources: ["run script specification R86"],
  fixable: "none",
  messages: {
    kill: {
      text: "{program} ends processes by name; supervise knows the one of its service",
      help: "leave it to svc -d and svc -t",
    },
    file: {
      text: "supervise knows the process id of the service; nobody needs a file with it that may grow old",
      help: "leave it out, unless another program reads the file; svstat shows the process id",
    },
  },
  example: {
    bad: "#!/bin/sh\nkillall webd\nexec /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec /usr/local/bin/webd 2>&1\n",
  },
  on: {
    script: ({ service, isFinish }, report) => {
      if (isFinish) return;
      for (const { name, command, place } of service.commands) {
        if (place.inFunction) continue;
        if (name === "killall" || name === "pkill") {
          report({ at: command.words[0], message: "kill", params: { program: name } });
        } else if (name === "echo" && command.redirects.length > 0 && command.words.some(isOwnId)) {
          report({ at: command, message: "file" });
        }
      }
    },
  },
});

/** `$$` */
function isOwnId({
  parts,
}: {
  readonly parts: readonly { readonly kind: string; readonly name?: unknown }[];
}): boolean {
  return parts.length === 1 && parts[0].kind === "parameter" && parts[0].name === "$";
}
