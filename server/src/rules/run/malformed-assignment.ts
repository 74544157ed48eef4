import { literalText } from "djblint-grammars/run/words";
import { printable, type SourceText } from "djblint-grammars/text";
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
        const slip = blankIn(found) ?? blankBehind(found) ?? blankInExport(found) ?? dollarIn(found);
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

/** `NAME = VALUE`, `NAME =VALUE` */
function blankIn({ command: { words, assignments } }: ScriptCommand) {
  const [first, second, third] = words;
  const name = first && literalText(first.parts);
  const [sign] = second?.parts ?? [];
  if (assignments.length > 0 || name === undefined || !/^[A-Za-z_]\w*$/.test(name) || sign?.kind !== "bare")
    return undefined;
  if (!/^=(?!=)/.test(sign.text)) return undefined;
  const isApart = sign.text === "=" && second.parts.length === 1;
  const end = isApart ? (third?.start ?? second.end) : second.start + 1;
  return { message: "blank" as const, name: printable(name), span: { start: first.start, end }, at: first };
}

/** `((NAME = VALUE))` is a calculation of bash. */
function isArithmetic({ command: { start } }: ScriptCommand, text: SourceText): boolean {
  return /\(\(\s*$/.test(text.slice({ start: Math.max(0, start - 8), end: start }));
}

/** `PORT= 8080` */
function blankBehind({ command: { words, assignments } }: ScriptCommand) {
  const [at] = words;
  const last = assignments.at(-1);
  if (at === undefined || last === undefined || last.value.parts.length > 0) return undefined;
  if (!/^[0-9][0-9.:]*$/.test(literalText(at.parts) ?? "")) return undefined;
  return { message: "value" as const, name: last.name, span: { start: last.start, end: at.start }, at };
}

/** `export NAME = VALUE`, `export NAME =VALUE`, `export PORT= 8080` */
function blankInExport({ command: { words }, name: program }: ScriptCommand) {
  if (program !== "export" && program !== "readonly") return undefined;
  for (const [index, at] of words.entries()) {
    const [, name, sign] = /^([A-Za-z_]\w*)(=?)$/.exec(literalText(words[index - 1]?.parts ?? []) ?? "") ?? [];
    const [first] = at.parts;
    if (index < 2 || name === undefined || first?.kind !== "bare") continue;
    const start = words[index - 1].start;
    if (sign === "" && first.text.startsWith("=")) {
      const isApart = first.text === "=" && at.parts.length === 1;
      const end = isApart ? (words[index + 1]?.start ?? at.end) : at.start + 1;
      return { message: "apart" as const, name, span: { start, end }, at };
    }
    if (sign === "=" && /^[0-9/]/.test(first.text)) {
      return { message: "apart" as const, name, span: { start, end: at.start }, at };
    }
  }
  return undefined;
}

/** `$NAME=VALUE`, `export $NAME=VALUE` */
function dollarIn({ command: { words }, name: program }: ScriptCommand) {
  const isExport = program === "export" || program === "readonly";
  for (const word of isExport ? words.slice(1) : words.slice(0, 1)) {
    const [first, second] = word.parts;
    const isSlip = first?.kind === "parameter" && second?.kind === "bare" && second.text.startsWith("=");
    if (!isSlip || first.operator !== undefined || !/^[A-Za-z_]\w*$/.test(first.name)) continue;
    const span = { start: first.start, end: first.end };
    return { message: isExport ? ("exported" as const) : ("dollar" as const), name: first.name, span, at: word };
  }
  return undefined;
}
