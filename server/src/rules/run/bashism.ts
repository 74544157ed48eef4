import type { BashForm, BashFormKind, SimpleCommand } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import type { Span } from "djblint-grammars/text";
import type { RunScript } from "../../model/run-script.js";
import { defineRule, type Observation } from "../rule.js";

export default defineRule({
  code: "RS017",
  name: "bashism",
  language: "run",
  severity: "warning",
  category: "shell",
  since: "0.1",
  what: "A form of bash in a script that sh reads",
  why:
    "dash and other POSIX shells do not know it: they take source, [[ and pushd for names of programs that are not " +
    "found, and go on; at a form of parameter of bash they stop",
  silent:
    "When bash, ksh or zsh reads the script, for &> (RS016), for forms that end the script with a syntax error (RS101), " +
    "and for local and echo -n, which dash knows",
  sources: ["run script specification R17", "dash 0.5.12"],
  fixable: "unsafe",
  messages: {
    source: {
      text: "sh has no source: source: not found, and the script goes on without what is in {file}",
      help: "write . {file}, or make #!/bin/bash the first line",
    },
    command: {
      text: "sh has no {name}: {name}: not found, and the script goes on without it",
      help: "write it as POSIX sh does, or make #!/bin/bash the first line",
    },
    condition: {
      text: "sh has no [[: it looks for a program of that name, finds none, and takes that for false",
      help: "write [ ... ], or make #!/bin/bash the first line",
    },
    substitution: {
      text: "sh does not know this form of parameter: Bad substitution, and the script ends here with exit code 2",
      help: "write it as POSIX sh does, or make #!/bin/bash the first line",
    },
    append: {
      text: "sh has no +=: it looks for a program called {name}, finds none, and goes on without the value",
      help: 'write NAME="$NAME..."',
    },
    quote: {
      text: "sh knows no $'...': the dollar sign stays, and the escapes stay as they are written",
      help: "use printf, or make #!/bin/bash the first line",
    },
    redirect: {
      text: "sh takes only a number or - behind >&: Bad fd number, and the script ends here with exit code 2",
      help: "write >FILE 2>&1",
    },
    dot: { text: "Write ." },
  },
  example: {
    bad: "#!/bin/sh\nsource /etc/default/webd\nexec /usr/local/bin/webd $OPTIONS 2>&1\n",
    good: "#!/bin/sh\n. /etc/default/webd\nexec /usr/local/bin/webd $OPTIONS 2>&1\n",
  },
  on: {
    script: (script, report) => {
      if (script.tree.shell !== "sh" || script.tree.faults.length > 0) return;
      for (const form of script.tree.bashForms) {
        const message = MESSAGES[form.kind];
        if (message) report({ at: form, message, params: { name: nameIn(form, script) } });
      }
      for (const { command, name, place } of script.service.commands) {
        const observation = place.nested ? undefined : bashCommand(command, name, script);
        if (observation) report(observation);
      }
      reportRedirects(script, (at) => report({ at, message: "redirect" }));
    },
  },
});

/** Forms that sh reads as something else. The rest are syntax errors. */
const MESSAGES: Readonly<Partial<Record<BashFormKind, string>>> = {
  "append-assignment": "append",
  condition: "condition",
  "dollar-quote": "quote",
  "parameter-form": "substitution",
};

function nameIn({ start, end }: BashForm, { text }: RunScript): string {
  return text.slice({ start, end });
}

const BASH_COMMANDS: ReadonlySet<string> = new Set([
  "declare",
  "dirs",
  "let",
  "mapfile",
  "popd",
  "pushd",
  "readarray",
  "shopt",
  "typeset",
]);

function bashCommand({ words }: SimpleCommand, name: string, { text }: RunScript): Observation | undefined {
  const [at, file] = words;
  if (name === "source") {
    const fixes = [{ title: "dot", safety: "unsafe" as const, edits: [{ span: at, newText: "." }] }];
    return { at, message: "source", params: { file: file ? text.slice(file) : "the file" }, fixes };
  }
  return BASH_COMMANDS.has(name) ? { at, message: "command", params: { name } } : undefined;
}

/** `>& FILE` */
function reportRedirects({ service }: RunScript, report: (at: Span) => void): void {
  for (const { command, place } of service.commands) {
    if (place.nested) continue;
    for (const redirect of command.redirects) {
      const target = literalText(redirect.target.parts);
      if (redirect.operator === ">&" && target !== undefined && !/^([0-9]+|-)$/.test(target)) report(redirect);
    }
  }
}
