/** What a line of a control file does to mail, in words. */
import type { Shape } from "djblint-grammars/control/files";
import type {
  AssignmentLine,
  ControlLine,
  InstructionLine,
  MailnamesLine,
  NumberLine,
  PairLine,
  RouteLine,
  SubuserLine,
} from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { ownerOf } from "../model/control/accounts.js";
import { findKey, foldCase, type KeyedLine, keysOf, readNumber } from "../model/control/control.js";
import type { Listed } from "../model/control/control-directory.js";
import type { ControlSource } from "../model/control/control-source.js";
import { commandOf } from "../model/control/delivery-commands.js";
import { deliveryHelper } from "../model/control/delivery-helpers.js";
import { forwardOf } from "../model/control/delivery-text.js";
import { goesToNullDevice } from "../model/control/dot-qmail.js";
import { acceptanceOf } from "../model/control/mail-acceptance.js";
import { bareAddress, isHostName, leadingAddress } from "../model/control/mail-address.js";
import { completeAddress, readInjectControls } from "../model/control/mail-inject.js";
import { readSendControls, rewriteRecipient } from "../model/control/mail-rewrite.js";
import { type RelayPlace, type Route, routeByEntry, routeOf } from "../model/control/mail-route.js";
import { type QmailHome, qmailHomes, qmailHomesBeside } from "../model/control/qmail-home.js";
import { hostRootOf } from "../model/site/site-roots.js";
import { parentOf } from "../model/tree.js";
import { withoutFile } from "./control-file-words.js";

/** Sentences; none for lines that say nothing. */
export function describeControlLine(line: ControlLine, file: ControlSource): string[] {
  switch (line.kind) {
    case "comment":
      return ["A comment: no program looks at it."];
    case "unread":
      return ["Only the first line of this file is read: this one has no effect."];
    case "value":
      return [`The value is ${quoted(line.whole.text)}.`, ...describeValue(line.whole.text, file)];
    case "number":
      return describeNumber(line, file);
    case "entry":
      return file.shape === "users" ? [] : describeListed(line, line.whole.text, file);
    case "pair":
    case "route":
      return describeListed(line, line.key.text, file);
    case "instruction":
      return describeInstruction(line, file);
    case "assignment":
      return describeAssignment(line);
    case "mailnames":
      return [mailnamesWords(line)];
    case "subuser":
      return [subuserWords(line)];
    case "end":
      return ["Ends the file: qmail-newu wants this line, and reads nothing behind it."];
    case "fault":
      return [FAULTS[file.shape] ?? PAIR_FAULT];
    default:
      return [];
  }
}

const FAULTS: Partial<Record<Shape, string>> = {
  assignments: "qmail-newu stops here: bad format in users/assign; users/cdb stays as it was.",
  subusers: "A line with fewer than three colons is dropped without a word.",
};
const PAIR_FAULT = "A line without a colon is dropped without a word.";

/** As in the file, between quotes. */
function quoted(text: string): string {
  return text === "" ? "nothing" : `\`${printable(text)}\``;
}

function describeValue(text: string, file: ControlSource): string[] {
  const home = homeOf(file);
  switch (file.name) {
    case "me":
      return describeMe(`joe@${text}`, home);
    case "smtpgreeting":
      return [`Clients are greeted with ${quoted(`220 ${text} ESMTP`)}.`];
    case "helohost":
      return [`Other hosts are told ${quoted(`HELO ${text}`)}.`];
    case "idhost":
      return [`A Message-ID ends in ${quoted(`@${text}`)}.`];
    case "defaulthost":
      return describeInjected(["joe"], home);
    case "defaultdomain":
      return describeInjected(["joe", "joe@mail"], home);
    case "plusdomain":
      return describeInjected(["joe@mail+"], home);
    case "envnoathost":
      return [
        `The recipient ${quoted("joe")} becomes ${quoted(`joe@${text}`)}.`,
        ...fateOf(`joe@${text}`, home, ["accepted"]),
      ];
    case "localiphost":
      return [
        `The recipient ${quoted("joe@[address of this host]")} becomes ${quoted(`joe@${text}`)}.`,
        ...fateOf(`joe@${text}`, home, []),
      ];
    case "bouncefrom":
    case "bouncehost":
    case "doublebounceto":
    case "doublebouncehost":
      return describeBounces(file.name, home);
    default:
      return [];
  }
}

