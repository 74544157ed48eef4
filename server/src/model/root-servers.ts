/** The servers of the root zone (named.root of InterNIC, 2024-12-18), and the addresses that they had before. */
export interface RootServer {
  readonly letter: string;
  readonly address: string;
}

/** An address that a root server gave up. */
export interface FormerAddress extends RootServer {
  /** Year of the change. */
  readonly until: number;
}

const ROOT_SERVERS: readonly RootServer[] = [
  { letter: "a", address: "198.41.0.4" },
  { letter: "b", address: "170.247.170.2" },
  { letter: "c", address: "192.33.4.12" },
  { letter: "d", address: "199.7.91.13" },
  { letter: "e", address: "192.203.230.10" },
  { letter: "f", address: "192.5.5.241" },
  { letter: "g", address: "192.112.36.4" },
  { letter: "h", address: "198.97.190.53" },
  { letter: "i", address: "192.36.148.17" },
  { letter: "j", address: "192.58.128.30" },
  { letter: "k", address: "193.0.14.129" },
  { letter: "l", address: "199.7.83.42" },
  { letter: "m", address: "202.12.27.33" },
];

const FORMER: readonly FormerAddress[] = [
  { letter: "b", address: "128.9.0.107", until: 2004 },
  { letter: "b", address: "192.228.79.201", until: 2017 },
  { letter: "b", address: "199.9.14.201", until: 2023 },
  { letter: "d", address: "128.8.10.90", until: 2013 },
  { letter: "h", address: "128.63.2.53", until: 2015 },
  { letter: "j", address: "198.41.0.10", until: 2002 },
  { letter: "l", address: "198.32.64.12", until: 2007 },
];

export function formerRootServer(address: string): FormerAddress | undefined {
  return FORMER.find((former) => former.address === address);
}

export function isRootServer(address: string): boolean {
  return ROOT_SERVERS.some((server) => server.address === address);
}

/** The address that a root server has now. */
export function rootServerAddress(letter: string): string {
  return ROOT_SERVERS.find((server) => server.letter === letter)!.address;
}
