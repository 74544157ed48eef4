/** What listens where, and who may connect. Specification T1 to T4. */
import { type Purpose, purposeOf } from "../model/program-purposes.js";
import type { RunScript } from "../model/run-script.js";
import { type Chain, lastStep, type Step } from "../model/service.js";
import { rulesSource, serverRules } from "../model/service-access.js";
import { folderOf } from "../model/service-folder.js";
import { isUcspi, lastUse, portName, portNumber, type Server, serverOf } from "../model/service-server.js";
import { writtenValue } from "../model/written-value.js";
import { clientWords } from "./client-words.js";
import { environmentFacts } from "./service-environment.js";
import type { ClientFacts, ListenFacts } from "./service-facts.js";
import { describeAddress } from "./step-words.js";

export function listenFacts(chain: Chain, script: RunScript): ListenFacts | undefined {
  const server = serverOf(chain);
  if (server?.host) {
    const number = portNumber(server.port?.text);
    const written = server.port && writtenValue(server.port, script.text);
    return {
      address: describeAddress(server.host, script.text),
      port: number === undefined ? written : `${number}`,
      isUsual: false,
      service: number === undefined ? undefined : portName(number),
      transport: server.port === undefined ? "local" : "TCP",
      by: server.step.name,
    };
  }
  return server === undefined ? ownListening(chain, script) : undefined;
}

/** Daemons that listen themselves: those of djbdns on $IP, others as their configuration says. */
function ownListening(chain: Chain, script: RunScript): ListenFacts | undefined {
  const step = lastStep(chain);
  const { name, program } = step;
  const purpose = purposeOf(step);
  if (purpose?.port === undefined) return undefined;
  const { transport = "TCP" } = purpose;
  const own = ownPort(step, purpose);
  const port = own ?? purpose.port;
  const isFixed = program?.readsEnvironment.includes("IP") ?? false;
  const address = isFixed
    ? environmentFacts(chain, script).find((variable) => variable.name === "IP")?.value
    : undefined;
  return {
    address: address ?? (isFixed ? "the address in IP" : undefined),
    port: `${port}`,
    isUsual: own === undefined && !isFixed,
    service: portName(port),
    transport,
    by: name,
  };
}

/** The port that the command line names, with the option or joined to it. */
function ownPort({ arguments: args }: Step, { portOption }: Purpose): number | undefined {
  if (portOption === undefined) return undefined;
  const at = args.findIndex(({ head }) => head.startsWith(portOption));
  const text = at < 0 ? undefined : args[at].head.slice(portOption.length) || args.at(at + 1)?.text;
  return portNumber(text);
}

/** Undefined when nothing accepts connections, or when the program's own configuration says who may. */
export function clientFacts(chain: Chain, script: RunScript): ClientFacts | undefined {
  if (lastStep(chain).name === "dnscache") return cacheClients(chain, script);
  const server = serverOf(chain);
  if (server === undefined) return undefined;
  const rules = server.rules && writtenValue(server.rules, script.text);
  if (rules === undefined) return { rules, source: undefined, says: [withoutRules(server)] };
  const found = serverRules(chain);
  const source = found && rulesSource(found, script);
  const missing = lastUse(server.step, "X") ? ["if the compiled file is missing, everybody may connect (-X)"] : [];
  if (source === undefined) {
    const why = isUcspi(server) ? "what these rules are made from is not among the files" : "rules of another format";
    return { rules, source: undefined, says: [why, ...missing] };
  }
  return { rules, source: source.path, says: [...clientWords(source), ...missing] };
}

/** dnscache answers clients for whom there is a file with the beginning of their address. */
function cacheClients(chain: Chain, script: RunScript): ClientFacts {
  const root = environmentFacts(chain, script).find(({ name }) => name === "ROOT")?.value;
  const rules = `${root ?? "$ROOT"}/ip`;
  const folder = root === undefined ? undefined : script.around.find(rules, folderOf(script));
  const files = folder && script.around.children(folder.path);
  if (files === undefined) return { rules, source: undefined, says: ["which files are there was not looked at"] };
  const names = files.map(({ path }) => path.slice(path.lastIndexOf("/") + 1)).filter((name) => !name.startsWith("."));
  const says = names.length > 0 ? [`clients whose address is or begins with ${names.join(", ")}`] : ["nobody"];
  return { rules, source: undefined, says };
}

function withoutRules({ step }: Server): string {
  return `everybody: ${step.name} gets no access rules`;
}
