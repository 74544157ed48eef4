import type { Shell } from "djblint-grammars/run/interpreter";
import type { Fault, Script } from "djblint-grammars/run/tree";
import { printable } from "djblint-grammars/text";
import { htmlEntities } from "../../model/run/html-entity.js";
import type { RunScript } from "../../model/run/run-script.js";
import { commandsWithin } from "../../model/run/service.js";
import { endingCommand, endsScript } from "../../model/run/service-end.js";
import { isReadBySh } from "../../model/run/shell-asked.js";
import { BASH_FORM_WORDS } from "../bash-form-words.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS101",
  name: "unparsable-script",
  language: "run",
  severity: "error",
  category: "shell",
  since: "0.1",
  what: "The shell cannot read the script",
  why: "sh runs the commands in front of the fault, says `Syntax error` and exits with 2; the service is started again each second",
  silent:
    "In the lines behind an exec or exit that is always reached, because sh never gets there; in scripts for bash, unless something is left open there, or closes nothing; for zsh and its kin, and for " +
    "scripts that ask for $BASH_VERSION; " +
    "and when CR LF line ends, signs of a web page (RS092) or a here-document without end (RS112) are the reason",
  sources: ["run script specification section 2", "dash 0.5.12, sh -n", "bash 5.2, bash -n"],
  fixable: "none",
  messages: {
    unexpected: {
      text: "{shell} stops with a syntax error: {found} cannot stand here",
      help: "check the quotes and the words in front of it: then, do, fi, done, esac",
    },
    mismatch: {
      text: "{shell} stops with a syntax error: {found} stands where {wanted} has to",
      help: "complete the command in front of it",
    },
    unclosed: {
      text: "{shell} stops with a syntax error: {found} is never closed with {wanted}",
      help: "write the missing {wanted}",
    },
    functionName: {
      text: "{shell} stops with a syntax error: {found} cannot be the name of a function",
      help: "use letters, digits and _, and no name of a special command such as exec",
    },
    loopVariable: {
      text: "{shell} stops with a syntax error: {found} cannot be the variable of a loop",
      help: "use letters, digits and _",
    },
    bash: {
      text: "sh stops here with a syntax error unless it is bash: {form}",
      help: "make #!/bin/bash the first line, or write it without {form}",
    },
  },
  example: {
    bad: "#!/bin/sh\nif [ -f down ]; then\n  sleep 1\nexec setuidgid dlog multilog t ./main\n",
    good: "#!/bin/sh\nif [ -f down ]; then\n  sleep 1\nfi\nexec setuidgid dlog multilog t ./main\n",
  },
  on: {
    script: (script, report) => {
      const { tree, service, text } = script;
      if (tree.shebang === undefined || script.carriageReturn !== undefined) return;
      const isPasted = htmlEntities(tree.list, text.bytes).length > 0;
      const faults = tree.faults.filter((fault) => !isSwallowed(fault, tree));
      const isBash = tree.shebang.program === "bash";
      const own = isReadBySh(tree) ? faults : isBash ? faults.filter(isForBash) : [];
      if (!endsBeforeFault(script) && !isPasted) reportFaults(own, isBash ? "bash" : "sh", text, report);
      for (const { faults, list, shell } of service.scripts) {
        if (!commandsWithin(service, list).some(endsScript)) reportFaults(faults, shell, text, report);
      }
    },
  },
});

/** Of bash, which knows more forms than are known here, only what is left open, or closes nothing. */
function isForBash({ kind, found, wanted }: Fault): boolean {
  if (kind !== "unexpected") return kind === "unclosed";
  return found !== "(" && (wanted !== undefined || CLOSING.has(found));
}

const CLOSING: ReadonlySet<string> = new Set(["then", "do", "else", "elif", "fi", "done", "esac", "}"]);

/** What closes a command may stand in a here-document behind it that no line ends. */
function isSwallowed({ kind, start }: Fault, { endlessDocuments }: Script): boolean {
  return kind === "unclosed" && endlessDocuments.some((document) => document.start > start);
}

function reportFaults(faults: readonly Fault[], shell: Shell, text: RunScript["text"], report: Report): void {
  for (const fault of faults) {
    if (isArithmeticFor(fault, text)) {
      report({ at: fault, message: "bash", params: { form: "for ((...))" } });
      continue;
    }
    const message = messageOf(fault);
    if (message === undefined) continue;
    const wanted = fault.wanted ?? "";
    const form = fault.form === undefined ? "" : BASH_FORM_WORDS[fault.form.kind];
    const at = fault.form ?? fault;
    report({ at, message, params: { shell, found: printable(fault.found), wanted, form } });
  }
}

/** `for ((i = 0; i < 3; i++))` */
function isArithmeticFor({ start, found }: Fault, text: RunScript["text"]): boolean {
  return found === "(" && /(^|[\s;])for[ \t]*\(\($/.test(text.slice({ start: Math.max(0, start - 8), end: start + 2 }));
}

/** Nesting that is too deep for djblint is none of the shell's business. */
function messageOf({ kind, wanted, form }: Fault): string | undefined {
  if (form !== undefined) return "bash";
  switch (kind) {
    case "unexpected":
      return wanted === undefined ? "unexpected" : "mismatch";
    case "unclosed":
      return "unclosed";
    case "bad-function-name":
      return "functionName";
    case "bad-loop-variable":
      return "loopVariable";
    default:
      return undefined;
  }
}

/** sh reads and runs line by line: what stands in a line behind that of an exec it never sees. */
function endsBeforeFault({ tree, service, text }: RunScript): boolean {
  const [fault] = tree.faults;
  const ending = endingCommand(service)?.command;
  if (fault === undefined || ending === undefined || ending.end > fault.start) return false;
  return text.positionAt(ending.end).line < text.positionAt(fault.start).line;
}
