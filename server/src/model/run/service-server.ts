/** The server in a chain: where it listens, whom it lets in, what it runs. Specification T1 to T7. */
import type { Chain, OptionUse, Step, Value } from "./service.js";

export interface Server {
  readonly step: Step;
  /** The programs in front of it, first one first. */
  readonly before: readonly Step[];
  /** What it runs for each connection. */
  readonly behind: readonly Step[];
  readonly host: Value | undefined;
  readonly port: Value | undefined;
  /** Undefined when the port is not known, or a name that is not in the table below. */
  readonly portNumber: number | undefined;
  /** The compiled access rules. */
  readonly rules: Value | undefined;
}

/** Ports by their names in /etc/services, of the services that are run behind such servers. */
const PORTS: ReadonlyMap<string, number> = new Map([
  ["ftp", 21],
  ["ssh", 22],
  ["telnet", 23],
  ["smtp", 25],
  ["time", 37],
  ["domain", 53],
  ["finger", 79],
  ["http", 80],
  ["www", 80],
  ["pop3", 110],
  ["pop-3", 110],
  ["auth", 113],
  ["nntp", 119],
  ["imap", 143],
  ["imap2", 143],
  ["qmtp", 209],
  ["ldap", 389],
  ["https", 443],
  ["smtps", 465],
  ["submissions", 465],
  ["ssmtp", 465],
  ["submission", 587],
  ["qmqp", 628],
  ["ldaps", 636],
  ["rsync", 873],
  ["imaps", 993],
  ["pop3s", 995],
  ["cvspserver", 2401],
]);

/** Highest port; tcpserver keeps the low 16 bits of anything above it (T4). */
export const LAST_PORT = 65535;

/** The last server of a chain; undefined when there is none, or when it is not sure that what looks like one is one. */
export function serverOf({ steps }: Chain): Server | undefined {
  const index = steps.findLastIndex(({ program }) => program?.kind === "server");
  if (index < 0 || (index > 0 && !steps[index - 1].certain)) return undefined;
  const step = steps[index];
  const listens = step.effects.find((effect) => effect.kind === "listen");
  const rules = step.effects.findLast((effect) => effect.kind === "rules");
  return {
    step,
    before: steps.slice(0, index),
    behind: steps.slice(index + 1),
    host: listens?.address,
    port: listens?.port,
    portNumber: portNumber(listens?.port?.text),
    rules: rules?.value,
  };
}

/** The port that a word means. */
export function portNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^[0-9]+$/.test(text) ? Number(text) & LAST_PORT : PORTS.get(text);
}

/** The usual name of a port; undefined for those that no service of the table uses. */
export function portName(number: number): string | undefined {
  for (const [name, known] of PORTS) if (known === number) return name;
  return undefined;
}

/** Whether the server reads names and rules as tcpserver of ucspi-tcp and sslserver of ucspi-ssl do. */
export function isUcspi({ step }: Pick<Server, "step">): boolean {
  return step.program?.numericIds === true;
}

/** The last use of an option, which is the one that counts (C2). */
export function lastUse({ options }: Step, ...letters: readonly string[]): OptionUse | undefined {
  return options.findLast(({ letter }) => letters.includes(letter));
}

/** A path where the port should be, as behind `0:25`: tcpserver finds no port of that name, and never starts. */
export function hasPathAsPort(server: Server): boolean {
  const { host, port, step } = server;
  return isUcspi(server) && step.optionsKnown && host?.text !== undefined && `${port?.head}${port?.tail}`.includes("/");
}

/** A number where the host should be, and no port behind it. */
export function hasPortAsHost({ host, port, step }: Server): boolean {
  if (!step.optionsKnown || host?.text === undefined || port?.text === undefined) return false;
  return /^[1-9][0-9]{0,4}$/.test(host.text) && !/^[0-9]/.test(port.text) && port.text.length > 0;
}

/** `tcpserver smtp 0`: host and port the other way round. */
export function hasHostAsPort(server: Server): boolean {
  const isPort = (portNumber(server.host?.text) ?? 0) > 0;
  return (
    isUcspi(server) && server.step.optionsKnown && isPort && /^(0|\d+\.\d+\.\d+\.\d+)$/.test(server.port?.text ?? "")
  );
}
