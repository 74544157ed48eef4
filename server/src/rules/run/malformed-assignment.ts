import { literalText } from "djblint-grammars/run/words";
import { printable, type SourceText } from "djblint-grammars/text";
import { misreadAssignment } from "../../model/run/misread-assignment.js";
import type { ScriptCommand } from "../../model/run/service.js";
import { readsVariables, type Variables } from "../../model/run/service-variables.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS115",
  name: "malformed-assignment",
  language: "run",
  severity: "error",
  category: "shell",
  since: "0.1",
  what: "A variable is set with blanks around =, with another sign in its place, with $ in front of its name, or to a command without the signs for that",
  why: "The shell takes it for a command: it looks for a program of that name, finds none, and the variable is not set",
  silent:
    "For `NAME= command`, which starts the command with an empty variable, unless the command is a number, and for " +
    "`export $NAME=...` where the script sets NAME or may read it",
  sources: ["POSIX sh, simple commands", "measured: dash 0.5.12, bash 5.2"],
  fixable: "unsafe",
  messages: {
    blank: {
      text: "with a blank in front of =, the shell looks for a program called {name}: {name} is not set",
      help: "write {name}=VALUE without blanks",
    },
    dollar: {
      text: "the shell puts in the value of {variable} first, and looks for a program of what comes of it: {name} is not set",
      help: "write {name}=VALUE without $",
    },
    exported: {
      text: "{command} gets the value of {variable} for the name of a variable, and {name} is not set; sh ends here when it is empty",
      help: "write {command} {name}=VALUE without $",
    },
    named: {
      text: "{command} gets {found}, the value of {variable}, for the name of a variable: bad variable name, and sh ends here with exit code 2",
      help: "write {command} {name} without $",
    },
    local: {
      text: "outside of a function local sets nothing: sh ends here with exit code 2, bash complains and goes on",
      help: "leave local out",
    },
    command: {
      text: "the shell sets {name} for the command {command} alone, and finds no program of that name: {name} is not set",
      help: "write {name}=$(...) around the whole command",
    },
    value: {
      text: "with a blank behind =, the shell looks for a program called {command}: {name} is not set",
      help: "write {name}=VALUE without blanks",
    },
    apart: {
      text: "{command} takes {found} for the name of a variable: bad variable name, and sh ends here with exit code 2",
      help: "write {command} {name}=VALUE without blanks around =",
    },
    bad: {
      text: "{found} is no name of a variable: bad variable name, and sh ends here with exit code 2",
      help: "names have letters, digits and _ only, and = stands behind them",
    },
    remove: { text: "Write {name}=" },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\nPORT = 8080\nexport PORT\nexec setuidgid web /usr/local/bin/webd\n",
    good: "#!/bin/sh\nexec 2>&1\nPORT=8080\nexport PORT\nexec setuidgid web /usr/local/bin/webd\n",
  },
  on: {
    inStarters: true,
    script: ({ service, text }, report) => {
      const mayRead = readsVariables(service.names);
      for (const found of service.commands) {
        reportCommand(found, report);
        if (found.name === "local" && !found.place.inFunction && !service.functions.has("local"))
          report({ at: found.command.words[0], message: "local" });
        reportValue(found, service.variables, report);
        const slip = misreadAssignment(found);
        if (slip === undefined) reportBadName(found, report);
        if (slip === undefined || isArithmetic(found, text)) continue;
        // The value may be the name that is meant.
        if (slip.message === "exported" && (service.variables.isSet(slip.name) || mayRead)) continue;
        const { message, name, span, at } = slip;
        const params = { name, variable: `$${name}`, command: found.name, found: printable(text.slice(at)) };
        const edits = [{ span, newText: message === "dollar" || message === "exported" ? name : `${name}=` }];
        report({ at, message, params, fixes: [{ title: "remove", params: { name }, safety: "unsafe", edits }] });
      }
    },
  },
});

/** `NAME=id -u qmaild` */
function reportCommand({ command: { words, assignments } }: ScriptCommand, report: Report): void {
  const [first] = words;
  const command = first && literalText(first.parts);
  const last = assignments.at(-1);
  if (command === undefined || last === undefined || !/^-[A-Za-z]/.test(command)) return;
  // Of quotation marks that are none another rule speaks (RS090).
  if (/[\x80-\xff]/.test(literalText(last.value.parts) ?? "")) return;
  report({ at: first, message: "command", params: { name: last.name, command: printable(command) } });
}

/** `ROOT=/etc/web; export $ROOT` */
function reportValue(
  { command: { words }, name: command, place }: ScriptCommand,
  set: Variables,
  report: Report,
): void {
  if ((command !== "export" && command !== "readonly") || place.nested) return;
  for (const at of words.slice(1)) {
    const [part, ...more] = at.parts;
    if (part?.kind !== "parameter" || part.operator !== undefined || more.length > 0) continue;
    const found = set.valueAt(part.name, at.start);
    if (found === undefined || !/^[^\s*?[]+$/.test(found) || /^[A-Za-z_]\w*(=|$)/.test(found)) continue;
    const params = { command, name: part.name, variable: `$${part.name}`, found: printable(found) };
    report({ at, message: "named", params });
  }
}

/** `export NAME:VALUE`, `export MY-NAME=VALUE` */
function reportBadName({ command: { words }, name }: ScriptCommand, report: Report): void {
  if (name !== "export" && name !== "readonly") return;
  for (const word of words.slice(1)) {
    const [first] = word.parts;
    const bad = first?.kind === "bare" ? /^(?!-)(\d|\w+[^\w=+[\]\\])[^=]*/.exec(first.text)?.[0] : undefined;
    if (bad !== undefined) report({ at: word, message: "bad", params: { found: printable(bad) } });
  }
}

/** `((NAME = VALUE))` is a calculation of bash. */
function isArithmetic({ command: { start } }: ScriptCommand, text: SourceText): boolean {
  return /\(\(\s*$/.test(text.slice({ start: Math.max(0, start - 8), end: start }));
}
