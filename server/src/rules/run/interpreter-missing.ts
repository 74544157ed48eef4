import type { Shebang } from "djblint-grammars/run/interpreter";
import { printable } from "djblint-grammars/text";
import { isOneEditAway } from "../../model/one-edit.js";
import type { RunScript } from "../../model/run/run-script.js";
import { folderOf } from "../../model/run/service-folder.js";
import { parentOf } from "../../model/tree.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS005",
  name: "interpreter-missing",
  language: "run",
  severity: "warning",
  category: "start",
  since: "0.1",
  what: "The interpreter in the #! line is not there, looks misspelt, lacks the program that it is to start, or has the first command behind it",
  why: "The kernel looks for exactly that file: `file does not exist`, once a second, although the script itself is there",
  silent:
    "For templates such as #!@SH@, which are no script yet; for absolute paths outside of the tree that is looked at, unless they are one slip away from where every system has " +
    "sh, bash or env: nobody looks at the machine; and where the tree is a part of a host, with a /bin or /usr/bin that has " +
    "no sh or env",
  sources: ["run script specification X1, R05", "measured: dash 0.5.12, bash 5.2"],
  fixable: "unsafe",
  messages: {
    missing: {
      text: "there is no {interpreter}, so the script is never started: file does not exist",
      help: "write the path of a shell that is there: #!/bin/sh",
    },
    relative: {
      text: "the kernel looks for {interpreter} in the folder of the service, because the path does not begin with a slash",
      help: "write the full path: #!/bin/sh",
    },
    misspelt: {
      text: "{interpreter} looks like a slip for {meant}: the kernel starts exactly that program to read the script, or none: file does not exist",
      help: "write #!{meant}",
    },
    folder: {
      text: "{interpreter} is a folder and no program: the kernel refuses to start the script, permission denied",
      help: "write the path of the shell in one piece: #!/bin/sh",
      severity: "error",
    },
    together: {
      text: "Linux hands {argument} to env as one word: env looks for a program of that name, blank and all, and finds none",
      help: "write the shell itself: #!/bin/sh -e; or env -S",
    },
    words: {
      text: "{interpreter} gets {argument} as one word, and looks for a script of that name: cannot open, and nothing is run",
      help: "begin a new line behind {interpreter}",
      severity: "error",
    },
    joined: {
      text: "there is no {interpreter}: the first command stands in the same line, without a blank behind {meant}: file does not exist",
      help: "begin a new line behind {meant}",
      severity: "error",
    },
    alone: {
      text: "{interpreter} has no program to start but this script, so it starts itself again, without end",
      help: "write the interpreter behind it",
      severity: "error",
    },
    write: { text: "Write {meant}" },
  },
  example: {
    bad: "#!bin/sh\nexec 2>&1\nexec /usr/local/bin/webd\n",
    good: "#!/bin/sh\nexec 2>&1\nexec /usr/local/bin/webd\n",
  },
  on: {
    script: (script, report) => {
      const { shebang } = script.tree;
      if (shebang === undefined || shebang.interpreter === "" || shebang.carriageReturn !== undefined) return;
      if (PLACEHOLDER.test(shebang.interpreter)) return;
      reportArgument(shebang, report);
      reportPath(shebang, script, report);
    },
  },
});

/** The kernel hands over all that stands behind the interpreter as one argument. */
function reportArgument({ interpreter, interpreterSpan: at, argument, end }: Shebang, report: Report): void {
  if (argument === undefined) {
    if (/\/(env|with-contenv)$/.test(interpreter)) report({ at, message: "alone", params: { interpreter } });
    return;
  }
  if (/\/env$/.test(interpreter) && /^[^-=\s]\S*\s/.test(argument)) {
    report({ at: { start: at.start, end }, message: "together", params: { argument: printable(argument) } });
  }
  if (/\/(da|ba|k|z)?sh$/.test(interpreter) && /^[^-+\s]\S*\s+\S/.test(argument)) {
    const params = { interpreter: printable(interpreter), argument: printable(argument) };
    report({ at: { start: at.end, end }, message: "words", params });
  }
}

