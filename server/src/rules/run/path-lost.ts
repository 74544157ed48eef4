import type { WordPart } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import { printable, type Span } from "djblint-grammars/text";
import type { Chain, Effect } from "../../model/run/service.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS064",
  name: "path-lost",
  language: "run",
  severity: "error",
  category: "start",
  since: "0.1",
  what: "PATH is set to folders without a program that is then started by its name alone, or to the word $PATH, or taken away",
  why: "Programs without a slash are looked for in PATH: `unable to run ...: file does not exist`, once a second",
  silent:
    "When PATH is not known, or holds another folder than those of qmail; of tools such as mkdir and chown when it holds " +
    "another folder than those of qmail, /command and those below /usr/local",
  sources: ["run script specification C4, R64"],
  fixable: "none",
  messages: {
    tool: {
      text: "{program} is looked for in {path} only, and hardly any system has it there: {program}: not found",
      help: 'write PATH="{path}:/usr/bin:/bin"',
      severity: "warning",
    },
    literal: {
      text: "in single quotes the shell does not put in {word}: it stays as it is, and no folder of the PATH before is in the new one",
      help: "write double quotes",
      severity: "warning",
    },
    semicolon: {
      text: "folders in PATH are divided by colons: {path} is looked for as one folder, semicolon and all, and there is none of that name",
      help: "write : in the place of ;",
    },
    lost: {
      text: "{program} is looked for in {path} only and not found there: file does not exist",
      help: 'write PATH="{path}:$PATH"',
    },
    gone: {
      text: "env leaves no PATH, so {program} is looked for in /bin and /usr/bin only and not found there",
      help: 'write env - PATH="/var/qmail/bin:$PATH"',
    },
  },
  example: {
    bad: "#!/bin/sh\nexec env - PATH=/var/qmail/bin tcpserver -RHl0 -u 812 -g 810 0 25 qmail-smtpd 2>&1\n",
    good: '#!/bin/sh\nexec env - PATH="/var/qmail/bin:$PATH" tcpserver -RHl0 -u 812 -g 810 0 25 qmail-smtpd 2>&1\n',
  },
  on: {
    script: ({ service: { commands, variables } }, report) => {
      if (!variables.isSet("PATH")) return;
      for (const word of variables.wordsOf("PATH")) {
        reportLiteral({ ...word, text: literalText(word.parts) }, report);
        const path = writtenParts(word.parts)
          .split(":")
          .find((folder) => folder.includes(";"));
        if (path) report({ at: word, message: "semicolon", params: { path: printable(path) } });
      }
      for (const { command, arguments: args, place } of commands) {
        const program = args[0]?.text ?? "";
        const path = place.nested ? "" : (variables.valueAt("PATH", command.start) ?? "");
        if (!TOOLS.has(program) || !path.split(":").every((folder) => WITHOUT_TOOLS.test(folder))) continue;
        report({ at: args[0], message: "tool", params: { program, path: printable(path) } });
        return;
      }
    },
    chain: (chain, _script, report) => {
      let path = shellPath(chain);
      for (const { program, word, effects, certain, name } of chain.steps) {
        if (!certain) return;
        const isByName = literalText(word.parts)?.includes("/") === false;
        if (isByName && program !== undefined && PACKAGES.has(program.package) && isQmailOnly(path)) {
          report({ at: word, message: "lost", params: { program: name, path: printable(path) } });
          return;
        }
        if (path === WITHOUT_PATH && program?.package === "qmail" && literalText(word.parts) === name) {
          report({ at: word, message: "gone", params: { program: name } });
          return;
        }
        for (const effect of effects) {
          if (effect.kind === "set" && effect.name === "PATH") reportLiteral(effect.value, report);
          path = pathAfter(effect, path);
        }
      }
    },
  },
});

/** `PATH='/var/qmail/bin:$PATH'` */
function reportLiteral({ text, start, end }: Span & { readonly text: string | undefined }, report: Report): void {
  const word = /\$(PATH|\{PATH\})/.exec(text ?? "")?.[0];
  if (word) report({ at: { start, end }, message: "literal", params: { word } });
}

/** What of a word is written as it is; values are left out. */
function writtenParts(parts: readonly WordPart[]): string {
  return parts
    .map((part) => (part.kind === "double-quoted" ? writtenParts(part.parts) : (literalText([part]) ?? "")))
    .join("");
}

/** In /bin or /usr/bin. */
const TOOLS: ReadonlySet<string> = new Set(
  "cat chgrp chmod chown cp date grep head hostname id ln ls mkdir mv rm sed sleep stat tail touch".split(" "),
);

const WITHOUT_TOOLS = /^\/(var\/qmail(\/s?bin)?|command|usr\/local\/s?bin)\/?$/;

/** C4: what is searched where PATH is not set. */
const WITHOUT_PATH = "/bin:/usr/bin";

/** Nobody installs them below the folder of qmail. */
const PACKAGES: ReadonlySet<string> = new Set(["coreutils", "daemontools 0.76", "ucspi-tcp 0.88", "ucspi-ssl"]);

function shellPath({ variables, command }: Chain): string {
  return variables.valueAt("PATH", command.start) ?? "";
}

/** Empty where nobody knows it. */
function pathAfter(effect: Effect, path: string): string {
  if (effect.kind === "clear-environment") return WITHOUT_PATH;
  if (effect.kind === "set" && effect.name === "PATH") return effect.value.text ?? "";
  return effect.kind === "directory" && effect.use === "environment" ? "" : path;
}

function isQmailOnly(path: string): boolean {
  return path !== "" && path.split(":").every((folder) => /^\/var\/qmail(\/|$)/.test(folder));
}
