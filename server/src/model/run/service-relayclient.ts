/** What gives RELAYCLIENT to qmail-smtpd, whoever connects: qmail-smtpd relays for those who have it. Specification C6. */
import { RELAYCLIENT } from "../tcprules/variable-effects.js";
import type { RunScript } from "./run-script.js";
import type { Chain, Step } from "./service.js";
import { environmentAt, exportsOf, type Variable } from "./service-environment.js";
import { onceForService } from "./service-once.js";

/** As the program of a step of the chain gets it from the script; undefined when it does not. */
export function relayclientFor(program: Step, chain: Chain, script: RunScript): Variable | undefined {
  const environment = environmentAt(program, chain, script, relayclientExports(script.service));
  return environment.find(({ name }) => name === RELAYCLIENT);
}

/** Once for a script: it may start thousands of servers. */
const relayclientExports = onceForService((service) => exportsOf(service).filter(({ name }) => name === RELAYCLIENT));
