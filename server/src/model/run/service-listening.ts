/** Where a service listens. Specification T1 to T4. */
import { addressNumber, notPublic } from "../address-block.js";
import { type Purpose, purposeOf } from "./program-purposes.js";
import type { RunScript } from "./run-script.js";
import { type Chain, lastStep, type Step } from "./service.js";
import type { Value } from "./service-arguments.js";
import { environmentOf, type Variable } from "./service-environment.js";
import { expandedText } from "./service-expansion.js";
import { portNumber, serverOf } from "./service-server.js";

export interface Listening {
  /** The program that listens. */
  readonly step: Step;
  /** As the command line of the server has it; a path, of servers on local sockets. */
  readonly host: Value | undefined;
  /** As the server gets it; undefined when only the shell knows. */
  readonly address: string | undefined;
  /** The address in the environment, of the servers of djbdns; several are separated by slashes. */
  readonly variable: Variable | undefined;
  /** The port as it is written. */
  readonly port: Value | undefined;
  /** Undefined when it is not known, and for local sockets. */
  readonly portNumber: number | undefined;
  /** The port is the usual one, and a configuration that is not read may say otherwise. */
  readonly isUsual: boolean;
  readonly transport: string;
  /** In a network of its own, apart from that of the host. */
  readonly isApart: boolean;
}

export function listeningOf(chain: Chain, script: RunScript): Listening | undefined {
  const server = serverOf(chain);
  if (server === undefined) return ownListening(chain, script);
  const { step, host, port } = server;
  if (host === undefined) return undefined;
  return {
    step,
    host,
    address: expandedText(host, chain, script),
    variable: undefined,
    port,
    portNumber: port && portNumber(expandedText(port, chain, script)),
    isUsual: false,
    transport: port === undefined ? "local" : step.name === "udpsvd" ? "UDP" : "TCP",
    isApart: isApart(chain),
  };
}

/** Dotted, or in the words of IPv6; 0.0.0.0 stands for all. None when they are not known. */
export function addressesOf(listening: Listening | undefined): readonly string[] {
  if (listening?.transport === "local") return [];
  const text = listening?.address ?? "";
  return text === "" ? [] : text.split("/").map((address) => (address === "0" ? "0.0.0.0" : address));
}

/** Whether no connection from the public internet comes to a service: none of its addresses is there. */
export function listensInside(listening: Listening | undefined): boolean {
  const addresses = addressesOf(listening);
  return addresses.length > 0 && addresses.every(isInside);
}

/** Whether only programs of the host itself reach it. */
export function listensOnLoopback(listening: Listening | undefined): boolean {
  const addresses = addressesOf(listening);
  return addresses.length > 0 && addresses.every((address) => /^(127\.|localhost$|::1$)/.test(address));
}

function isInside(address: string): boolean {
  if (address === "0.0.0.0") return false;
  const number = addressNumber(address);
  return number === undefined ? /^(localhost|::1)$/.test(address) : notPublic(number) !== undefined;
}

/** Daemons that listen themselves: those of djbdns on $IP, others as their configuration says. */
function ownListening(chain: Chain, script: RunScript): Listening | undefined {
  const step = lastStep(chain);
  const purpose = purposeOf(step);
  if (purpose?.port === undefined) return undefined;
  const own = ownPort(step, purpose);
  const isFixed = readsAddress(step);
  const variable = isFixed ? environmentOf(chain, script).find(({ name }) => name === "IP") : undefined;
  return {
    step,
    host: undefined,
    address: variable?.value,
    variable,
    port: undefined,
    portNumber: own ?? purpose.port,
    isUsual: own === undefined && !isFixed,
    transport: purpose.transport ?? "TCP",
    isApart: isApart(chain),
  };
}

/** `unshare -n`, `nsenter -n`, `ip netns exec NAME` */
function isApart({ steps }: Chain): boolean {
  return steps.some(({ options, operands }) => [...options, ...operands].some(({ spec }) => spec?.role === "network"));
}

/** Whether the program listens on the address in the variable IP. */
export function readsAddress({ program }: Step): boolean {
  return program?.readsEnvironment.includes("IP") ?? false;
}

/** The port that the command line names, with the option or joined to it. */
function ownPort({ arguments: args }: Step, { portOption }: Purpose): number | undefined {
  if (portOption === undefined) return undefined;
  const at = args.findIndex(({ head }) => head.startsWith(portOption));
  const text = at < 0 ? undefined : args[at].head.slice(portOption.length) || args.at(at + 1)?.text;
  return portNumber(text);
}
