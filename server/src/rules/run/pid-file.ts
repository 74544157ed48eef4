import type { Redirect } from "djblint-grammars/run/tree";
import type { SourceText } from "djblint-grammars/text";
import type { Argument } from "../../model/run/service.js";
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
  silent:
    "In finish scripts, and in functions; for signal 0, which only asks; for pkill by parent or by a file; and where the id goes to " +
    "a message, a device or a control group",
  sources: ["run script specification R86"],
  fixable: "none",
  messages: {
    kill: {
      text: "{program} signals all processes of that name, also those that are none of this service; supervise knows its own",
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
    script: ({ service, isTask, text }, report) => {
      if (isTask) return;
      for (const { name, command, place, arguments: args } of service.commands) {
        if (place.inFunction) continue;
        if (name === "killall" || name === "pkill") {
          if (args.some(findsOtherwise)) continue;
          report({ at: command.words[0], message: "kill", params: { program: name } });
        } else if (
          name === "echo" &&
          command.words.some(isOwnId) &&
          command.redirects.some((redirect) => isKept(redirect, text))
        ) {
          report({ at: command, message: "file" });
        }
      }
    },
  },
});

/** Signal 0 ends nothing, and `pkill -P`, `pkill -F` do not go by name alone. */
function findsOtherwise({ head }: Argument): boolean {
  return /^(-0|-P.*|-F.*|--parent.*|--pidfile.*)$/.test(head);
}

/** Whether a redirection keeps what is written: a file, but none of the kernel's. */
function isKept({ operator, target }: Redirect, text: SourceText): boolean {
  if (!operator.startsWith(">") || operator === ">&") return false;
  return !/^"?\/(dev|proc|sys)\/|\/(cgroup\.procs|tasks)"?$/.test(text.slice(target));
}

/** `$$` */
function isOwnId({
  parts,
}: {
  readonly parts: readonly { readonly kind: string; readonly name?: unknown }[];
}): boolean {
  return parts.length === 1 && parts[0].kind === "parameter" && parts[0].name === "$";
}
