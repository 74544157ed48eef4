import type { Redirect } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS113",
  name: "descriptor-as-file",
  language: "run",
  severity: "warning",
  category: "logging",
  since: "0.1",
  what: "A stream is sent into a file called 1 or 2",
  why: "Without & the shell takes the digit for the name of a file, in the folder of the service: the log gets nothing",
  silent: "For other names, and for a digit that stands apart, as in `echo 5 > 1`",
  sources: ["POSIX sh, redirection"],
  fixable: "unsafe",
  messages: {
    file: {
      text: "{written} writes into a file called {name}: the shell takes a digit for a descriptor only behind &",
      help: "write {meant}",
    },
    join: { text: "Write {meant}" },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>1\nexec setuidgid web /usr/local/bin/webd\n",
    good: "#!/bin/sh\nexec 2>&1\nexec setuidgid web /usr/local/bin/webd\n",
  },
  on: {
    inStarters: true,
    script: ({ service, text }, report) => {
      for (const redirect of service.commands.flatMap(({ command }) => command.redirects)) {
        const { start, end, descriptor, target } = redirect;
        // Of 2&>1 another rule speaks (RS016).
        if (text.bytes[start - 1] === AMPERSAND || !isSlip(redirect, text.slice(redirect))) continue;
        const name = literalText(target.parts) ?? "";
        const written = text.slice(redirect);
        const meant = `${descriptor ?? ""}>&${name}`;
        const edits = [{ span: { start, end }, newText: meant }];
        report({
          at: { start, end },
          message: "file",
          params: { written, name, meant },
          fixes: [{ title: "join", params: { meant }, safety: "unsafe", edits }],
        });
      }
    },
  },
});

const AMPERSAND = 38;

function isSlip({ operator, descriptor, target }: Redirect, written: string): boolean {
  const isOutput = operator === ">" || operator === ">>";
  if (!isOutput || !/^[12]$/.test(literalText(target.parts) ?? "")) return false;
  return descriptor !== undefined || !/\s/.test(written);
}
