/** Variables that nothing sets: svscan hands down PATH and nothing else. */
import { misreadNames } from "./misread-assignment.js";
import type { RunScript } from "./run-script.js";
import type { Chain } from "./service.js";
import { readsVariables } from "./service-variables.js";

/** Whether a variable of the environment is set neither by the script nor by a file that it reads. */
export function isNeverSet(name: string, chain: Chain, script: RunScript): boolean {
  return !GIVEN.test(name) && isNotSetHere(name, chain, script);
}

/** The same, also of variables that the shell sets itself. */
export function isNotSetHere(name: string, { variables, place }: Chain, script: RunScript): boolean {
  if (script.isStarter || place.nested || variables.isSet(name) || !/^[A-Z_]+$/.test(name)) return false;
  // Where it was meant to be set another rule speaks (RS115).
  return !misreadNames(script.service).has(name) && !bringsVariables(script);
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

const GIVEN = /^(PATH|PWD|HOME|HOSTNAME|USER|LOGNAME|UID|EUID|IFS|OPTARG|OPTIND)$/;
