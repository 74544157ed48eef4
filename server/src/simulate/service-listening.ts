/** What listens where, and who may connect. Specification T1 to T4. */
import { cacheRootOf, clientNames } from "../model/run/cache-root.js";
import type { RunScript } from "../model/run/run-script.js";
import { type Chain, lastStep } from "../model/run/service.js";
import { rulesSource, serverRules } from "../model/run/service-access.js";
import { type Listening, listeningOf, readsAddress } from "../model/run/service-listening.js";
import { isUcspi, lastUse, portName, type Server, serverOf } from "../model/run/service-server.js";
import { writtenValue } from "../model/run/written-value.js";
import { clientWords } from "./client-words.js";
import type { ClientFacts, ListenFacts } from "./service-facts.js";
import { describeAddress } from "./step-words.js";

export function listenFacts(chain: Chain, script: RunScript): ListenFacts | undefined {
  const listening = listeningOf(chain, script);
  if (listening === undefined) return undefined;
  const { step, portNumber: number, port, isUsual, transport } = listening;
  const written = port && writtenValue(port, script.text);
  return {
    address: listenAddress(listening, script),
    port: number === undefined ? written : `${number}`,
    isUsual,
    service: number === undefined ? undefined : portName(number),
    transport,
    by: step.name,
  };
}

function listenAddress({ host, variable, step }: Listening, { text }: RunScript): string | undefined {
  if (host) return describeAddress(host, text);
  return variable?.value ?? (readsAddress(step) ? "the address in IP" : undefined);
}

/** Undefined when nothing accepts connections, or when the program's own configuration says who may. */
export function clientFacts(chain: Chain, script: RunScript): ClientFacts | undefined {
  if (lastStep(chain).name === "dnscache") return cacheClients(chain, script);
  const server = serverOf(chain);
  if (server === undefined) return undefined;
  const rules = server.rules && writtenValue(server.rules, script.text);
  if (rules === undefined) return { rules, source: undefined, says: [withoutRules(server)] };
  const found = serverRules(chain, script);
  const at = found && rulesSource(found, script);
  const source = at && script.around.analysis("tcprules", at.path);
  const missing = lastUse(server.step, "X") ? ["if the compiled file is missing, everybody may connect (-X)"] : [];
  if (source === undefined) {
    const why = isUcspi(server) ? "what these rules are made from is not among the files" : "rules of another format";
    return { rules, source: undefined, says: [why, ...missing] };
  }
  return { rules, source: source.path, says: [...clientWords(source), ...missing] };
}

function cacheClients(chain: Chain, script: RunScript): ClientFacts {
  const root = cacheRootOf(chain, script);
  const names = root === undefined ? undefined : clientNames(root, script);
  const rules = `${root ?? "$ROOT"}/ip`;
  if (names === undefined) return { rules, source: undefined, says: ["which files are there was not looked at"] };
  const says = names.length > 0 ? [`clients whose address is or begins with ${names.join(", ")}`] : ["nobody"];
  return { rules, source: undefined, says };
}

function withoutRules({ step }: Server): string {
  return step.optionsKnown
    ? `everybody: ${step.name} gets no access rules`
    : `not known: expansions may hold options of ${step.name}, and among them access rules`;
}
