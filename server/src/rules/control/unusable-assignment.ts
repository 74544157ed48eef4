import type { AssignmentLine } from "djblint-grammars/control/tree";
import { printable, type Span } from "djblint-grammars/text";
import { type ControlPlace, linesAround } from "../../model/control/control-source.js";
import { nearFolder } from "../../model/control/near-folder.js";
import { isPlaceholder } from "../../model/control/placeholder.js";
import { parentOf } from "../../model/tree.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM825",
  name: "unusable-assignment",
  language: "control",
  severity: "error",
  category: "users",
  security: true,
  since: "0.1",
  what: "An assignment has uid 0, a uid or gid that is no number, or a home that does not begin with a slash, ends in a blank, or is a letter away from one that is there",
  why: "qmail-newu takes the line, but every delivery to the address fails: qmail-lspawn refuses root, and qmail-local wants an absolute home",
  sources: ["qmail specification U4", "measured: users-assign-020 to -022"],
  silent:
    "About homes that are not there, unless another folder beside them is there, with almost the same name, and no other user has that",
  fixable: "none",
  messages: {
    placeholder: {
      text: 'mail for {address} is not delivered: "{found}" is taken for uid 0, and looks like a placeholder that nobody has replaced',
      help: "write the number of the user here, and what the other placeholders of the line stand for",
    },
    root: {
      text: "mail for {address} is not delivered: qmail-lspawn does not work as uid 0",
      help: "give the mail to another user",
    },
    uid: {
      text: 'mail for {address} is not delivered: "{found}" is taken for uid 0, as which qmail-lspawn does not work',
      help: "write the number of the user, as id -u prints it",
    },
    gid: {
      text: '"{found}" is taken for gid 0, so that mail for {address} is delivered with the group of root',
      help: "write the number of the group, as id -g prints it",
    },
    digits: {
      text: '"{found}" is taken for {number}: only the digits in front are read',
      help: "write the number alone",
    },
    blank: {
      text: 'mail for {address} is not delivered: the blank is part of the home "{found}", and there is no such folder',
      help: "leave out the blank in front of the colon",
    },
    home: {
      text: 'mail for {address} is not delivered: the home "{found}" does not begin with a slash',
      help: "write the whole path of the home",
    },
    field: {
      text: 'mail for {address} is not delivered: "{found}" is taken for the home, since a field or colon too many stands in front of {path}',
      help: "write =ADDRESS:USER:UID:GID:HOME:DASH:EXT:",
    },
    slip: {
      text: "mail for {address} waits if there is no folder {found}: is {meant} meant?",
      help: "write {meant}",
      severity: "warning",
    },
  },
  example: {
    file: "users/assign",
    bad: "=joe:joe:joe:100:/home/joe:::\n.\n",
    good: "=joe:joe:507:100:/home/joe:::\n.\n",
  },
  on: {
    lines: {
      assignment: (line, file, report) => {
        const { uid, gid, home, dash } = line;
        const address = addressOf(line);
        if (isPlaceholder(uid.text)) {
          report({ at: uid, message: "placeholder", params: { address, found: printable(uid.text) } });
          return;
        }
        if (dash.text[0] === "/" && home.text[0] !== "/") {
          const params = { address, found: printable(home.text), path: printable(dash.text) };
          report({ at: shown(home), message: "field", params });
          return;
        }
        if (/^0+$/.test(uid.text)) report({ at: uid, message: "root", params: { address } });
        for (const [field, message] of [
          [uid, "uid"],
          [gid, "gid"],
        ] as const) {
          const number = /^\d*/.exec(field.text)![0];
          if (number === field.text && number !== "") continue;
          // Its slash belongs to the home, of which is told below.
          if (field === gid && home.text[0] !== "/" && field.text === `${number}/`) continue;
          const params = { address, number: number.slice(0, 20), found: printable(field.text) };
          report({ at: shown(field), message: number === "" ? message : "digits", params });
        }
        if (/^\/.*[ \t]$/.test(home.text))
          report({ at: home, message: "blank", params: { address, found: printable(home.text) } });
        const meant = homeMeant(line, file);
        // Of letters behind the colon another rule speaks (QM828).
        if (meant && !/\w/.test(dash.text)) {
          report({
            at: home,
            message: "slip",
            params: { address, found: printable(home.text), meant: printable(meant) },
          });
        }
        if (home.text[0] === "/") return;
        report({ at: shown(home), message: "home", params: { address, found: printable(home.text) } });
      },
    },
  },
});

/** A folder with almost the path of a home that is not there; undefined where nobody looked, and where others have it. */
function homeMeant({ home: { text: home }, user }: AssignmentLine, { path, around }: ControlPlace): string | undefined {
  if (!/^\/.*\/.*\w$/.test(home)) return undefined;
  const meant = nearFolder(home, parentOf(path), around);
  const isTaken = linesAround({ path, around }).some((other) => {
    return other.kind === "assignment" && other.home.text === meant && other.user.text !== user.text;
  });
  return isTaken ? undefined : meant;
}

/** The field, or the colon behind it when it is empty. */
function shown({ start, end }: Span): Span {
  return { start, end: Math.max(end, start + 1) };
}

function addressOf({ sign, address }: AssignmentLine): string {
  if (sign.text !== "+") return printable(address.text);
  return address.text === "" ? "all other users" : `${printable(address.text)}...`;
}
