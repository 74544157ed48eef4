/**
 * The programs that djblint can take the place of: the one list of their names, for `bin/djblint.cjs`, for the programs
 * themselves (`stand-ins/`) and for the help.
 */

export interface StandInInfo {
  /** What it does, for the help. */
  readonly does: string;
  /** What it tells with --explain, for the help. */
  readonly explains: string;
  /** As they are shown in the help. */
  readonly arguments: readonly string[];
  readonly examples: readonly string[];
}

export const STAND_IN_INFO = {
  "tinydns-data": {
    does: "data in the current folder becomes data.cdb",
    explains: "what djblint finds in data",
    arguments: [],
    examples: [
      "cd /etc/tinydns/root && djblint tinydns-data",
      "cd /etc/tinydns/root && djblint tinydns-data --explain",
    ],
  },
  "tinydns-get": {
    does: "what data.cdb in the current folder answers",
    explains: "which records are behind the answer, or why there is none",
    arguments: ["<type>", "<name>", "[ip]"],
    examples: ["djblint tinydns-get mx example.org", "djblint tinydns-get any example.org 192.0.2.1"],
  },
  tcprules: {
    does: "rules from standard input become a cdb",
    explains: "what djblint finds in the rules",
    arguments: ["<cdb>", "<tmp>"],
    examples: [
      "djblint tcprules tcp.smtp.cdb tcp.smtp.tmp < tcp.smtp",
      "djblint tcprules --explain tcp.smtp.cdb tcp.smtp.tmp < tcp.smtp",
    ],
  },
  tcprulescheck: {
    does: "what a cdb says about the client in TCPREMOTEIP, TCPREMOTEHOST and TCPREMOTEINFO",
    explains: "which rule decides, which do not and why, and what the variables do",
    arguments: ["<cdb>"],
    examples: [
      "TCPREMOTEIP=192.0.2.1 djblint tcprulescheck tcp.smtp.cdb",
      "TCPREMOTEIP=192.0.2.1 TCPREMOTEHOST=host.example.org djblint tcprulescheck tcp.smtp.cdb",
    ],
  },
  "qmail-newmrh": {
    does: "control/morercpthosts becomes control/morercpthosts.cdb, in /var/qmail or the folder in QMAIL_HOME",
    explains: "what djblint finds in morercpthosts",
    arguments: [],
    examples: ["djblint qmail-newmrh", "QMAIL_HOME=./qmail djblint qmail-newmrh"],
  },
  "qmail-newu": {
    does: "users/assign becomes users/cdb, in /var/qmail or the folder in QMAIL_HOME",
    explains: "what djblint finds in users/assign",
    arguments: [],
    examples: ["djblint qmail-newu", "QMAIL_HOME=./qmail djblint qmail-newu"],
  },
} as const satisfies Readonly<Record<string, StandInInfo>>;

export type StandInName = keyof typeof STAND_IN_INFO;
