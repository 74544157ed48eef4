import type { ControlLine } from "djblint-grammars/control/tree";
import { isForForwards, isWritableFile, troubleOfHome } from "../../model/control/dot-qmail.js";
import { parentOf, type Tree, type TreeEntry } from "../../model/tree.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM813",
  name: "list-with-file",
  language: "control",
  severity: "warning",
  category: "delivery instructions",
  since: "0.1",
  what: "A .qmail file delivers to a file or program although it is for forwarding only, or anybody may write it or its folder",
  why: "+list, or an execute bit, promises that the file only forwards: qmail-local then delivers nothing. It also refuses a file or a home that anybody may write, and a home that is sticky",
  silent: "About the mode where it is not known",
  sources: ["qmail specification Q1, Q6", "measured: dot-qmail-030 to -036"],
  fixable: "none",
  messages: {
    list: {
      text: "mail is not delivered but tried again and again: +list above says that this file only forwards",
      help: "remove +list, or this line",
    },
    executable: {
      text: "mail is not delivered but tried again and again: the file is executable, which says that it only forwards",
      help: "chmod a-x the file",
    },
    writable: {
      text: "mail is not delivered but tried again and again: anybody may write this file",
      help: "chmod o-w the file",
    },
    folder: {
      text: "mail for this home is not delivered but tried again and again: anybody may write the folder",
      help: "chmod o-w the folder",
    },
    sticky: {
      text: "mail for this home is not delivered but tried again and again: the folder is sticky, as while its files are edited",
      help: "chmod -t the folder",
    },
  },
  example: {
    file: "alias/.qmail-friends",
    bad: "+list\n&joe@example.org\n./Mailbox\n",
    good: "+list\n&joe@example.org\n",
  },
  on: {
    file: ({ shape, name, lines, path, around, text }, report) => {
      if (shape !== "instructions") return;
      const mode = name.startsWith(".qmail") ? around.entry(path)?.mode : undefined;
      const whole = { start: 0, end: text.lines.span(0).end };
      if (isWritableFile(mode)) return report({ at: whole, message: "writable" });
      const trouble = isFirstOfHome(path, around) ? troubleOfHome(around.entry(parentOf(path))?.mode) : undefined;
      if (trouble) return report({ at: whole, message: trouble === "writable" ? "folder" : trouble });
      const delivers = lines.find(isNoForward);
      if (!delivers) return;
      if (isForForwards(mode)) return report({ at: delivers.whole, message: "executable" });
      const list = lines.findIndex((line) => line.kind === "instruction" && line.instruction === "list");
      const below = list < 0 ? undefined : lines.slice(list).find(isNoForward);
      if (below) report({ at: below.whole, message: "list" });
    },
  },
});

/** One of them speaks for the folder. */
function isFirstOfHome(path: string, around: Tree): boolean {
  const folder = parentOf(path);
  const isFile = (entry: TreeEntry) => entry.kind === "file" && entry.path.startsWith(`${folder}/.qmail`);
  return around.children(folder)?.find(isFile)?.path === path;
}

function isNoForward(line: ControlLine): boolean {
  return line.kind === "instruction" && /^(mbox|maildir|program)$/.test(line.instruction);
}
