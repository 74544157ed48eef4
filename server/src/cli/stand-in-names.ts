/**
 * The programs that djblint can take the place of: the one list of their names, for `bin/djblint.cjs`, for the programs
 * themselves (`stand-ins.ts`) and for the help.
 */

export interface StandInInfo {
  /** What it does, for the help. */
  readonly does: string;
  /** As they are shown in the help. */
  readonly arguments: readonly string[];
}

export const STAND_IN_INFO = {
  "tinydns-data": { does: "data in the current folder becomes data.cdb", arguments: [] },
  "tinydns-get": { does: "what data.cdb in the current folder answers", arguments: ["<type>", "<name>", "[ip]"] },
  tcprules: { does: "rules from standard input become a cdb", arguments: ["<cdb>", "<tmp>"] },
  tcprulescheck: {
    does: "what a cdb says about the client in TCPREMOTEIP, TCPREMOTEHOST and TCPREMOTEINFO",
    arguments: ["<cdb>"],
  },
  "qmail-newmrh": {
    does: "control/morercpthosts becomes control/morercpthosts.cdb, in /var/qmail or the folder in QMAIL_HOME",
    arguments: [],
  },
  "qmail-newu": { does: "users/assign becomes users/cdb, in /var/qmail or the folder in QMAIL_HOME", arguments: [] },
} as const satisfies Readonly<Record<string, StandInInfo>>;

export type StandInName = keyof typeof STAND_IN_INFO;
