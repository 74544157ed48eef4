import type { Word } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import { printable } from "djblint-grammars/text";
import { type Chain, lastStep, type Step } from "../../model/run/service.js";
import { refusesLimit } from "../../model/run/service-limits.js";
import { isShellCommand } from "../../model/run/service-misread.js";
import { hasPathAsPort, hasPortAsHost, isUcspi, type Server, serverOf } from "../../model/run/service-server.js";
import { isBrokenLine, isCutShort, spanOf, unreachedIn, usagePrinted } from "../../model/run/service-unreached.js";
import { textOf } from "../../model/run/service-variables.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS089",
  name: "nothing-to-run",
  language: "run",
  severity: "error",
  category: "options",
  since: "0.1",
  what: "A program that prepares things for another, or starts it, has no other behind it, or a word that is none",
  why: "It prints its usage, or that there is no such file, and ends: the service is started again each second and never comes up",
  silent:
    "For other programs than those of daemontools, ucspi-tcp, runit, ipsvd and s6, and sudo, when an expansion may have shifted the words, and where " +
    "another rule says which slip took the rest of the command line away (RS042, RS043, RS046, RS068, RS069, RS070)",
  sources: ["run script specification C1", "measured: daemontools 0.76, ucspi-tcp 0.88, s6 2.11"],
  fixable: "none",
  messages: {
    nothing: {
      text: "{program} has no program to run: it prints its usage and exits with {code}",
      help: "{synopsis}; a command line that goes on in the next line ends with a backslash",
    },
    behind: { text: "this never runs" },
    shell: {
      text: "{program} can start programs only, and {word} is a command of the shell: nothing is started",
      help: "leave it out, put it into a line of its own in front, or write sh -c '...' behind {program}",
    },
    assignment: {
      text: "{program} takes {word} for the name of a program, which is not found",
      help: "write env in front of it",
    },
    exported: {
      text: "{program} takes exec and all words behind it for names of variables: nothing is started",
      help: "put exec, and what it starts, into a line of its own",
    },
    gone: {
      text: "cd takes exec and all words behind it for words of its own: nothing is started",
      help: "put exec, and what it starts, into a line of its own",
    },
    quoted: {
      text: "the quotes make one word of it: {program} looks for a program called {word}, which is not found",
      help: "leave out the quotes",
    },
    sudoShell: {
      text: "sudo can start programs only, and {word} is a command of the shell: command not found",
      help: "put it into a line of its own in front, or write sh -c '...' behind sudo",
    },
    sudo: {
      text: "the quotes make one word of it: sudo looks for a program called {word}, which is not found",
      help: "leave out the quotes, or write sh -c in front of them",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid dnslog\nmultilog t ./main\n",
    good: "#!/bin/sh\nexec setuidgid dnslog multilog t ./main\n",
  },
  on: {
    inStarters: true,
    script: ({ service: { commands } }, report) => {
      for (const { name, arguments: args } of commands) {
        const exec =
          name === "export" || name === "readonly" ? args.slice(1).find(({ text }) => text === "exec") : undefined;
        if (exec) report({ at: exec, message: "exported", params: { program: name } });
        const behindFolder = name === "cd" ? args.slice(2).find(({ text }) => text === "exec") : undefined;
        if (behindFolder) report({ at: behindFolder, message: "gone" });
      }
    },
    chain: (chain, { service, text }, report) => {
      reportNoProgram(chain, report);
      reportSudo(chain, report);
      const { name, word } = lastStep(chain);
      const usage = usagePrinted(chain);
      if (usage === undefined) return;
      const server = serverOf(chain);
      if (server !== undefined && (hasPortAsHost(server) || hasPathAsPort(server) || hasGluedPort(server))) return;
      if (refusesLimit(lastStep(chain))) return;
      const unreached = unreachedIn(service);
      const behind = unreached?.ending.command === chain.command ? unreached : undefined;
      if (behind && (isBrokenLine(behind, text.bytes) || isCutShort(behind, text.bytes))) return;
      report({
        at: word,
        message: "nothing",
        params: { program: name, ...usage },
        related: behind && [{ span: spanOf(behind), message: "behind" }],
      });
    },
  },
});

/** `0 53axfrdns` (RS043) */
function hasGluedPort(server: Server): boolean {
  return isUcspi(server) && /^[0-9]+[^0-9]/.test(server.port?.text ?? "");
}

/** What stands where a program that is started has to, and is none. */
function reportNoProgram(chain: Chain, report: Report): void {
  // execline, which s6 brings, has programs called exec and cd.
  if (startsPartOfS6(chain)) return;
  const { steps, replacesShell, variables } = chain;
  for (const [index, { word }] of steps.entries()) {
    const before = steps[index - 1];
    const starter = before === undefined ? replacesShell && "exec" : startsAnother(before) && before.name;
    const text = literalText(word.parts) ?? (isQuoted(word) ? textOf(word.parts, variables, word.start) : undefined);
    const message = starter && text !== undefined ? noProgram(text) : undefined;
    if (starter && message) report({ at: word, message, params: { program: starter, word: printable(text ?? "") } });
  }
}

/** Also behind a word that is no program of ours, such as exec. */
function startsPartOfS6({ steps }: Chain): boolean {
  const behind = steps[steps.length - 1].arguments;
  return [...steps.map(({ name }) => name), ...behind.map(({ tail }) => tail)].some((name) => /(^|\/)s6-/.test(name));
}

/** What sudo is to run; also with -s and -i, which keep the shell from taking a blank in it as one. */
function reportSudo(chain: Chain, report: Report): void {
  const { name: program, arguments: args, options, certain } = lastStep(chain);
  if (program !== "sudo" || !certain) return;
  const command = args.find(({ head }) => !/^\w+=/.test(head));
  const text = command && literalText(command.word.parts);
  const message = SUDO_MESSAGES[noProgram(text ?? "") ?? ""];
  if (text === undefined || message === undefined) return;
  const givesToShell = options.some(({ letter }) => /^(s|i|--shell|--login)$/.test(letter));
  if (message === "sudo" || !givesToShell) report({ at: command!.word, message, params: { word: printable(text) } });
}

/** `"$COMMAND"`, which stays one word. */
function isQuoted({ parts: [part, ...rest] }: Word): boolean {
  return part?.kind === "double-quoted" && rest.length === 0;
}

const SUDO_MESSAGES: Readonly<Record<string, "sudo" | "sudoShell">> = { quoted: "sudo", shell: "sudoShell" };

/** Those of daemontools and its like take nothing in front of the program but options and their own words. */
function startsAnother({ program, certain }: Step): boolean {
  return certain && program?.runsRest === true && program.kind !== "interpreter";
}

function noProgram(text: string): "shell" | "assignment" | "quoted" | undefined {
  if (isShellCommand(text)) return "shell";
  if (/^[A-Za-z_][A-Za-z0-9_]*=/.test(text)) return "assignment";
  // A path may have blanks in it; the name of a program in PATH, or what looks like options, has not.
  return /^[^\s/]+\s+\S|\S\s+--?\w/.test(text) ? "quoted" : undefined;
}