function reportPath(
  { interpreter, interpreterSpan: at, argument, end }: Shebang,
  script: RunScript,
  report: Report,
): void {
  const { around } = script;
  const folder = folderOf(script);
  if (/^\/+$/.test(interpreter) || FOLDERS.has(interpreter.replace(/\/+$/, ""))) {
    report({ at, message: "folder", params: { interpreter } });
  } else if (!interpreter.startsWith("/")) {
    if (!around.find(interpreter, folder)) report({ at, message: "relative", params: { interpreter } });
  } else if (around.isMissing(interpreter, folder)) {
    const usual = ON_EACH_HOST.get(parentOf(interpreter));
    if (usual === undefined || around.find(usual, folder)) report({ at, message: "missing", params: { interpreter } });
  } else if (!around.find(interpreter, folder)) {
    const joined = USUAL.find((each) => interpreter === `${each}exec`);
    if (joined !== undefined) {
      report({ at, message: "joined", params: { interpreter: printable(interpreter), meant: joined } });
      return;
    }
    const meant = meantBy(interpreter.replace(/\/(?:\.?\/)+/g, "/"));
    if (meant === undefined) return;
    const params = { interpreter: printable(interpreter), meant };
    // A blank in the middle of its name, as in /bin/s h.
    const isBroken = argument !== undefined && interpreter + argument === meant;
    const edits = [{ span: { start: at.start, end: isBroken ? end : at.end }, newText: meant }];
    report({ at, message: "misspelt", params, fixes: [{ title: "write", params, safety: "unsafe", edits }] });
  }
}

/** What is put in when the file is installed: `@SH@` of autoconf, `%%PREFIX%%` of ports, `{{ shell }}` and `__SH__` of others. */
const PLACEHOLDER = /@\w+@|%%\w+%%|\{\{|__\w+__|\$[({]/;

/** Where these are missing, the tree is a part of a host, such as the files of a package. */
const ON_EACH_HOST: ReadonlyMap<string, string> = new Map([
  ["/bin", "/bin/sh"],
  ["/usr/bin", "/usr/bin/env"],
]);

const USUAL = "/bin/sh /bin/bash /usr/bin/env /usr/bin/sh /usr/bin/bash /usr/local/bin/bash".split(" ");
const FOLDERS: ReadonlySet<string> = new Set("/bin /sbin /usr/bin /usr/sbin /usr/local/bin /usr/local/sbin".split(" "));
/** What else reads run scripts: of s6, in several folders. */
const OTHERS: readonly string[] = ["execlineb", "with-contenv"];

/** A path that somebody mistyped: a slip in the folder, `bin` left out, or one in the name. */
function meantBy(path: string): string | undefined {
  const [folder, name] = [parentOf(path), nameOf(path)];
  const usual = USUAL.find((each) => {
    const lacksBin = name === nameOf(each) && folder !== "" && `${folder}/bin` === parentOf(each);
    if (!FOLDERS.has(folder)) return lacksBin || isOneEditAway(path, each);
    return folder === parentOf(each) && isSlipOfShell(name, nameOf(each));
  });
  const other = OTHERS.find((each) => name !== each && !each.startsWith(name) && isOneEditAway(name, each));
  return usual ?? (other && `${folder}/${other}`);
}

/** bsh, ash and the like are shells; nobody calls one bahs, shh, Sh or s. */
function isSlipOfShell(name: string, usual: string): boolean {
  if (name === usual || !isOneEditAway(name, usual)) return false;
  return lettersOf(name) === lettersOf(usual) || name.toLowerCase() === usual || usual.startsWith(name);
}

function lettersOf(name: string): string {
  return [...new Set(name)].sort().join("");
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
