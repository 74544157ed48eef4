/** What is told of the environment of a service, its limits and its directories. Specification X1, C6. */
import type { RunScript } from "../model/run/run-script.js";
import type { Chain, Effect } from "../model/run/service.js";
import type { Value } from "../model/run/service-arguments.js";
import { environmentOf, type Variable } from "../model/run/service-environment.js";
import { folderOf } from "../model/run/service-folder.js";
import { limitsOf } from "../model/run/service-limits.js";
import { writtenValue } from "../model/run/written-value.js";
import type { DirectoryFacts, LimitFacts, VariableFacts } from "./service-facts.js";

export function environmentFacts(chain: Chain, script: RunScript): VariableFacts[] {
  return environmentOf(chain, script).map(({ name, value, from }) => ({ name, value, from }));
}

export function limitFacts(chain: Chain, script: RunScript): LimitFacts[] {
  const environment = environmentOf(chain, script);
  return limitsOf(chain).map(({ value, option }) => ({
    what: option.spec?.meaning || `-${option.letter}`,
    value: `${limitValue(value, script, environment)} ${option.spec?.argument === "bytes" ? "bytes" : ""}`.trim(),
    by: chain.steps.find(({ options }) => options.includes(option))?.name ?? "",
  }));
}

/** `$DATALIMIT` of an environment that is known. */
function limitValue(value: Value, { text }: RunScript, environment: readonly Variable[]): string {
  const written = writtenValue(value, text);
  const name = /^\$\{?(\w+)\}?$/.exec(written)?.[1];
  const known = environment.find((variable) => variable.name === name)?.value;
  return known === undefined ? written : `${written} = ${known}`;
}

export function directoryFacts(chain: Chain, script: RunScript): DirectoryFacts[] {
  const moves = script.service.directories.filter(({ start }) => start < chain.command.start);
  const used = chain.steps.flatMap(({ effects }) => effects.flatMap((effect) => directoryOf(effect, script)));
  const root = rootOf(chain, script);
  return [
    ...(script.isStarter ? [] : [{ use: "starts in", path: folderOf(script) }]),
    ...moves.map((value) => ({ use: "goes to", path: writtenValue(value, script.text) })),
    ...used,
    ...(root === undefined ? [] : [{ use: "shuts itself into", path: root }]),
  ];
}

const USES = { environment: "variables from", root: "root of all paths", working: "goes to" } as const;

function directoryOf(effect: Effect, { text }: RunScript): DirectoryFacts[] {
  return effect.kind === "directory" ? [{ use: USES[effect.use], path: writtenValue(effect.value, text) }] : [];
}

/** The servers of djbdns shut themselves into ROOT, those of publicfile into the directory that they are given. */
function rootOf(chain: Chain, script: RunScript): string | undefined {
  const { program, arguments: args } = chain.steps[chain.steps.length - 1];
  if (!program?.dropsRoot) return undefined;
  if (program.readsEnvironment.includes("ROOT")) {
    return environmentOf(chain, script).find(({ name }) => name === "ROOT")?.value ?? "$ROOT";
  }
  return args.length > 0 ? writtenValue(args[0], script.text) : undefined;
}
