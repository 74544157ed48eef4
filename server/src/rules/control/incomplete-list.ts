import type { InstructionLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { type ControlPlace, linesAround, namesBeside } from "../../model/control/control-source.js";
import { dotQmailNames, meantNames } from "../../model/control/dot-qmail.js";
import { parentOf } from "../../model/tree.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM853",
  name: "incomplete-list",
  language: "control",
  severity: "warning",
  category: "delivery instructions",
  since: "0.1",
  what: "A mailing list of ezmlm lacks the .qmail file for its commands, its bounces or its owner, or that, or a line of it, is for another list",
  why: "ezmlm-send sends with the sender LIST-return-...: bounces that nobody takes come back as double bounces, and dead subscribers are never removed",
  silent: "Where a .qmail file that ends in default takes the address, and where the other files were not looked into",
  sources: ["ezmlm(5)", "qmail specification Q5"],
  fixable: "none",
  messages: {
    missing: {
      text: "this list is not complete: no .qmail file is there for mail to {addresses}",
      help: "make the files as ezmlm-make does: {files}",
    },
    warn: {
      text: "ezmlm-warn works with the list in {found}, the other lines of this file with that in {other}",
      help: "name the same folder in both",
    },
    other: {
      text: "this sends to the subscribers in {found}, but {file} works with {other}",
      help: "name the folder of this list in both",
    },
  },
  example: {
    bad:
      "==> alias/.qmail-talk <==\n|ezmlm-reject\n|ezmlm-send /mail/talk\n" +
      "==> alias/.qmail-talk-default <==\n|ezmlm-manage /mail/talk\n",
    good:
      "==> alias/.qmail-talk <==\n|ezmlm-reject\n|ezmlm-send /mail/talk\n" +
      "==> alias/.qmail-talk-default <==\n|ezmlm-manage /mail/talk\n" +
      "==> alias/.qmail-talk-return-default <==\n|ezmlm-return /mail/talk\n" +
      "==> alias/.qmail-talk-owner <==\n&joe@example.org\n",
  },
  on: {
    lines: {
      instruction: (line, file, report) => {
        const warned = folderIn(line, "warn");
        const worked = warned === undefined ? undefined : otherFolderOf(warned, file);
        if (warned !== undefined && worked !== undefined && !isSentElsewhere(worked, warned, file)) {
          const params = { found: printable(warned), other: printable(worked) };
          report({ at: line.argument, message: "warn", params });
        }
        const list = /^\.qmail-(.+)$/.exec(file.name)?.[1];
        const folder = folderIn(line, "send");
        const beside = folder === undefined ? undefined : namesBeside(file);
        if (list === undefined || folder === undefined || !beside || /(^|-)default$/.test(list)) return;
        const names = meantNames(beside);
        const lacking = PARTS.filter(({ address, program }) => {
          const name = fileFor(list + address, names);
          // What ezmlm-manage gets beside commands it answers with a help text.
          if (name === undefined) return true;
          return program !== "manage" && !!folderOf(name, "manage", file) && !folderOf(name, "return", file);
        });
        if (lacking.length > 0) {
          const addresses = lacking.map(({ shown }) => printable(list.replaceAll(":", ".") + shown)).join(", ");
          const files = lacking.map((part) => printable(`.qmail-${list}${part.file}`)).join(", ");
          report({ at: line.argument, message: "missing", params: { addresses, files } });
        }
        for (const { address, program } of PARTS) {
          const name = fileFor(list + address, names);
          const other = name?.startsWith(`.qmail-${list}-`) ? folderOf(name, program, file) : undefined;
          if (name === undefined || other === undefined || !areOther(folder, other)) continue;
          const params = { found: printable(folder), file: printable(name), other: printable(other) };
          report({ at: line.argument, message: "other", params });
          return;
        }
      },
    },
  },
});

/** What the other programs of the file work with, if that is one folder, and another. */
function otherFolderOf(warned: string, file: ControlPlace): string | undefined {
  const folders = new Set(["send", "manage", "return"].flatMap((program) => folderOf(file.name, program, file) ?? []));
  const [other] = folders;
  return folders.size === 1 && areOther(warned, other) ? other : undefined;
}

/** Whether it is the line of ezmlm-send that is for another list: of that its own place tells. */
function isSentElsewhere(sent: string, warned: string, file: ControlPlace): boolean {
  if (folderOf(file.name, "send", file) !== sent) return false;
  const ofCommands = folderOf(`${file.name}-default`, "manage", file);
  return [ofCommands, folderOf(`${file.name}-return-default`, "return", file)].includes(warned);
}

/** Relative paths may mean the same. */
function areOther(folder: string, other: string): boolean {
  return folder !== other && folder.startsWith("/") && other.startsWith("/");
}

/** What ezmlm-make writes beside the file of the list. */
const PARTS = [
  { address: "-subscribe", shown: "-subscribe", file: "-default", program: "manage" },
  { address: "-return-1-joe=example.org", shown: "-return-...", file: "-return-default", program: "return" },
  { address: "-owner", shown: "-owner", file: "-owner", program: "" },
] as const;

/** The file that takes an address, by the names of what is there. */
function fileFor(extension: string, names: readonly string[]): string | undefined {
  return [...dotQmailNames("-", extension)].find((name) => names.includes(name));
}

/** The folder of the list that the first ezmlm program of a file works with. */
function folderOf(name: string, program: string, { path, around }: ControlPlace): string | undefined {
  const lines = linesAround({ path: `${parentOf(path)}/${name}`, around });
  for (const line of lines) {
    const folder = program !== "" && line.kind === "instruction" ? folderIn(line, program) : undefined;
    if (folder !== undefined) return folder;
  }
  return undefined;
}

function folderIn({ instruction, argument }: InstructionLine, program: string): string | undefined {
  if (instruction !== "program") return undefined;
  const words = new RegExp(`(?:^|[/ ])ezmlm-${program}((?: +-\\S+)*) +["']?([^\\s"'|;&$-][^\\s"'|;&$]*)`).exec(
    argument.text,
  );
  return words?.[2].replace(/\/$/, "");
}