/** Specification section 6: what qmail-inject makes of addresses, with the files beside this one. */
function describeInjected(addresses: readonly string[], home: QmailHome | undefined): string[] {
  const controls = home && readInjectControls(home.directory, {});
  if (controls === undefined) return [];
  if ("kind" in controls) return [`qmail-inject cannot parse ${quoted(controls.text)}, and refuses every message.`];
  return addresses.map(
    (address) => `qmail-inject completes ${quoted(address)} to ${quoted(completeAddress(address, controls)!)}.`,
  );
}

/** M6: the name is local and accepted only where the other files say so. */
function describeMe(address: string, home: QmailHome | undefined): string[] {
  const fate = fateOf(address, home, []);
  return fate.length === 0 ? [] : [`What becomes of mail for ${quoted(address)}:`, ...fate];
}

/** B1, B2. */
function describeBounces(name: string, home: QmailHome | undefined): string[] {
  const controls = home && readSendControls(home.directory);
  if (controls === undefined) return [];
  const { bouncefrom, bouncehost, doublebounceto } = controls;
  if (name === "bouncefrom" || name === "bouncehost") {
    return [`Bounces come from ${quoted(`${bouncefrom}@${bouncehost}`)}, with an empty envelope sender.`];
  }
  return [
    `Bounces that cannot be delivered go to ${quoted(doublebounceto)}.`,
    ...fateOf(doublebounceto, home, ["accepted"]),
  ];
}

function describeNumber(line: NumberLine, { spec, lines }: ControlSource): string[] {
  const number = readNumber(lines);
  if (number === undefined)
    return [`There is no number at the beginning, so this counts: ${spec ? withoutFile(spec) : "the default"}.`];
  const unit = spec?.unit === undefined ? "" : ` ${spec.unit}`;
  const rest = line.rest.text.trim() === "" ? "" : `; ${quoted(line.rest.text)} behind it is not looked at`;
  const inWords = spec?.unit === "seconds" ? durationWords(number) : spec?.unit === "bytes" ? sizeWords(number) : "";
  const zero = number === 0 ? ZEROS[spec?.name ?? ""] : undefined;
  const usual = spec?.default === undefined ? [] : [`The default is ${spec.default}${unit}.`];
  return [`Read as ${number}${unit}${inWords}${rest}.`, ...(zero === undefined ? [] : [zero]), ...usual];
}

/** N1 to N4. */
const ZEROS: Readonly<Record<string, string>> = {
  concurrencylocal: "With 0, no local delivery is ever made.",
  concurrencyremote: "With 0, no remote delivery is ever made.",
  databytes: "With 0, there is no limit.",
  queuelifetime: "With 0, the first deferral is a bounce.",
  timeoutsmtpd: "0 is taken as 1.",
};

const DURATIONS: readonly (readonly [number, string])[] = [
  [86400, "day"],
  [3600, "hour"],
  [60, "minute"],
];

function durationWords(seconds: number): string {
  const [size, name] = DURATIONS.find(([unit]) => seconds >= unit) ?? [];
  if (size === undefined) return "";
  const number = Math.round((seconds / size) * 10) / 10;
  return ` (${seconds % size === 0 ? "" : "about "}${number} ${name}${number === 1 ? "" : "s"})`;
}

function sizeWords(bytes: number): string {
  return bytes < 10_000 ? "" : ` (about ${Math.round(bytes / 100_000) / 10} MB)`;
}

function describeListed(line: KeyedLine, key: string, file: ControlSource): string[] {
  const counting = findKey(keysOf(file.lines), key);
  if (counting !== undefined && counting.line !== line.line) {
    return [`No effect: line ${counting.line + 1} has the same key, and the last one counts.`];
  }
  const home = homeOf(file);
  switch (file.name) {
    case "rcpthosts":
    case "morercpthosts":
      return describeAccepted(key, file.name, home);
    case "locals":
      return describeLocal(key, home);
    case "virtualdomains":
      return describeVirtual(line as PairLine, home);
    case "smtproutes":
      return [...describeRoute(line as RouteLine, home), ...orderWords(key, file)];
    case "percenthack":
      return [`A recipient ${quoted(`joe%example.org@${key}`)} becomes ${quoted("joe@example.org")}.`];
    case "badmailfrom":
      return [describeBadSender(key)];
    case "qmqpservers":
      return [describeQmqpServer(key)];
    default:
      return [];
  }
}

