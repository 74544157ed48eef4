import type { InstructionLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { type ControlPlace, linesAround } from "../../model/control/control-source.js";
import { deliveryFileOf } from "../../model/control/delivery-file.js";
import { localPartOf } from "../../model/control/mail-address.js";
import { isSameData } from "../../model/memo.js";
import type { FileSpan } from "../../model/tree.js";
import { type MailInstallation, mailInstallationOf, mailInstallations } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM812",
  name: "forward-to-itself",
  language: "control",
  severity: "error",
  category: "delivery",
  since: "0.1",
  what: "A .qmail file sends mail on to an address that it serves itself, or that leads back to it by other files",
  why:
    "qmail-local writes a Delivered-To line into what it sends on, and when the mail comes back with that line it is " +
    "returned to its sender (5.4.6)",
  silent:
    "When the address is not local here, when the tree does not tell whose it is, and where an account may get the mail " +
    "instead of .qmail-default of the user alias; about programs other than forward with $DEFAULT or its like in front of a domain",
  sources: ["qmail specification D3 to D10, Q5", "dot-qmail(5)"],
  fixable: "none",
  messages: {
    returns: {
      text: "mail for {address} is delivered by this very file: what is sent on comes back, and is returned as looping (5.4.6)",
      help: "write the address of another user or host, or ./Maildir/ to keep the mail here",
    },
    round: {
      text: "mail for {address} comes back to this file by way of {by}, and is returned as looping (5.4.6)",
      help: "let one of the files keep the mail, or send it to another user or host",
    },
    by: { text: "this sends it on" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> alias/.qmail-info <==\n&info@example.org\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> alias/.qmail-info <==\n&joe@example.org\n",
  },
  on: {
    lines: {
      instruction: (line, file, report) => {
        const mail = installationOf(file);
        const next = mail && fileBehind(line, mail);
        if (!mail || next === undefined) return;
        const address = printable(addressIn(line) ?? "");
        if (next === file.path) report({ at: line.argument, message: "returns", params: { address } });
        const way = next === file.path ? undefined : wayBack(next, file.path, mail);
        if (!way) return;
        const by = printable(way.map(({ file: path }) => path.slice(path.lastIndexOf("/") + 1)).join(", "));
        const related = way.map((place) => ({ ...place, message: "by" }));
        report({ at: line.argument, message: "round", params: { address, by }, related });
      },
    },
  },
});

/** Of `|forward "$DEFAULT"@DOMAIN` that of some user there. */
function addressIn({ instruction, argument: { text } }: InstructionLine): string | undefined {
  if (instruction === "forward") return /^[^\t-\r <>,"\\]+$/.test(text) ? text : undefined;
  const domain = instruction === "program" ? SAME_USER.exec(text)?.[1] : undefined;
  return domain && `...@${domain}`;
}

const SAME_USER = /^\s*(?:\/var\/qmail\/bin\/)?forward\s+"?\$\{?(?:DEFAULT|EXT\d?|LOCAL)\}?"?@"?([a-z0-9.-]+)"?\s*$/i;

/** The file that gets the mail for a forward, as far as that is known. */
function fileBehind(line: InstructionLine, mail: MailInstallation): string | undefined {
  const address = addressIn(line);
  if (address === undefined) return undefined;
  const delivery = address.startsWith("...@") ? mail.deliveryFor(address.slice(4)) : mail.delivery(address);
  return delivery?.channel === "local" ? deliveryFileOf(localPartOf(delivery.address), mail.home) : undefined;
}

/** More files than these in one chain hold lists, whose owners see for themselves. */
const LONGEST_WAY = 8;

/** From a file back to another, by the first way that is found. */
function wayBack(from: string, to: string, mail: MailInstallation, seen = new Set<string>()): FileSpan[] | undefined {
  seen.add(from);
  for (const { next, place } of forwardsIn(from, mail)) {
    if (next === to) return [place];
    if (seen.size === LONGEST_WAY) return undefined;
    const rest = seen.has(next) ? undefined : wayBack(next, to, mail, seen);
    if (rest) return [place, ...rest];
  }
  return undefined;
}

interface Forward {
  /** The file that gets the mail. */
  readonly next: string;
  readonly place: FileSpan;
}

/** Once for each file: thousands of lines may lead to one that has thousands. */
function forwardsIn(path: string, mail: MailInstallation): readonly Forward[] {
  const find = () =>
    linesAround({ path, around: mail.tree }).flatMap((line): Forward[] => {
      const next = line.kind === "instruction" ? fileBehind(line, mail) : undefined;
      return next === undefined ? [] : [{ next, place: { file: path, span: line.whole } }];
    });
  return mail.tree.onceFor(mail, `forwards in ${path}`, find, isSameData);
}

/** Homes of users lie anywhere: they belong to the one qmail of the tree. */
function installationOf(file: ControlPlace): MailInstallation | undefined {
  const all = mailInstallations(file.around);
  return mailInstallationOf(file) ?? (all.length === 1 ? all[0] : undefined);
}
