import type { AssignmentLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import type { ControlSource } from "../../model/control/control-source.js";
import { nearFolder } from "../../model/control/near-folder.js";
import { isOneLetterAway } from "../../model/one-edit.js";
import { parentOf } from "../../model/tree.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { virtualPrefixes } from "../../simulate/virtual-user-lack.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM862",
  name: "misspelt-assignment",
  language: "control",
  severity: "warning",
  category: "users",
  since: "0.1",
  what: "The address of an assignment is one letter away from its user, who has no line, or the two lines of an address have homes that are one letter apart",
  why: "Mail for the user goes to the account alias or comes back, and mail for the other home waits, when there is no such folder",
  silent:
    "For names of fewer than five letters, numbers, a plural s and names like domains, when virtualdomains leads to the user (QM330), and when the tree knows which home is there (QM825)",
  sources: ["qmail specification D10, U1", "qmail-users(5)"],
  fixable: "unsafe",
  messages: {
    address: {
      text: "mail for {address} goes to {user}, and no line is there for {meant}: is that meant?",
      help: "write {meant}; if {address} is another name of {user}, add a line for {meant}",
    },
    home: {
      text: "{found} is the home here, and {other} in line {line} for the same address: one of the two is a slip",
      help: "write the same home in both lines",
    },
    other: { text: "the other home" },
    write: { text: "Write {instead}" },
  },
  example: {
    file: "users/assign",
    bad: "=smiht:smith:1001:1001:/mail/smith:::\n+smith-:smith:1001:1001:/mail/smith:-::\n.\n",
    good: "=smith:smith:1001:1001:/mail/smith:::\n+smith-:smith:1001:1001:/mail/smith:-::\n.\n",
  },
  on: {
    file: (file, report) => {
      const lines = file.lines.filter((line) => line.kind === "assignment");
      const users = new Set(lines.map(({ user }) => foldCase(user.text)));
      const firsts = new Map<string, AssignmentLine>();
      for (const line of lines) {
        const name = nameOf(line);
        const first = firsts.get(name);
        if (!first) firsts.set(name, line);
        else if (areHomesApart(first, line, file)) {
          const params = { found: printable(line.home.text), other: printable(first.home.text), line: first.line + 1 };
          report({ at: line.home, message: "home", params, related: [{ span: first.home, message: "other" }] });
        }
      }
      const addresses = new Set(lines.map(({ sign, address }) => sign.text + foldCase(address.text)));
      for (const line of lines) {
        const { sign, address, user } = line;
        // Of the sign, and of signs in the address, other rules speak (QM823, QM830).
        if (!/^[=+]$/.test(sign.text) || /[^\w.-]/.test(address.text)) continue;
        const name = nameOf(line);
        const dash = address.text.slice(name.length);
        if (!isSlip(name, foldCase(user.text)) || addresses.has(sign.text + foldCase(user.text) + dash)) continue;
        if (users.has(name) || name.includes(".") || isLed(user.text, file)) continue;
        const all = sign.text === "+" ? "..." : "";
        const instead = printable(user.text + dash);
        const params = {
          address: printable(address.text) + all,
          user: printable(user.text),
          meant: instead + all,
          instead,
        };
        const edits = [{ span: address, newText: user.text + dash }];
        report({
          at: address,
          message: "address",
          params,
          fixes: [{ title: "write", params, safety: "unsafe", edits }],
        });
      }
    },
  },
});

/** What the address is of, without the dash of a wildcard. */
function nameOf({ address }: AssignmentLine): string {
  return foldCase(address.text.replace(/-$/, ""));
}

/** Of shorter names other letters make other names. */
const SHORTEST = 5;

function isSlip(written: string, meant: string): boolean {
  if (written === meant || meant.length < SHORTEST || written === `${meant}s` || meant === `${written}s`) return false;
  return isOneLetterAway(written, meant);
}

/** The two lines of one user, of which the tree does not know what is there. */
function areHomesApart(first: AssignmentLine, line: AssignmentLine, { path, around }: ControlSource): boolean {
  const isPair = first.sign.text !== line.sign.text && first.user.text === line.user.text;
  if (!isPair || !isSlip(first.home.text, line.home.text)) return false;
  const folder = parentOf(path);
  return ![first, line].some(({ home }) => {
    const isKnown = around.isMissing(home.text, folder) || nearFolder(home.text, folder, around) !== undefined;
    // Of what is no path another rule speaks (QM825).
    return isKnown || home.text[0] !== "/";
  });
}

function isLed(user: string, file: ControlSource): boolean {
  const mail = mailInstallationOf(file);
  return mail !== undefined && virtualPrefixes(mail.directory).has(`${foldCase(user)}-`);
}
