/** A service in a few lines: what it runs, who it is, where it listens, who may connect, where its log goes. */
import type { RunScript } from "../model/run/run-script.js";
import type { Chain } from "../model/run/service.js";
import { explainService } from "./explain-service.js";
import { accountFacts } from "./service-account.js";
import { limitFacts } from "./service-environment.js";
import type { AccountFacts, LimitFacts, ListenFacts, ServiceFacts } from "./service-facts.js";

/** Each a label and what there is to say. */
export function serviceSummary(script: RunScript): [label: string, text: string][] {
  const facts = explainService(script);
  const { programs, account, listens, clients, asks, log, stdout, stderr, isDown } = facts;
  if (facts.interpreter !== undefined) return [["script", "no shell reads it, so its programs are not known"]];
  if (programs.length === 0) return [["programs", withoutPrograms(facts)]];
  return [
    ["programs", programs.map(({ name }) => name).join(" → ")],
    ...rowOf("user", account && describeAccount(account)),
    ...rowOf("limits", describeLimits(facts.limits)),
    ...rowOf("listens", listens && describeListening(listens)),
    ...rowOf(
      "clients",
      clients && [clients.rules === undefined ? [] : `by ${clients.rules}`, clients.says].flat().join("; "),
    ),
    ...rowOf("asks", asks?.says.join("; ")),
    ["log", [...log.says, stdout ?? [], stderr].flat().join("; ")],
    ...rowOf("down", isDown && "a file down keeps it from being started"),
  ];
}

/** What is said of a script that no program is known to stay of. */
export function withoutPrograms({ openEnd }: ServiceFacts): string {
  return openEnd === undefined
    ? "none that stays as the service"
    : `not known: only the shell knows what ${openEnd} is`;
}

/** How the last program of a command runs, also when it is not the one that the service ends up as. */
export function commandSummary(chain: Chain, script: RunScript): [label: string, text: string][] {
  return [
    ["user", describeAccount(accountFacts(chain, script))],
    ...rowOf("limits", describeLimits(limitFacts(chain, script))),
    ["shell", describeWait(chain)],
  ];
}

function describeAccount({ user, how }: AccountFacts): string {
  return `${user}; ${how}`;
}

function describeLimits(limits: readonly LimitFacts[]): string {
  return limits.map(({ what, value }) => `${what}: ${value}`).join("; ");
}

function describeWait({ steps, place, replacesShell }: Chain): string {
  const server = steps.slice(0, -1).find(({ program }) => program?.kind === "server");
  if (server) return `not for it: ${server.name} starts it for each connection`;
  if (replacesShell) return "gives it its place, and runs nothing behind it";
  if (place.background) return "does not wait for it";
  return place.piped ? "runs it beside the others of its pipeline" : "waits until it ends";
}

function rowOf(label: string, text: string | false | undefined): [string, string][] {
  return text ? [[label, text]] : [];
}

/** Where something listens, in one line. */
export function describeListening({ address, port, service, transport, by, isUsual }: ListenFacts): string {
  const named = `port ${port}${service === undefined ? "" : ` (${service})`}, ${transport}`;
  if (isUsual) return `${by} itself, where its configuration says; usually ${named}`;
  if (address === undefined) return `${by} itself, ${named}; the addresses are in its configuration`;
  return port === undefined ? `${address}, by ${by}` : `${address}, ${named}, by ${by}`;
}
