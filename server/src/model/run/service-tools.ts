/** Commands of the shell and tools of the system that do their work and end: no service is one of them. */
import { literalText } from "djblint-grammars/run/words";
import { programNamed } from "./chain-programs.js";
import { lastStep, type ScriptCommand, type Service } from "./service.js";

/** The name of the program that a command ends up as; undefined for tools, functions and what the shell decides. */
export function programStarted(command: ScriptCommand, service: Service): string | undefined {
  const { name, chain } = command;
  const kind = programNamed(name)?.kind;
  // `ip netns exec NAME PROGRAM`
  const startsOther = (chain?.steps.length ?? 0) > 1;
  if (name === "" || (TOOLS.has(name) && !startsOther) || command.command.words.length === 0) return undefined;
  if (kind !== undefined && kind !== "chain" && kind !== "interpreter" && kind !== "wrapper") return undefined;
  const program = (chain && lastStep(chain).name) || name;
  const isNoProgram = TOOLS.has(program) || service.functions.has(name) || mayBeFunctionOfFile(command, service);
  return isNoProgram ? undefined : program;
}

/** A name such as `start_web` behind `. FILE`: programs have hyphens in their names, functions cannot. */
function mayBeFunctionOfFile({ name, command }: ScriptCommand, { commands, names }: Service): boolean {
  const isBareName = /^[a-z]+(_[a-z0-9]+)+$/i.test(literalText(command.words[0].parts) ?? "");
  const readsFile = ({ name: earlier }: ScriptCommand) => earlier === "." || earlier === "source";
  return (
    isBareName &&
    (names.has(".") || names.has("source")) &&
    programNamed(name) === undefined &&
    commands.some((each) => readsFile(each) && each.command.start < command.start)
  );
}

/** Whether a command has done its work at once: an assignment, or a tool that waits for nothing and keeps to the shell. */
export function endsAtOnce({ name, command, place }: ScriptCommand): boolean {
  return !place.inLoop && (command.words.length === 0 || (TOOLS.has(name) && !WAITING.has(name)));
}

const WAITING: ReadonlySet<string> = new Set(
  (
    ". break builtin cat command continue dd eval exec fg ifconfig ntpdate read return rsync service set sleep source " +
    "suspend systemctl tail tee trap wait wget xargs"
  ).split(" "),
);

/** Whether it is a command of the shell or a tool of the system. */
export function isTool(name: string): boolean {
  return TOOLS.has(name);
}

const TOOLS: ReadonlySet<string> = new Set(
  (
    ". : [ alias awk bg break builtin cat cd chgrp chmod chown clear command continue cp cut date dd declare df dirs disown du " +
    "echo enable env eval exec export false fg find getent getopts git grep groupadd hash head help hostname hwclock id ifconfig " +
    "install ip iptables jobs kill killall let ln local logger ls mail mapfile mkdir mkfifo mknod modprobe mount mv nft ntpdate " +
    "pgrep pidof pkill popd printf ps pushd pwd rc-service read readarray readonly return rm rmdir route rsync sed service set " +
    "shift shopt sleep sort source stty suspend swapon sync sysctl systemctl tail tar tee test times touch tr trap true type " +
    "typeset tzset udevadm ulimit umask umount unalias uname unset useradd utmpset wait wc wget who xargs"
  ).split(" "),
);
