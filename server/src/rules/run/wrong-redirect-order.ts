import type { Redirect } from "djblint-grammars/run/tree";
import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS015",
  name: "wrong-redirect-order",
  language: "run",
  severity: "warning",
  category: "logging",
  since: "0.1",
  what: "2>&1 stands in front of the redirection of standard output",
  why:
    "The shell works from left to right: descriptor 2 becomes what 1 is at that moment, and only then 1 goes elsewhere, " +
    "so the two do not end in the same place",
  silent: "In pipelines and command substitutions, where this sends only the messages through the pipe",
  sources: ["run script specification R15"],
  fixable: "none",
  messages: {
    order: {
      text: "2>&1 sends standard error to where standard output goes now, and not to {file}, which stands behind it",
      help: "write {redirect} first and 2>&1 behind it",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid web /usr/local/bin/webd 2>&1 >/dev/null\n",
    good: "#!/bin/sh\nexec setuidgid web /usr/local/bin/webd >/dev/null 2>&1\n",
  },
  on: {
    script: ({ service, text }, report) => {
      for (const { command, place } of service.commands) {
        if (place.piped) continue;
        const join = command.redirects.findIndex(isJoin);
        const file = command.redirects.slice(join + 1).find(isOutput);
        if (join < 0 || file === undefined || command.redirects.slice(join + 1).some(isJoin)) continue;
        const params = { file: printable(text.slice(file.target)), redirect: printable(text.slice(file)) };
        report({ at: command.redirects[join], message: "order", params });
      }
    },
  },
});

function isJoin({ operator, descriptor, target: { parts } }: Redirect): boolean {
  const [part] = parts;
  return operator === ">&" && descriptor === 2 && part?.kind === "bare" && part.text === "1";
}

function isOutput({ operator, descriptor }: Redirect): boolean {
  return (operator === ">" || operator === ">>" || operator === ">|") && (descriptor ?? 1) === 1;
}