function describeQmqpServer(text: string): string {
  const address = leadingAddress(text);
  if (address === undefined) return "qmail-qmqpc passes over this line: it does not begin with an IPv4 address.";
  return `qmail-qmqpc hands mail to ${bareAddress(address)}, port 628, or to the next address when this one cannot be reached.`;
}

function homeOf({ around, path }: ControlSource): QmailHome | undefined {
  return qmailHomes(around).find(({ control }) => control === parentOf(path));
}

/** Which names a key of rcpthosts, smtproutes or virtualdomains is for (A6). */
function coverage(key: string): string {
  if (!key.startsWith(".")) return `${quoted(key)}, and at no name below it`;
  return `every name that ends in ${quoted(key)}, at any depth, and not at ${quoted(key.slice(1))} itself`;
}

function describeAccepted(key: string, name: string, home: QmailHome | undefined): string[] {
  const by = name === "morercpthosts" ? "once qmail-newmrh has made morercpthosts.cdb, " : "";
  const first = `${by}mail for any address at ${coverage(key)}, is taken from anybody.`;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...fateOf(`joe@${hostUnder(key)}`, home, ["accepted"])];
}

/** A name that a key is for. */
function hostUnder(key: string): string {
  return key.startsWith(".") ? `mail${key}` : key;
}

function describeLocal(key: string, home: QmailHome | undefined): string[] {
  const only = key.startsWith(".") ? " There are no patterns here: this is a domain that begins with a dot." : "";
  return [
    `Mail for ${quoted(`joe@${key}`)} is delivered here, to the local address ${quoted("joe")}.${only}`,
    ...fateOf(`joe@${key}`, home, ["local"]),
  ];
}

function describeVirtual({ key, value }: PairLine, home: QmailHome | undefined): string[] {
  const whom = virtualWhom(key.text);
  const address = key.text.indexOf("@") > 0 ? key.text : `joe@${hostUnder(key.text) || "example.org"}`;
  if (value.text === "") return [`An exception: mail for ${whom} is no virtual mail, and goes on as remote.`];
  const local = `${value.text}-${address}`;
  return [
    `Mail for ${whom} is delivered here: ${quoted(address)} becomes the local address ${quoted(local.slice(0, local.lastIndexOf("@")))}.`,
    ...(home ? [ownerWords(local.slice(0, local.lastIndexOf("@")), home)] : []),
    ...fateOf(address, home, ["virtual"]),
  ];
}

function virtualWhom(key: string): string {
  if (key === "") return "every domain that nothing else names";
  return key.indexOf("@") > 0 ? `the one address ${quoted(key)}` : `any address at ${coverage(key)},`;
}

/** D10. */
function ownerWords(local: string, home: QmailHome): string {
  const assignment = home.assignment(local);
  if (assignment) return `users/assign gives it to the user ${quoted(assignment.user)}.`;
  const { user, byAlias, unless } = ownerOf(local, home);
  const names = unless.map(quoted).join(" or ");
  if (!byAlias) return `It belongs to the account ${quoted(user)}.`;
  return names === ""
    ? "No account has such a name: the user alias gets it."
    : `It belongs to the account ${names} if there is one, else to alias.`;
}

function describeRoute(line: RouteLine, home: QmailHome | undefined): string[] {
  const key = line.key.text;
  const route = routeByEntry(listed(line));
  const whom = key === "" ? "every domain that nothing else names" : `any address at ${coverage(key)},`;
  if (route.kind === "exchangers") return [`An exception: mail for ${whom} goes to its mail exchangers.`];
  const { relay, address, port } = route;
  const where =
    relay === ""
      ? ""
      : ` ${address === undefined ? `to the host ${quoted(relay)} (its address, not its mail exchanger)` : `to ${address}`}, port ${port}`;
  if (relay === "") return [`Mail for ${whom} bounces: there is a port, but no host.`];
  if (!canBe(route)) return [`Mail for ${whom} bounces: no host can be called ${quoted(relay)}.`];
  const never = port === 0 ? ["Port 0 can never be connected to: the mail waits and then bounces."] : [];
  const goes = isLocal(key, home) ? `would go${where}, if it were sent out` : `goes${where}`;
  return [
    `Mail for ${whom} ${goes}.`,
    ...never,
    ...(key === "" ? [] : fateOf(`joe@${hostUnder(key)}`, home, ["route"])),
  ];
}

