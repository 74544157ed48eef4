import { printable } from "djblint-grammars/text";
import type { Chain, Value } from "../../model/run/service.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS064",
  name: "path-lost",
  language: "run",
  severity: "error",
  category: "start",
  since: "0.1",
  what: "PATH is set to the folder of qmail only, and then a program of another package is started without its folder",
  why: "Programs without a slash are looked for in PATH: `unable to run ...: file does not exist`, once a second",
  silent: "When PATH holds any other folder, or is not known",
  sources: ["run script specification C4, R64"],
  fixable: "none",
  messages: {
    lost: {
      text: "{program} is looked for in {path} only and not found there: file does not exist",
      help: 'write PATH="{path}:$PATH"',
    },
  },
  example: {
    bad: "#!/bin/sh\nexec env - PATH=/var/qmail/bin tcpserver -RHl0 -u 812 -g 810 0 25 qmail-smtpd 2>&1\n",
    good: '#!/bin/sh\nexec env - PATH="/var/qmail/bin:$PATH" tcpserver -RHl0 -u 812 -g 810 0 25 qmail-smtpd 2>&1\n',
  },
  on: {
    chain: (chain, _script, report) => {
      let path = shellPath(chain);
      for (const { program, word, effects, certain, name } of chain.steps) {
        if (!certain) return;
        const isElsewhere = program !== undefined && PACKAGES.has(program.package) && word.parts.length === 1;
        const [part] = word.parts;
        if (isElsewhere && part.kind === "bare" && !part.text.includes("/") && isQmailOnly(path)) {
          report({ at: word, message: "lost", params: { program: name, path: printable(path) } });
          return;
        }
        for (const effect of effects) {
          if (effect.kind === "set" && effect.name === "PATH") path = textOf(effect.value);
          if (effect.kind === "directory" && effect.use === "environment") path = "";
        }
      }
    },
  },
});

/** Nobody installs them below the folder of qmail. */
const PACKAGES: ReadonlySet<string> = new Set(["coreutils", "daemontools 0.76", "ucspi-tcp 0.88", "ucspi-ssl"]);

function shellPath({ variables, command }: Chain): string {
  return variables.valueAt("PATH", command.start) ?? "";
}

function textOf({ text }: Value): string {
  return text ?? "";
}

function isQmailOnly(path: string): boolean {
  return path !== "" && path.split(":").every((folder) => /^\/var\/qmail(\/|$)/.test(folder));
}
