import type { Redirect } from "djblint-grammars/run/tree";
import { commandsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import { printable } from "djblint-grammars/text";
import { isOneEditAway } from "../../model/one-edit.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS137",
  name: "misspelt-device",
  language: "run",
  severity: "warning",
  category: "shell",
  since: "0.1",
  what: "A redirection goes to what is almost /dev/null, or almost one of /dev/stdin, /dev/stdout and /dev/stderr",
  why:
    "Where there is no such folder the shell cannot open the file and leaves the command out, as though it had failed; " +
    "else root makes a file in /dev that grows",
  silent: "For a path without the slash in front, behind cd",
  sources: ["measured: dash 0.5.12, bash 5.2"],
  fixable: "unsafe",
  messages: {
    slip: {
      text: "{found} looks like a slip for {meant}: the shell writes a file of that name, or cannot open it and does not run the command",
      help: "write {meant}",
    },
    write: { text: "Write {meant}" },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\nsv check dbus >/dv/null || exit 1\nexec webd\n",
    good: "#!/bin/sh\nexec 2>&1\nsv check dbus >/dev/null || exit 1\nexec webd\n",
  },
  on: {
    inStarters: true,
    script: ({ tree, service }, report) => {
      const commands = [tree, ...service.scripts].flatMap(({ list }) => commandsOf(list));
      for (const redirect of commands.flatMap((command) => (command.kind === "function" ? [] : command.redirects))) {
        const { target } = redirect;
        const path = pathOf(redirect);
        const meant = DEVICES.find((device) => path !== device && isOneEditAway(path, device));
        const mayBeThere = !path.startsWith("/") && service.moves.length > 0;
        if (meant === undefined || mayBeThere || DEVICES.includes(path)) continue;
        const params = { found: printable(path), meant };
        const edits = [{ span: { start: target.start, end: target.end }, newText: meant }];
        report({ at: target, message: "slip", params, fixes: [{ title: "write", params, safety: "unsafe", edits }] });
      }
    },
  },
});

const DEVICES: readonly string[] = ["/dev/null", "/dev/stdin", "/dev/stdout", "/dev/stderr"];

/** Where a redirection leads, several slashes being one; empty for here-documents and what the shell decides. */
function pathOf({ operator, target }: Redirect): string {
  return operator.startsWith("<<") ? "" : (literalText(target.parts) ?? "").replace(/\/\/+/g, "/");
}
