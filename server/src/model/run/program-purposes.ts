/**
 * What programs of run scripts are for, in a few words; where they listen when nobody else does it for them, and why
 * they are left as root. How they read their command line is in `chain-programs-table.ts` and `chain-programs-daemons.ts`.
 */
import type { Step } from "./service.js";

export interface Purpose {
  /** What it is, as the end of a sentence that begins with its name. */
  readonly is: string;
  /** The port on which it listens itself unless its own configuration says otherwise. */
  readonly port?: number;
  /** UDP, where it is not TCP alone. */
  readonly transport?: string;
  /** The option that sets another port. */
  readonly portOption?: string;
  /** What it does about root itself, or needs it for. */
  readonly root?: string;
  /** What each of its arguments is, as far as they have a place. */
  readonly arguments?: readonly string[];
  /** What its flags do, where it reads no options that the other tables have. */
  readonly flags?: Readonly<Record<string, string>>;
}

const BECOMES_USER = "it becomes the user who logs in";
const OWN_ACCOUNT = "it gives root up as its own configuration says";

const APACHE: Purpose = {
  is: "the Apache web server",
  port: 80,
  root: "only its workers run as User of its configuration",
  flags: {
    "-DFOREGROUND": "stays in the foreground",
    "-DNO_DETACH": "stays in the foreground",
    "-X": "one process, in the foreground, for debugging",
    "-f": "takes this configuration file",
    "-d": "takes this directory for relative paths",
  },
};

/** Of names that two packages use, that of the rarer one has the package in front. */
const PURPOSES: Readonly<Record<string, Purpose>> = {
  apache2: APACHE,
  axfrdns: { is: "the DNS server for zone transfers and other questions over TCP" },
  "busybox httpd": { is: "the web server of busybox", port: 80 },
  checkpassword: {
    is: "checks the password, becomes the user and starts what follows in the user's home",
    root: BECOMES_USER,
  },
  chpst: { is: "changes what its options say, and goes on" },
  clockadd: { is: "adds a correction to the system clock once" },
  clockspeed: { is: "keeps the system clock at its true speed", root: "it sets the clock" },
  cron: { is: "runs jobs at their times", root: "it runs each job as its owner" },
  crond: { is: "runs jobs at their times", root: "it runs each job as its owner" },
  dnscache: { is: "the DNS resolver with a cache", port: 53, transport: "UDP and TCP" },
  dovecot: { is: "the Dovecot server for IMAP and POP3", root: BECOMES_USER },
  envdir: { is: "takes variables from the files of a directory" },
  fghack: { is: "waits for a program that goes to the background; svc reaches only fghack" },
  fixcrio: { is: "puts a carriage return in front of bare line feeds" },
  httpd: APACHE,
  imapd: { is: "the IMAP server for one connection", root: BECOMES_USER },
  ipop3d: { is: "the POP3 server of UW imap for one connection", root: BECOMES_USER },
  multilog: { is: "writes a log into files that it changes and deletes itself" },
  mysqld: { is: "the MySQL server", port: 3306, root: OWN_ACCOUNT },
  named: { is: "the BIND name server", port: 53, transport: "UDP and TCP", root: OWN_ACCOUNT },
  nginx: { is: "the nginx web server", port: 80, root: "only its workers run as the user of its configuration" },
  ntpd: { is: "keeps the clock by NTP", port: 123, transport: "UDP", root: "it sets the clock" },
  "publicfile ftpd": {
    is: "the FTP server of publicfile, for reading only",
    arguments: ["the directory of the files, which becomes its root"],
  },
  "publicfile httpd": {
    is: "the web server of publicfile, for reading only",
    arguments: ["the directory of the files, one folder for each name of a host; it becomes its root"],
  },
  pickdns: { is: "the load-balancing DNS server", port: 53, transport: "UDP" },
  "qmail-pop3d": { is: "the POP3 server for one Maildir", arguments: ["the Maildir, in the home of the user"] },
  "qmail-popup": { is: "asks for name and password of POP3 and hands them to the next program", root: BECOMES_USER },
  "qmail-qmqpd": { is: "takes mail by QMQP, to any domain" },
  "qmail-qmtpd": { is: "takes mail by QMTP" },
  "qmail-smtpd": { is: "takes mail by SMTP" },
  "qmail-start": {
    is: "starts qmail's delivery: qmail-send, qmail-lspawn, qmail-rspawn and qmail-clean",
    root: "qmail-lspawn stays root, to deliver as the users; the others get accounts of their own",
    arguments: ["delivery instructions of users who have no .qmail file", "the logger that it starts"],
  },
  rblsmtpd: { is: "refuses mail of listed clients, and starts what follows for all others" },
  rbldns: { is: "the DNS server for lists of addresses", port: 53, transport: "UDP" },
  readproctitle: { is: "shows the last messages in the list of processes" },
  recordio: { is: "copies the whole conversation into the log" },
  "s6-log": { is: "writes a log into files that it changes and deletes itself" },
  sntpclock: { is: "asks a time server by NTP how wrong the clock is" },
  splogger: { is: "hands its input to syslog" },
  sshd: {
    is: "the OpenSSH server",
    port: 22,
    portOption: "-p",
    root: BECOMES_USER,
    flags: {
      "-D": "stays in the foreground",
      "-e": "writes its messages to standard error in the place of syslog",
      "-i": "serves the one connection on its input and output",
      "-f": "takes this configuration file",
      "-p": "listens on this port",
      "-q": "writes no messages",
    },
  },
  svlogd: { is: "writes a log into files that it changes and deletes itself" },
  svscan: { is: "starts supervise for every service of a directory" },
  svscanboot: { is: "starts svscan with an empty environment, and readproctitle for its messages" },
  taiclock: { is: "asks a TAI time server how wrong the clock is" },
  taiclockd: { is: "tells other hosts the time", port: 4014, transport: "UDP" },
  tai64n: { is: "puts a TAI64N time stamp in front of each line" },
  tcprules: { is: "compiles access rules" },
  tinydns: { is: "the DNS server for the zones in data.cdb", port: 53, transport: "UDP" },
  vsftpd: {
    is: "the vsftpd FTP server",
    port: 21,
    root: "it needs root for logins and gives up what it can",
    arguments: ["its configuration file"],
    flags: { "-obackground=NO": "stays in the foreground", "-olisten=YES": "listens itself" },
  },
  walldns: { is: "the DNS server that hides names behind made-up ones", port: 53, transport: "UDP" },
};

/** By the last part of its path, and the package where that is known. */
export function purposeOf({ name, program, inBusybox }: Step): Purpose | undefined {
  const origin = inBusybox ? "busybox" : program?.package;
  const key = [`${origin} ${name}`, name].find((candidate) => Object.hasOwn(PURPOSES, candidate));
  return key === undefined ? undefined : PURPOSES[key];
}