/** Whether qmail-send delivers the mail for a domain here, so that it takes no route. */
function isLocal(domain: string, home: QmailHome | undefined): boolean {
  const controls = home && readSendControls(home.directory);
  return controls !== undefined && rewriteRecipient(controls, `joe@${domain}`)?.by.kind === "locals";
}

/** T1: many programs take the first line that fits. */
function orderWords(key: string, { lines }: ControlSource): string[] {
  const others = lines.some((line) => line.kind === "route" && line.key.text !== "");
  return key === "" && others ? ["Keys that name the domain come first, wherever they stand: the order is free."] : [];
}

function describeBadSender(key: string): string {
  const at = key.lastIndexOf("@");
  if (at > 0) return `Mail from the sender ${quoted(key)} is refused, for every recipient.`;
  if (at === 0) return `Mail from every sender at ${quoted(key.slice(1))}, and at no name below it, is refused.`;
  return "No sender is ever refused by this: entries are whole addresses, or @ and a domain.";
}

/** What this file leaves open of the way of a mail. */
type Known = "accepted" | "local" | "virtual" | "route";

function fateOf(address: string, home: QmailHome | undefined, known: readonly Known[]): string[] {
  if (home === undefined) return [];
  const { directory } = home;
  const says: string[] = [];
  if (!known.includes("accepted")) says.push(...acceptanceWords(address, home));
  const controls = readSendControls(directory);
  const delivery = controls && rewriteRecipient(controls, address);
  if (delivery === undefined) return says;
  const { by, channel } = delivery;
  if (by.kind === "locals" && !known.includes("local"))
    says.push(`Then qmail-send delivers it here: ${lineOf(by.entry)}.`);
  if (by.kind === "virtual" && !known.includes("virtual"))
    says.push(`Then it is virtual mail, for ${quoted(delivery.address)}: ${lineOf(by.entry)}.`);
  if (channel === "remote" && !known.includes("route")) {
    // D1: a name alone is completed.
    const completed = delivery.address === address ? "" : ` as ${quoted(delivery.address)},`;
    says.push(`Then it goes out${completed} ${routeWords(delivery.address, home)}.`);
  }
  return says;
}

function acceptanceWords(address: string, { directory }: QmailHome): string[] {
  const acceptance = acceptanceOf(directory, address);
  if (!acceptance.accepted) return ["From outside it is refused: no entry of rcpthosts is for it."];
  return acceptance.by === "entry" ? [`From outside it is taken: ${lineOf(acceptance.entry)}.`] : [];
}

function lineOf({ file, line }: { readonly file: string | undefined; readonly line: number | undefined }): string {
  if (file === undefined) return "by default";
  return line === undefined ? file : `${file} line ${line + 1}`;
}

function routeWords(address: string, { directory }: QmailHome): string {
  const route = routeOf(directory, foldCase(address.slice(address.lastIndexOf("@") + 1)));
  if (route.kind === "exchangers") return "to the mail exchangers of its domain";
  if (!canBe(route)) return `and bounces, as no host can be called ${quoted(route.relay)}: ${lineOf(route.entry)}`;
  return `to ${quoted(route.relay)}, port ${route.port}: ${lineOf(route.entry)}`;
}

/** Whether there can be a host behind what is written for the relay (T8). */
function canBe({ relay, address }: RelayPlace): boolean {
  return address !== undefined || isHostName(relay);
}

function describeInstruction(line: InstructionLine, file: ControlSource): string[] {
  const { instruction, argument } = line;
  const isForwardOnly = file.lines.some((other) => other.kind === "instruction" && other.instruction === "list");
  const blocked = isForwardOnly && instruction !== "forward" && instruction !== "list" && instruction !== "none";
  const note = blocked ? ["Behind +list only forwards are made: a file or a program defers the mail."] : [];
  const what = quoted(argument.text);
  switch (instruction) {
    case "maildir":
      return [`Stores the mail in the Maildir ${what}, which must exist.`, ...note];
    case "mbox":
      if (goesToNullDevice(line)) return ["Defers the mail: qmail-local cannot write to /dev/null on Linux.", ...note];
      return [`Appends the mail to the file ${what}, in mbox format.`, ...note];
    case "program":
      return [
        `Runs ${what} with /bin/sh -c, with the mail as its input: 0 is success, 99 success and the end, 111 try again, 100 bounce.`,
        ...describeHelper(line),
        ...note,
      ];
    case "forward":
      return [`Forwards the mail to ${what}.`, ...describeForward(line, file)];
    case "list":
      return ["From here on only forwards are made."];
    default:
      return ["Does nothing."];
  }
}

