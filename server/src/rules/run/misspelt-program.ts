import type { Word } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import { slipIn } from "../../model/run/misspelt-command.js";
import type { Argument, ScriptCommand } from "../../model/run/service.js";
import { placeInWord } from "../../model/run/service-arguments.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS116",
  name: "misspelt-program",
  language: "run",
  severity: "warning",
  category: "start",
  since: "0.1",
  what: "The name of a program differs by one letter from that of a program of daemontools, ucspi-tcp, qmail or djbdns, or from exec, export and their like, or a number, a path, an option or another word is glued to sleep, exec, cd and their like",
  why: "There is no such program: not found, or unable to run, and the service never starts",
  silent:
    "For other programs that are known, for functions of the script, for names with a letter or a digit more at their end, unless the words behind show what is meant, " +
    "and outside of the folders in which those programs lie",
  sources: ["run script specification C1"],
  fixable: "unsafe",
  messages: {
    slip: {
      text: "{found} looks like a slip for {meant}: there is hardly a program of that name",
      help: "write {meant}",
    },
    glued: {
      text: "{found} is one word, and there is no command of that name: not found",
      help: "write {meant}",
    },
    write: { text: "Write {meant}" },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid dnslog mutlilog t ./main\n",
    good: "#!/bin/sh\nexec setuidgid dnslog multilog t ./main\n",
    file: "service/x/log/run",
  },
  on: {
    inStarters: true,
    script: ({ service }, report) => {
      const wordsBehind = new Map<Word, readonly Argument[]>();
      for (const { steps } of service.chains) {
        for (const { word, certain, arguments: args } of steps) if (certain) wordsBehind.set(word, args);
      }
      for (const { command, arguments: args } of service.commands) {
        if (command.words.length > 0) wordsBehind.set(command.words[0], args.slice(1));
      }
      const alone = new Set(service.commands.filter(redirectsAlone).map(({ command }) => command.words[0]));
      for (const [word, behind] of wordsBehind) {
        const path = literalText(word.parts) ?? "";
        const slip = slipIn(path, behind, alone.has(word));
        if (!slip || service.functions.has(slip.found)) continue;
        const { found, meant, isGlued } = slip;
        const start = placeInWord(word, path.length - found.length);
        const span = { start, end: start + found.length };
        const params = { found, meant };
        const fixes = [
          { title: "write" as const, params, safety: "unsafe" as const, edits: [{ span, newText: meant }] },
        ];
        report({ at: span, message: isGlued ? "glued" : "slip", params, fixes });
      }
    },
  },
});

/** A word with a redirection behind it, as in `exec 2>&1`, and nothing else. */
function redirectsAlone({ command: { words, redirects } }: ScriptCommand): boolean {
  return words.length === 1 && redirects.length > 0;
}
