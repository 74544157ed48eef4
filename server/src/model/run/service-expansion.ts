/** Words of a chain that the shell makes of variables, as far as folders of `envdir` in front of that shell tell. */
import type { RunScript } from "./run-script.js";
import type { Chain, Value } from "./service.js";
import { environmentOf } from "./service-environment.js";

/** What a program gets; undefined when only the shell knows. */
export function expandedText(value: Value, chain: Chain, script: RunScript): string | undefined {
  if (value.text !== undefined) return value.text;
  const name = /^"?\$(?:(\w+)|\{(\w+)\})"?$/.exec(script.text.slice(value));
  const shell = name ? chain.steps.findLastIndex((step) => isScriptWith(step, value)) : -1;
  if (!name || shell < 0) return undefined;
  const before = { ...chain, steps: chain.steps.slice(0, shell) };
  const variable = environmentOf(before, script).find((known) => known.name === (name[1] ?? name[2]));
  return variable?.file === undefined ? undefined : variable.value;
}

/** Whether the word stands in the script of a `sh -c`. */
function isScriptWith({ program, arguments: [script] }: Chain["steps"][number], { start, end }: Value): boolean {
  return program?.kind === "interpreter" && script !== undefined && script.start <= start && end <= script.end;
}