function describeHelper(line: InstructionLine): string[] {
  const helper = deliveryHelper(commandOf(line)?.name ?? "");
  return helper ? [`${quoted(helper.name)} ${helper.does}.`] : [];
}

/** What becomes of it; a forward is a mail of its own, which nobody has to accept. */
function describeForward(line: InstructionLine, { around, path }: ControlSource): string[] {
  const forward = forwardOf(line);
  if (!forward || forward.trouble) return [];
  const [home] = qmailHomesBeside(around, hostRootOf(around, path));
  return fateOf(forward.address.text, home, ["accepted"]);
}

function describeAssignment({ sign, address, user, uid, gid, home, dash, extension }: AssignmentLine): string[] {
  const isPrefix = sign.text === "+";
  const whom = isPrefix ? wildcardWhom(address.text) : `the local address ${quoted(address.text)}`;
  const file = quoted(`.qmail${dash.text}${extension.text}`);
  const where = isPrefix
    ? `where ${file}, with the rest of the address behind it, has the instructions`
    : `where ${file} has the instructions`;
  const root = /^[0-9]*[1-9]/.test(uid.text) ? [] : ["qmail-lspawn delivers nothing as root: this mail is deferred."];
  return [
    `Mail for ${whom} goes to the user ${quoted(user.text)} (uid ${quoted(uid.text)}, gid ${quoted(gid.text)}) in ${quoted(home.text)}, ${where}.`,
    ...root,
  ];
}

/** U6. */
function mailnamesWords({ user, names }: MailnamesLine): string {
  const addresses = names.filter(({ text }) => text !== "");
  const whom = quoted(user.text);
  if (addresses.length === 0) return `The user ${whom} has no address.`;
  const others = addresses.some(({ text }) => foldCase(text) === foldCase(user.text))
    ? ""
    : `; mail for ${whom} does not`;
  return `Mail for ${addresses.map(({ text }) => quoted(text)).join(", ")} goes to the user ${whom}${others}.`;
}

function subuserWords({ address, user, prefix }: SubuserLine): string {
  const file = quoted(`.qmail-${prefix.text}`);
  return `Mail for ${quoted(address.text)} goes to the user ${quoted(user.text)}, whose file ${file} has the instructions.`;
}

/** U3: the longest beginning counts. */
function wildcardWhom(begin: string): string {
  return begin === ""
    ? "every local address that no other line is for"
    : `every local address that begins with ${quoted(begin)}`;
}

/** Where the mail for an entry goes, in as few words as there can be; undefined for entries that do not say. */
export function routeInWords(line: ControlLine, file: ControlSource): string | undefined {
  if (line.kind === "route") {
    return isLocal(line.key.text, homeOf(file))
      ? "not used: the mail is local"
      : shortRoute(routeByEntry(listed(line)));
  }
  if (line.kind !== "entry" || (file.name !== "rcpthosts" && file.name !== "morercpthosts")) return undefined;
  const home = homeOf(file);
  const controls = home && readSendControls(home.directory);
  const address = `joe@${hostUnder(line.whole.text)}`;
  const delivery = controls && rewriteRecipient(controls, address);
  if (home === undefined || delivery === undefined) return undefined;
  if (delivery.by.kind === "locals") return "local";
  if (delivery.by.kind === "virtual") return delivery.address.slice(0, delivery.address.lastIndexOf("@"));
  return shortRoute(routeOf(home.directory, foldCase(address.slice(address.lastIndexOf("@") + 1))));
}

function listed(line: RouteLine): Listed {
  const key = line.key.text;
  return { key, value: line.whole.text.slice(key.length + 1), file: "smtproutes", line: line.line };
}

function shortRoute(route: Route): string {
  if (route.kind === "exchangers") return "its mail exchangers";
  return canBe(route) ? `${route.address ?? route.relay}, port ${route.port}` : "bounces";
}
