/** The drop-in for tcprulescheck: same environment, output bytes, messages and exit codes. Specification sections 6 and 7. */
import { decodeLatin1, encodeLatin1 } from "djblint-grammars/text";
import { CdbReader } from "../compile/cdb.js";
import { type Client, keysAsked } from "../model/tcprules/access.js";
import { reasonOf } from "../node-host.js";
import { printCheck } from "../simulate/access-check.js";

export interface TcprulescheckIo {
  stdout(bytes: Uint8Array): void;
  stderr(text: string): void;
  /** A variable of the environment, one character for each byte. */
  variable(name: string): string | undefined;
  /** The bytes of a file; throws what Node throws. */
  read(path: string): Uint8Array;
}

const USAGE = "tcprulescheck: usage: tcprulescheck rules.cdb\n";
/** It reads the keys of the others as well, but for networks of ucspi-tcp6. */
const DIALECT = "ucspi-tcp";
const EXIT_USAGE = 100;
const EXIT_TROUBLE = 111;
const DAMAGED = "protocol error";
/** What mapping an empty file into memory ends in. */
const EMPTY = "invalid argument";

/** Arguments behind the first are ignored. The exit code is 0 for allow and deny. */
export function tcprulescheck([path]: readonly string[], io: TcprulescheckIo): number {
  if (path === undefined) {
    io.stderr(USAGE);
    return EXIT_USAGE;
  }
  const printed = check(path, io);
  if ("trouble" in printed) {
    io.stderr(`tcprulescheck: fatal: unable to read ${path}: ${printed.trouble}\n`);
    return EXIT_TROUBLE;
  }
  io.stdout(encodeLatin1(printed.text));
  return 0;
}

type Outcome = { readonly text: string } | { readonly trouble: string };

function check(path: string, io: TcprulescheckIo): Outcome {
  let bytes: Uint8Array;
  try {
    bytes = io.read(path);
  } catch (error) {
    // The real program crashes on a folder.
    return { trouble: reasonOf(error) };
  }
  if (bytes.length === 0) return { trouble: EMPTY };
  const cdb = new CdbReader(bytes);
  for (const key of keysAsked(clientOf(io), DIALECT)) {
    const data = cdb.find(encodeLatin1(key));
    if (data === "damaged") return { trouble: DAMAGED };
    if (data !== undefined) return { text: printCheck({ key, data: decodeLatin1(data) }, DIALECT) };
  }
  return { text: printCheck(undefined, DIALECT) };
}

function clientOf({ variable }: TcprulescheckIo): Client {
  const ip = variable("TCPREMOTEIP") ?? "0.0.0.0";
  return { ip, host: variable("TCPREMOTEHOST"), info: variable("TCPREMOTEINFO") };
}
