import type { Redirect } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import type { SourceText } from "djblint-grammars/text";
import { type BrokenRedirect, redirectWithArrowInFront, swappedRedirect } from "../../model/run/broken-redirect.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS113",
  name: "descriptor-as-file",
  language: "run",
  severity: "warning",
  category: "logging",
  since: "0.1",
  what: "A stream is sent into a file called 1 or 2, also by 2&>1 or >2&1",
  why: "Without & the shell takes the digit for the name of a file, in the folder of the service: the log gets nothing",
  silent: "For other names, and for a digit that stands apart, as in `echo 5 > 1`",
  sources: ["POSIX sh, redirection"],
  fixable: "unsafe",
  messages: {
    file: {
      text: "{written} writes into a file called {name}: the shell takes a digit for a descriptor only behind &",
      help: "write {meant}",
    },
    swapped: {
      text: "{written} redirects nothing of descriptor {descriptor}: {descriptor} becomes a word of the command, and a file called {name} is written",
      help: "write {meant}",
      severity: "error",
    },
    split: {
      text: "{written} redirects nothing of descriptor {descriptor}: a file called {descriptor} is written, and a program called {name} is looked for",
      help: "write {meant}",
      severity: "error",
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
        const ampersand = operatorAt(redirect, text.bytes);
        if (ampersand !== undefined) {
          reportBroken(swappedRedirect(text.bytes, ampersand), "swapped", text, report);
          continue;
        }
        const split = redirectWithArrowInFront(text.bytes, end);
        if (split) {
          reportBroken(split, "split", text, report);
          continue;
        }
        if (!isSlip(redirect, text.slice(redirect))) continue;
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

/** Where the `&` of `&>` stands, which sh takes for the end of the command in front. */
function operatorAt({ start, operator }: Redirect, bytes: Uint8Array): number | undefined {
  if (operator === "&>") return start;
  return bytes[start - 1] === AMPERSAND ? start - 1 : undefined;
}

/** Of `&>1` without a digit in front another rule speaks (RS016). */
function reportBroken(
  found: BrokenRedirect | undefined,
  message: "swapped" | "split",
  text: SourceText,
  report: Report,
): void {
  if (found === undefined) return;
  const { start, end, descriptor, other: name } = found;
  const meant = `${descriptor}>&${name}`;
  const edits = [{ span: { start, end }, newText: meant }];
  report({
    at: { start, end },
    message,
    params: { written: text.slice({ start, end }), descriptor, name, meant },
    fixes: [{ title: "join", params: { meant }, safety: "unsafe", edits }],
  });
}

function isSlip({ operator, descriptor, target }: Redirect, written: string): boolean {
  const isOutput = operator === ">" || operator === ">>";
  if (!isOutput || !/^[12]$/.test(literalText(target.parts) ?? "")) return false;
  return descriptor !== undefined || !/\s/.test(written);
}
