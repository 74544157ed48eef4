/**
 * Accounts that programs are run as by custom: those of the documents of djbdns (`tinydns-conf Gtinydns Gdnslog`) and
 * of qmail (INSTALL.ids), and those that distributions make when they install them.
 */

export interface UsualAccount {
  readonly account: string;
  /** What runs as it, by the last part of its path. */
  readonly program: string;
  /** Whose logs, where the program writes those. */
  readonly logsOf?: string;
}

export const USUAL_ACCOUNTS: readonly UsualAccount[] = [
  ...ofDns("tinydns"),
  ...ofDns("dnscache"),
  ...ofDns("axfrdns"),
  ...ofDns("rbldns"),
  ...ofDns("walldns"),
  { account: "dnslog", program: "multilog", logsOf: "djbdns" },
  { account: "Gdnslog", program: "multilog", logsOf: "djbdns" },
  { account: "qmaild", program: "qmail-smtpd" },
  { account: "qmaill", program: "multilog", logsOf: "qmail" },
];

function ofDns(program: string): UsualAccount[] {
  return [program, `G${program}`].map((account) => ({ account, program }));
}

/** Those of qmail that no service is run as by custom (INSTALL.ids). */
const OF_QMAIL = ["alias", "qmailp", "qmailq", "qmailr", "qmails"];

/** The names of all of them. */
export const USUAL_ACCOUNT_NAMES: ReadonlySet<string> = new Set([
  ...USUAL_ACCOUNTS.map(({ account }) => account),
  ...OF_QMAIL,
]);
