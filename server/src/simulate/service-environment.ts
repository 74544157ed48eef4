/** What is told of the environment of a service, its limits and its directories. Specification X1, C6. */
import type { RunScript } from "../model/run/run-script.js";
import { type Chain, type Effect, lastStep, type Move, type Step } from "../model/run/service.js";
import { environmentOf, rootVariable } from "../model/run/service-environment.js";
import { folderOf } from "../model/run/service-folder.js";
import { type Limit, limitsOf, shellLimits } from "../model/run/service-limits.js";
import { ignoredSignals } from "../model/run/service-signals.js";
import { movesBefore } from "../model/run/service-way.js";
import { writtenValue } from "../model/run/written-value.js";
import type { DirectoryFacts, LimitFacts, SignalFacts, VariableFacts } from "./service-facts.js";

export function environmentFacts(chain: Chain, script: RunScript): VariableFacts[] {
  return environmentOf(chain, script).map(({ name, value, from }) => ({ name, value, from }));
}

export function limitFacts(chain: Chain, script: RunScript): LimitFacts[] {
  const ofShell = shellLimits(chain, script).map(({ letter, value }) => {
    const written = writtenValue(value, script.text);
    const [what, unit] = OF_SHELL[letter] ?? [`-${letter}`, ""];
    const facts = { what, value: `${written} ${/^[0-9]+$/.test(written) ? unit : ""}`.trim(), by: "ulimit" };
    return { start: value.start, facts };
  });
  const ofChain = limitsOf(chain, script).map(({ program, option, ...limit }) => {
    const value = `${limitValue(limit, script)} ${option.spec?.argument === "bytes" ? "bytes" : ""}`.trim();
    return {
      start: limit.value.start,
      facts: { what: option.spec?.meaning || `-${option.letter}`, value, by: program },
    };
  });
  const pairs = chain.steps.filter(({ optionsKnown }) => optionsKnown).flatMap((step) => pairFacts(step, script));
  return [...ofShell, ...ofChain, ...pairs].sort((a, b) => a.start - b.start).map(({ facts }) => facts);
}

/** Of prlimit. */
function pairFacts({ name, options }: Step, { text }: RunScript): { start: number; facts: LimitFacts }[] {
  return options.flatMap(({ spec, value }) => {
    if (spec?.role !== "limits" || value === undefined) return [];
    return { start: value.start, facts: { what: spec.meaning, value: writtenValue(value, text), by: name } };
  });
}

/** What the options of `ulimit` limit, and in which unit. How large a block is depends on the shell. */
const OF_SHELL: Readonly<Record<string, readonly [what: string, unit: string]>> = {
  c: ["core file", "blocks"],
  d: ["data segment", "kB"],
  f: ["file size", "blocks"],
  l: ["locked memory", "kB"],
  m: ["resident memory", "kB"],
  n: ["open files", ""],
  // Of dash; for bash it is the size of pipes, which nobody can set.
  p: ["processes of the uid", ""],
  s: ["stack", "kB"],
  t: ["CPU time", "seconds"],
  u: ["processes of the uid", ""],
  v: ["address space (RLIMIT_AS)", "kB"],
};

/** With what a variable in it stands for, where that is known. */
function limitValue({ value, text }: Pick<Limit, "value" | "text">, script: RunScript): string {
  const written = writtenValue(value, script.text);
  return value.text !== undefined || text === undefined ? written : `${written} = ${text}`;
}

export function signalFacts(chain: Chain, script: RunScript): SignalFacts[] {
  const byShell = [...ignoredSignals(script, chain).keys()].map((signal) => ({ signal, by: "trap" }));
  const isNohup = chain.steps.some(({ name }) => name === "nohup");
  return isNohup && !byShell.some(({ signal }) => signal === "HUP")
    ? [...byShell, { signal: "HUP", by: "nohup" }]
    : byShell;
}

export function directoryFacts(chain: Chain, script: RunScript): DirectoryFacts[] {
  const moves = movesBefore(chain, script.service);
  const root = rootOf(chain, script);
  const used = chain.steps.flatMap(({ word, effects }, index) => {
    const from = index === 0 ? 0 : chain.steps[index - 1].word.start;
    const between = moves.filter(({ command: { start } }) => start >= from && start < word.start);
    return [
      ...between.map((move) => moveFacts(move, script)),
      ...effects.flatMap((effect) => directoryOf(effect, script)),
    ];
  });
  return [
    ...(script.isStarter ? [] : [{ use: "starts in", path: folderOf(script) }]),
    ...used,
    ...(root === undefined ? [] : [{ use: "shuts itself into", path: root }]),
  ];
}

function moveFacts({ to, place, command }: Move, { text }: RunScript): DirectoryFacts {
  const path = to ? writtenValue(to, text) : command.words.length > 1 ? "$OLDPWD" : "$HOME";
  return { use: place.certain ? "goes to" : "may go to", path };
}

const USES = { environment: "variables from", root: "root of all paths", working: "goes to" } as const;

function directoryOf(effect: Effect, { text }: RunScript): DirectoryFacts[] {
  return effect.kind === "directory" ? [{ use: USES[effect.use], path: writtenValue(effect.value, text) }] : [];
}

/** The servers of djbdns shut themselves into ROOT, those of publicfile into the directory that they are given. */
function rootOf(chain: Chain, script: RunScript): string | undefined {
  const { program, arguments: args } = lastStep(chain);
  if (!program?.dropsRoot) return undefined;
  if (program.readsEnvironment.includes("ROOT")) return rootVariable(chain, script)?.value ?? "$ROOT";
  return args.length > 0 ? writtenValue(args[0], script.text) : undefined;
}
