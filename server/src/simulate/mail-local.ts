/** The local end of the way: whose the address is, and what the user's `.qmail` file says. */
import type { InstructionLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { type Owner, ownerOf } from "../model/control/accounts.js";
import { deliverLocally, dotQmailNames, type LocalDelivery, type LocalFailure } from "../model/control/dot-qmail.js";
import { localPartOf } from "../model/control/mail-address.js";
import type { Assignment } from "../model/control/user-assignments.js";
import type { MailJournal } from "./mail-journal.js";
import type { MailOutcome } from "./mail-result.js";

/** Puts a mail to another address into the queue, and tells how it ends. */
export type Forward = (address: string) => MailOutcome;

/** Who gets the mail, and where the instructions are. */
interface Mailbox {
  readonly home: string;
  readonly dash: string;
  readonly extension: string;
}

/** Where no script tells what qmail-start was given, some delivery is made; nothing is said of it. */
const UNKNOWN_DELIVERY = "./Mailbox";

export function endLocally(address: string, journal: MailJournal, forward: Forward): MailOutcome {
  const { home } = journal.site;
  const local = localPartOf(address);
  if (local === "") {
    // D10.
    journal.note("local", "nothing stands before the @: qmail-lspawn takes the mail for delivered, and nobody gets it");
    return "discarded";
  }
  const assignment = home.assignment(local);
  if (assignment) return endAssigned(local, assignment, journal, forward);
  const owner = ownerOf(local, home);
  return owner.unless.length > 0 && owner.byAlias && !aliasNames(owner, journal)
    ? endUnknown(owner, journal)
    : endOwned(local, owner, journal, forward);
}

function endAssigned(
  local: string,
  assignment: Assignment & { readonly path: string },
  journal: MailJournal,
  forward: Forward,
): MailOutcome {
  const { user, uid, home, dash, extension, path, line } = assignment;
  const rest = dash + extension === "" ? "" : `, with the rest "${printable(dash + extension)}"`;
  journal.note("local", `${shown(local)} belongs to the user ${printable(user)}, home ${printable(home)}${rest}`, {
    path,
    line,
  });
  // U4: text that is no number is 0.
  if (!/^[0-9]*[1-9]/.test(uid)) {
    journal.note("local", "deferred: qmail-lspawn delivers nothing as root", { path, line });
    return "deferred";
  }
  if (!home.startsWith("/")) {
    journal.note("local", "bounced: qmail-local refuses a home that does not begin with a slash", { path, line });
    return "bounced";
  }
  return endInMailbox({ home, dash, extension }, journal, forward);
}

function endOwned(local: string, owner: Owner, journal: MailJournal, forward: Forward): MailOutcome {
  const unless = owner.unless.length > 0 ? `, unless there is an account ${owner.unless.map(shown).join(" or ")}` : "";
  const whose = owner.byAlias ? "no account: the user alias gets it" : `the account ${printable(owner.user)}`;
  journal.note("local", `${shown(local)} belongs to ${whose}${unless}`);
  return endInMailbox(owner, journal, forward);
}

/** Whether alias has a file for this very address: then it is taken that no account has that name. */
function aliasNames({ home, dash, extension }: Owner, { site }: MailJournal): boolean {
  const folder = site.home.homeFolder(home);
  const [name] = dotQmailNames(dash, extension);
  return folder !== undefined && site.home.dotQmail(folder, name) !== undefined;
}

/** Accounts are not among the files. */
function endUnknown(owner: Owner, journal: MailJournal): MailOutcome {
  const { home } = journal.site;
  const assigned = home.hasAssignments ? "users/assign does not name it" : "there is no users/assign";
  const accounts = owner.unless.map(shown).join(", or else ");
  journal.note("local", `${assigned}: if there is an account ${accounts}, it gets the mail, as its .qmail files say`);
  noteDefault("without a .qmail file", journal);
  const folder = home.homeFolder(owner.home);
  const names = [...dotQmailNames(owner.dash, owner.extension)];
  const name = folder === undefined ? undefined : names.find((file) => home.dotQmail(folder, file));
  const without = "without such an account";
  if (folder === undefined) {
    journal.note("local", `${without} the user alias gets it, whose home is not among these files`);
  } else if (name === undefined) {
    const missing = `alias has no ${printable(names[0])} and no ${names[names.length - 1]}`;
    journal.note("local", `${without} it is returned: ${missing} (5.1.1)`, { path: folder });
  } else journal.note("local", `${without} the user alias gets it`, { path: `${folder}/${name}` });
  return "delivered-local";
}

function endInMailbox({ home, dash, extension }: Mailbox, journal: MailJournal, forward: Forward): MailOutcome {
  const { site } = journal;
  const folder = site.home.homeFolder(home);
  if (folder === undefined) {
    const names = [...new Set(dotQmailNames(dash, extension))].slice(0, 3).map((name) => printable(name));
    journal.note(
      "local",
      `${printable(home)} is not among these files: ${names.join(", then ")} there says what happens`,
    );
    return "delivered-local";
  }
  const delivery = deliverLocally({
    file: (name) => site.home.dotQmail(folder, name),
    homeMode: site.tree.entry(folder)?.mode,
    dash,
    extension,
    defaultDelivery: site.home.defaultDelivery?.text ?? UNKNOWN_DELIVERY,
  });
  return endDelivery(delivery, folder, journal, forward);
}

function endDelivery(delivery: LocalDelivery, folder: string, journal: MailJournal, forward: Forward): MailOutcome {
  const { file, instructions, byDefault, failure, failedLine } = delivery;
  const path = file === undefined ? folder : `${folder}/${file}`;
  if (byDefault) noteDefault(file === undefined ? "there is no .qmail file" : "the file is empty", journal, path);
  if (byDefault && !journal.site.home.defaultDelivery) return "delivered-local";
  const outcomes: MailOutcome[] = [];
  // Q8: forwards are made behind all others, so they are not where one of these fails.
  const followed = failure ? instructions.filter((each) => !isForward(each)) : instructions;
  for (const instruction of followed) {
    journal.note("local", describe(instruction), byDefault ? undefined : { path, line: instruction.line });
    outcomes.push(isForward(instruction) ? forward(instruction.argument.text) : "delivered-local");
  }
  if (failure) {
    const place = byDefault ? undefined : { path, line: failedLine };
    const note = followed.length < instructions.length ? "; nothing is sent on" : "";
    journal.note("local", describeFailure(failure) + note, place);
    return failure.temporary ? "deferred" : "bounced";
  }
  if (outcomes.length === 0) {
    journal.note("local", "the file has no instruction: the mail counts as delivered, and nobody gets it", { path });
    return "discarded";
  }
  if (!instructions.every(isForward)) return "delivered-local";
  return outcomes.every((outcome) => outcome === "looped") ? "looped" : "forwarded";
}

function isForward({ instruction }: InstructionLine): boolean {
  return instruction === "forward";
}

/** Q4. */
function noteDefault(why: string, journal: MailJournal, path?: string): void {
  const { home, tree } = journal.site;
  const given = home.defaultDelivery;
  if (path !== undefined) journal.note("local", `${why}: the default delivery is made`, { path });
  if (!given) {
    journal.note("local", "the default delivery is what qmail-start is told, which is not among these files");
    return;
  }
  const line = tree.text(given.path)?.lines.lineAt(given.offset);
  const says = `qmail-start makes ${printable(given.text)} the default delivery`;
  journal.note("local", path === undefined ? `${says} (${why})` : says, { path: given.path, line });
}

function describe({ instruction, argument }: InstructionLine): string {
  const text = printable(argument.text);
  switch (instruction) {
    case "maildir":
      return `goes into the maildir ${text}`;
    case "mbox":
      return `goes into the mbox file ${text}`;
    case "program":
      return `goes to the program ${text.trim()}`;
    default:
      return `is sent on to ${text}`;
  }
}

function describeFailure({ message, temporary }: LocalFailure): string {
  return `${temporary ? "deferred" : "bounced"}: ${message}`;
}

function shown(local: string): string {
  return local === "" ? "the empty address" : printable(local);
}
