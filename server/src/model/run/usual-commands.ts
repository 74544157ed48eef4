/**
 * Commands of the shell and tools of the system in front of the program that a run script starts: what they do, and what
 * that means for a service, whose script runs again at each start. Programs of chains are in `chain-programs-table.ts`.
 * Sources: POSIX sh and utilities; tried with dash 0.5.12, bash 5.2, coreutils 9.1.
 */
export interface UsualCommand {
  /** The end of a sentence that begins with its name. */
  readonly does: string;
  /** What it means in a run script, in whole sentences. */
  readonly inService: string;
}

const EACH_START = "It runs at each start of the service, also after a crash.";

const AS_ROOT =
  "Needs root for files of others, so it stands in front of setuidgid. In a folder that the account may write to, " +
  "the account can put a link in the place of the file, and root follows it.";

const PRINTS = "What it prints goes into the log, once for each start, where the service has a log.";

const BY_NAME =
  "It finds processes by name, those of other services and of users too. supervise knows the process of its service: " +
  "svc and svstat ask supervise.";

const HOST = "It changes the whole host, not this service only, and runs at each start of the service.";

const USUAL: Readonly<Record<string, UsualCommand>> = {
  ".": {
    does: "reads the commands of a file as if they stood here",
    inService:
      "Whoever may write to the file decides what this script does as root. Where the file is missing, sh ends here with " +
      "exit code 2 and is started again each second; bash goes on.",
  },
  "[": {
    does: "tests files, texts and numbers, and prints nothing",
    inService: "Only what stands behind it, as && or || or in if, does something about the outcome.",
  },
  cat: {
    does: "copies files, or its standard input, to standard output",
    inService: "As the program of a log service it writes one file that grows without end.",
  },
  cd: {
    does: "changes the working directory of the shell and of all that it starts",
    inService:
      "supervise starts the script in the folder of the service; behind cd, ./env and other relative paths mean another " +
      "folder. When there is no such folder the script goes on where it is, unless || exit 1 follows.",
  },
  chgrp: { does: "gives files to a group", inService: `${EACH_START} ${AS_ROOT}` },
  chmod: { does: "sets who may read, write and execute files", inService: `${EACH_START} ${AS_ROOT}` },
  chown: { does: "gives files to an account", inService: `${EACH_START} ${AS_ROOT}` },
  cp: { does: "copies files", inService: `${EACH_START} What stands in the place of the copy is written over.` },
  echo: { does: "prints its words", inService: PRINTS },
  eval: {
    does: "reads its words as commands, a second time",
    inService:
      "What is in the variables among them becomes a part of the commands, with all that the shell reads in it.",
  },
  exit: {
    does: "ends the script",
    inService:
      "supervise starts it again, at most a second later, whatever the code. sleep in front of it makes that less often; " +
      "svc -d . there keeps it down. In ( ... ) it ends the brackets only.",
  },
  export: {
    does: "puts variables into the environment of all that the script starts from here on",
    inService: "Without it a variable is the shell's own. env - further on takes it away again.",
  },
  getent: {
    does: "looks up accounts, groups and hosts",
    inService: "It prints nothing when it finds nothing: test the variable that takes what it prints.",
  },
  grep: {
    does: "prints the lines that match, and succeeds when there is one",
    inService: "It prints nothing when it finds nothing: test the variable that takes what it prints.",
  },
  head: {
    does: "prints the first lines of a file",
    inService: "It prints nothing of an empty file: test the variable that takes what it prints.",
  },
  hostname: {
    does: "prints the name of the host, or sets it",
    inService: "With a name behind it, it changes that of the host.",
  },
  id: {
    does: "prints the numbers of an account",
    inService:
      "Of an account that does not exist it prints nothing to standard output: test the variable that takes the number. " +
      "envuidgid in front of the server does without it.",
  },
  ifconfig: { does: "sets up network interfaces", inService: HOST },
  install: { does: "makes folders and copies files, with owner and mode", inService: `${EACH_START} ${AS_ROOT}` },
  ip: { does: "sets up addresses, routes and network interfaces", inService: HOST },
  iptables: {
    does: "sets up the packet filter",
    inService: `${HOST} A rule that is added at each start is there several times.`,
  },
  kill: {
    does: "sends a signal to processes by their numbers",
    inService:
      "A number from a file may be that of another process by now. For a service, svc asks supervise, which knows its process.",
  },
  killall: { does: "sends a signal to all processes of a name", inService: BY_NAME },
  ln: {
    does: "makes a link",
    inService: `${EACH_START} It fails when the link is there already, unless -f says to replace it; where that link leads to a folder, the new one is made inside, unless -n is there too.`,
  },
  local: { does: "makes variables of a function its own", inService: "Outside of functions sh refuses it." },
  logger: {
    does: "hands its words, or its standard input, to syslog",
    inService: "Without words it stays and reads lines: as the program of a log service it needs exec in front.",
  },
  mkdir: {
    does: "makes folders",
    inService: `${EACH_START} With -p it says nothing when the folder is there already. The folder belongs to root, until chown gives it to the account of the service.`,
  },
  mkfifo: { does: "makes a named pipe", inService: `${EACH_START} It fails when there is something of that name.` },
  modprobe: { does: "loads a module of the kernel", inService: HOST },
  mount: { does: "mounts a file system", inService: HOST },
  mv: { does: "renames and moves files", inService: `${EACH_START} What stands in the new place is replaced.` },
  pgrep: { does: "prints the numbers of processes by name", inService: BY_NAME },
  pidof: { does: "prints the numbers of processes by name", inService: BY_NAME },
  pkill: { does: "sends a signal to processes by name", inService: BY_NAME },
  printf: { does: "prints its words in a form", inService: PRINTS },
  read: {
    does: "takes a line of standard input into variables",
    inService: "svscanboot starts all services with /dev/null as standard input: there is nothing to read there.",
  },
  readonly: {
    does: "keeps variables from being changed",
    inService: "An assignment to one of them ends a script of sh.",
  },
  rm: {
    does: "removes files",
    inService: `${EACH_START} What the run before left, such as a socket or a file with a process id, is gone then. With -r and an empty variable in the path it may remove something else.`,
  },
  sed: {
    does: "prints lines, changed by its commands",
    inService: "With -i it changes the file itself, again at each start.",
  },
  set: {
    does: "switches options of the shell, or sets $1, $2 and so on",
    inService:
      "-e ends the script at the first command that fails, -u at a variable that is not set, -x prints each command to standard error, passwords too.",
  },
  sleep: {
    does: "waits",
    inService:
      "In front of exit it keeps supervise from starting the script again each second. While it waits, svc -d ends the " +
      "shell at once; the sleep goes on by itself and does no harm.",
  },
  source: {
    does: "is what bash calls the command `.`",
    inService: "sh does not know it: source: not found, and the script goes on without the file.",
  },
  sysctl: { does: "sets parameters of the kernel", inService: HOST },
  tail: {
    does: "prints the last lines of a file",
    inService: "With -f it never ends: as the last command it keeps a script up that does nothing else.",
  },
  tee: {
    does: "copies its standard input into files and to standard output",
    inService:
      "Its files grow without end; in a pipeline, exec in front of the other end replaces a copy of the shell only.",
  },
  test: {
    does: "tests files, texts and numbers, and prints nothing",
    inService: "Only what stands behind it, as && or || or in if, does something about the outcome.",
  },
  touch: {
    does: "makes an empty file, or sets the time of a file to now",
    inService: `${EACH_START} A new file belongs to root.`,
  },
  trap: {
    does: "says what the shell does when a signal comes, or when it ends",
    inService:
      "exec puts the program in the place of the shell: what a trap would run is lost, and only a signal that is ignored " +
      "('') stays ignored. While the shell waits for a command in front of it, a trap runs when that command has ended.",
  },
  ulimit: {
    does: "sets limits of the shell, which all that it starts gets too, by exec as well",
    inService:
      "Raising a limit above the hard one needs root, so it stands in front of setuidgid. sh takes one limit a command. softlimit sets soft limits only.",
  },
  umask: {
    does: "says which rights new files do not get",
    inService:
      "The program that exec starts gets it too, unless it sets its own: with 022 all may read what it writes, with 027 the group, with 077 the owner only.",
  },
  unset: {
    does: "takes variables away, from the environment too",
    inService: "What was exported under that name is not handed on.",
  },
  useradd: { does: "makes an account", inService: `${EACH_START} It fails when the account is there already.` },
  wait: {
    does: "waits for the programs in the background",
    inService:
      "supervise knows the waiting shell: svc -d ends it and leaves the programs running, unless a trap hands the signal on.",
  },
};

/** By its name without a folder. */
export function usualCommand(name: string): UsualCommand | undefined {
  return Object.hasOwn(USUAL, name) ? USUAL[name] : undefined;
}
