/** Variables that nothing sets: svscan hands down PATH and nothing else. */
import { misreadNames } from "./misread-assignment.js";
import type { RunScript } from "./run-script.js";
import type { Chain, Value } from "./service.js";
import { parameterIn } from "./service-checks.js";
import { readsVariables } from "./service-variables.js";

/** Whether a variable of the environment is set neither by the script nor by a file that it reads. */
export function isNeverSet(name: string, chain: Chain, script: RunScript): boolean {
  return !isGiven(name) && isNotSetHere(name, chain, script);
}

/** The same, also of variables that the shell sets itself. */
export function isNotSetHere(name: string, { variables, place }: Chain, script: RunScript): boolean {
  if (script.isStarter || place.nested || variables.isSet(name) || !/^[A-Z_]+$/.test(name)) return false;
  // Where it was meant to be set another rule speaks (RS115).
  return !misreadNames(script.service).has(name) && !bringsVariables(script);
}

/** The variable between quotes that gives a number, as in `-u "$QUID"`, where nothing sets it. Without quotes it takes the next word (RS071). */
export function unsetNumber(value: Value, chain: Chain, script: RunScript): string | undefined {
  const { parameter, word } = (value.text === undefined && parameterIn(chain.command, value)) || {};
  const [part, ...rest] = word?.parts ?? [];
  if (parameter === undefined || part?.kind !== "double-quoted" || part.parts.length !== 1 || rest.length > 0)
    return undefined;
  return parameter.operator === undefined && isNeverSet(parameter.name, chain, script) ? parameter.name : undefined;
}

/** A script may read its variables from another file, or stop with set -u. */
export function bringsVariables({ tree: { shebang }, service }: RunScript): boolean {
  if (shebang === undefined || !/^\/(usr\/)?bin\/(da|ba)?sh$/.test(shebang.interpreter)) return true;
  if (readsVariables(service.names)) return true;
  if (!service.names.has("set")) return false;
  return service.commands.some(
    ({ name, arguments: args }) => name === "set" && args.some(({ text }) => /^-[a-z]*u/.test(text ?? "")),
  );
}

/** Whether the environment, or the shell itself, has a value for it. */
export function isGiven(name: string): boolean {
  return GIVEN.test(name);
}

const GIVEN = /^(PATH|PWD|HOME|HOSTNAME|USER|LOGNAME|UID|EUID|IFS|OPTARG|OPTIND)$/;
