/** Programs that people start from `.qmail` files. */
const OF_EZMLM =
  "archive check checksub clean cron dispatch gate get glconf idx import issubn limit list make manage mktab moderate " +
  "receipt reject request return rmtab send split store sub subreceipt tstdig unsub warn weed";

export const DELIVERY_PROGRAMS: readonly string[] = [
  ...OF_EZMLM.split(" ").map((name) => `ezmlm-${name}`),
  ..."autorespond bouncesaying condredirect deliverquota dot-forward fastforward forward maildrop preline procmail".split(
    " ",
  ),
  ..."qmail-inject qreceipt safecat spamassassin spamc vdelivermail".split(" "),
];

/** Whether a path leads into a folder of programs, whatever stands behind it. */
export function isProgramPath(path: string): boolean {
  return /^\/([^|]*\/)?(s?bin|libexec)\/[^/]/.test(path) && !/^\S*\/(Mailbox|mbox|Maildir\/?)$/i.test(path);
}

/** Those that do their work without an argument, and whose names no user has. */
const ALONE: ReadonlySet<string> = new Set(["procmail", "maildrop", "spamc", "vdelivermail", "dot-forward"]);

const KNOWN: ReadonlySet<string> = new Set(DELIVERY_PROGRAMS);

/** Whether a line that is taken for an address is a command: a program that is known, or options or paths behind a name. */
export function isCommand(line: string): boolean {
  const [, name, rest] = /^([a-z][\w-]*)(?:[ \t]+(\S.*))?$/s.exec(line) ?? [];
  if (name === undefined) return false;
  return rest === undefined ? ALONE.has(name) : KNOWN.has(name) || /^[-./]/.test(rest);
}
