/** Scripts that end in a sleep without end, so that something else may go on beside them. */
import type { ScriptCommand, Service } from "./service.js";

export interface Sleep {
  readonly command: ScriptCommand;
  /** What sleeps: `sleep`, `tail`, `docker`. */
  readonly program: string;
  /** The commands of the script in front of it. */
  readonly before: readonly ScriptCommand[];
}

/** The sleep that a script never comes out of; undefined when there is none. */
export function endlessSleep({ commands }: Service): Sleep | undefined {
  const own = commands.filter(({ place }) => !place.inFunction && !place.nested);
  const loop = own.findLastIndex(({ name, place }) => !place.inLoop || !IDLE.has(name)) + 1;
  const nap = own.slice(loop).find(({ name }) => name === "sleep");
  if (nap && own.slice(loop).some(({ name }) => name !== "sleep")) {
    return { command: nap, program: nap.name, before: own.slice(0, loop) };
  }
  const last = own.at(-1);
  const program = last && endlessSleeper(last);
  return program ? { command: last, program, before: own.slice(0, -1) } : undefined;
}

/** What `while true; do sleep 60; done` and `while sleep 60; do :; done` are made of. */
const IDLE: ReadonlySet<string> = new Set(["true", ":", "sleep"]);

const FOLLOW = /^(-f|--follow)$/;

/** For ever, or for more than a day. */
const LONG = /^(inf(inity)?|\d{6,}|\d+d)$/;

/** `sleep infinity`, and `tail -f FILE` or `docker logs -f NAME`, which wait for lines that nobody reads. */
function endlessSleeper({ arguments: args, place }: ScriptCommand): string | undefined {
  const [program, ...words] = args.map(({ text }) => text ?? "").filter((word, index) => index > 0 || word !== "exec");
  const isEndless =
    (program === "tail" && words.some((word) => /^-[0-9]*[fF]/.test(word))) ||
    (/^(docker|podman)$/.test(program ?? "") && words[0] === "logs" && words.some((word) => FOLLOW.test(word))) ||
    (program === "sleep" && words.length === 1 && LONG.test(words[0]));
  return isEndless && !place.background && !place.piped ? program : undefined;
}
