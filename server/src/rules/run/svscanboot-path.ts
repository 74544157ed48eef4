import { printable, type Span } from "djblint-grammars/text";
import type { RunScript } from "../../model/run/run-script.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS085",
  name: "svscanboot-path",
  language: "run",
  severity: "warning",
  category: "start",
  since: "0.1",
  what: "svscanboot is started from a folder that is not in the PATH that it sets",
  why:
    "svscanboot sets a PATH of its own and looks there for svscan, svscan for supervise, and each run script for its " +
    "programs: what lies beside svscanboot is not found, and no service starts",
  silent:
    "For the folders of that PATH, and for /package and packaging systems that change svscanboot to fit their folders",
  sources: ["run script specification R85", "daemontools 0.76, svscanboot"],
  fixable: "none",
  messages: {
    outside: {
      text: "svscanboot sets PATH={path}: it does not find svscan and supervise in {folder}, unless that copy of it was edited",
      help: "link the programs into /command, or add {folder} to PATH in svscanboot",
    },
  },
  example: {
    bad: "SV:123456:respawn:/opt/daemontools/bin/svscanboot\n",
    good: "SV:123456:respawn:/command/svscanboot\n",
    file: "etc/inittab",
  },
  on: {
    inStarters: true,
    script: (script, report) => {
      for (const { program, at } of startsOf(script)) {
        const folder = /^(\/.*)\/svscanboot$/.exec(program)?.[1];
        if (folder === undefined || FOUND.has(folder) || OWN.test(folder)) continue;
        report({ at, message: "outside", params: { folder: printable(folder), path: [...FOUND].join(":") } });
      }
    },
  },
});

/** Programs that a script or an inittab starts, as they are written. */
function startsOf({ text, inittab, service }: RunScript): { program: string; at: Span }[] {
  if (inittab === undefined) {
    return service.chains.flatMap(({ steps }) => steps.map(({ word }) => ({ program: text.slice(word), at: word })));
  }
  return inittab.map(({ command, commandAt: { start } }) => {
    const [program] = command.split(/\s/);
    return { program, at: { start, end: start + program.length } };
  });
}

/** In the order of the script. */
const FOUND: ReadonlySet<string> = new Set(
  "/command:/usr/local/bin:/usr/local/sbin:/bin:/sbin:/usr/bin:/usr/sbin:/usr/X11R6/bin".split(":"),
);

/** Its folder is linked from /command; packages that put it elsewhere change the script. */
const OWN = /^\/(package|usr\/pkg|opt\/local|nix|gnu|run\/current-system)\//;
