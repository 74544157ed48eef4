import type { Word } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import { printable } from "djblint-grammars/text";
import { programFolderMeant } from "../../model/program-folders.js";
import { type Slip, slipIn } from "../../model/run/misspelt-command.js";
import type { RunScript } from "../../model/run/run-script.js";
import type { Argument, ScriptCommand } from "../../model/run/service.js";
import { placeInWord } from "../../model/run/service-arguments.js";
import { folderOf } from "../../model/run/service-folder.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS116",
  name: "misspelt-program",
  language: "run",
  severity: "warning",
  category: "start",
  since: "0.1",
  what: "The name of a program differs by one letter from that of a program of daemontools, ucspi-tcp, qmail or djbdns, or from exec, export and their like, or a number, a path, an option or another word is glued to sleep, exec, cd and their like; or its folder is almost one in which programs lie, such as /usr/local/bin",
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
    folder: {
      text: "there is hardly a folder {found} with programs: is {meant} meant?",
      help: "write {meant}, unless there is such a folder",
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
    script: (script, report) => {
      const { service } = script;
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
        const folder = folderSlip(path, script);
        if (folder) {
          const start = placeInWord(word, 0);
          const span = { start, end: start + folder.found.length };
          const edits = [{ span, newText: folder.meant }];
          const fixes = [{ title: "write" as const, params: { ...folder }, safety: "unsafe" as const, edits }];
          report({ at: span, message: "folder", params: { ...folder }, fixes });
          continue;
        }
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

/** The folder of a program, when it is none that the tree has, and almost one in which programs lie. */
function folderSlip(path: string, script: RunScript): Pick<Slip, "found" | "meant"> | undefined {
  const found = path.slice(0, Math.max(0, path.lastIndexOf("/")));
  const meant = found.startsWith("/") ? programFolderMeant(found) : undefined;
  const isThere = meant !== undefined && script.around.find(found, folderOf(script)) !== undefined;
  return meant === undefined || isThere ? undefined : { found: printable(found), meant };
}

/** A word with a redirection behind it, as in `exec 2>&1`, and nothing else. */
function redirectsAlone({ command: { words, redirects } }: ScriptCommand): boolean {
  return words.length === 1 && redirects.length > 0;
}
