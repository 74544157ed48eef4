import { printable } from "djblint-grammars/text";
import type { ControlPlace } from "../../model/control/control-source.js";
import { isOneEditAway } from "../../model/one-edit.js";
import { parentOf } from "../../model/tree.js";
import { defineRule } from "../rule.js";
import { dottedMailbox } from "./mailbox-name.js";

export default defineRule({
  code: "QM840",
  name: "misspelt-mailbox",
  language: "control",
  severity: "warning",
  category: "delivery instructions",
  since: "0.1",
  what: "The name of a mailbox is one letter away from Maildir or Mailbox, or lacks the slash behind the dot",
  why:
    "qmail-local delivers to the path as it is written: to a maildir that is not there it cannot, and mail stays in the queue " +
    "until it comes back; an mbox file it makes, and nobody reads it",
  silent:
    "For a plural s and for digits, which make names of their own, and for small and capital letters; about .Maildir where the " +
    "home has one",
  sources: ["qmail specification Q1", "dot-qmail(5)"],
  fixable: "unsafe",
  messages: {
    maildir: {
      text: "{found} looks like a slip for {meant}: without a maildir of that name mail stays in the queue",
      help: "write {meant}",
    },
    mbox: {
      text: "{found} looks like a slip for {meant}: qmail-local makes a file of that name, which nobody reads",
      help: "write {meant}",
    },
    write: { text: "Write {meant}" },
  },
  example: {
    file: "alias/.qmail-root",
    bad: "./Maidlir/\n",
    good: "./Maildir/\n",
  },
  on: {
    lines: {
      instruction: ({ instruction, argument }, file, report) => {
        if (instruction !== "mbox" && instruction !== "maildir") return;
        const slip = slipIn(argument.text, file);
        if (!slip) return;
        const { name, usual } = slip;
        const start = argument.start + slip.at;
        const span = { start, end: start + name.length };
        const meant = usual.endsWith("Maildir") && instruction === "mbox" ? `${usual}/` : usual;
        const found = printable(name);
        const params = { found: name.includes(" ") ? `"${found}"` : found, meant };
        const edits = [{ span, newText: meant }];
        report({
          at: span,
          message: instruction,
          params,
          fixes: [{ title: "write", params, safety: "unsafe", edits }],
        });
      },
    },
  },
});

interface Slip {
  /** Where it stands in the path. */
  readonly at: number;
  readonly name: string;
  readonly usual: string;
}

function slipIn(text: string, file: ControlPlace): Slip | undefined {
  const dotted = dottedMailbox(text, file);
  if (dotted) return { at: 0, name: dotted, usual: dotted.replace(".", "./") };
  const [, folder = "", name = ""] = LAST_PART.exec(text) ?? [];
  const usual = USUAL.find((each) => isSlip(name.toLowerCase(), each.toLowerCase()));
  if (usual === undefined || file.around.find(name, parentOf(file.path))?.kind === "directory") return undefined;
  return { at: folder.length, name, usual };
}

/** A sign in the place of the slash at the end belongs to the slip, and so does a blank beside one. */
const LAST_PART = /^(.*\/)( ?[A-Za-z]+[^\w/]*)\/?$/;

const USUAL = ["Maildir", "Mailbox"];

function isSlip(name: string, usual: string): boolean {
  return name !== usual && name !== `${usual}s` && isOneEditAway(name, usual);
}
