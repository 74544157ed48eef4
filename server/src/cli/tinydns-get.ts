/** The drop-in for tinydns-get: same arguments, output bytes, messages and exit codes. Specification G1 to G7. */
import type { Dialect } from "djblint-grammars/tinydns/fields";
import { CdbReader } from "../compile/cdb.js";
import { ScannedAddress, scanAddress } from "../model/tinydns/scalars.js";
import { AnswerEngine } from "../simulate/answer.js";
import { printPacket } from "../simulate/print-packet.js";
import { parseName, parseType, type Question } from "../simulate/question.js";
import { DjbRandom } from "../simulate/random.js";
import { printName } from "../simulate/wire-name.js";

export interface TinydnsGetIo {
  /** All that is written is ASCII. */
  stdout(text: string): void;
  stderr(text: string): void;
  /** The bytes of `data.cdb`; undefined when it cannot be read. */
  readCdb(): Uint8Array | undefined;
  /** Seconds since 1970. */
  readonly now: number;
  /** `debian` when not given: the one that was measured. */
  readonly dialect?: Dialect;
}

const USAGE = "tinydns-get: usage: tinydns-get type name [ip]\n";
const UNPARSABLE = "tinydns-get: fatal: unable to parse: protocol error\n";
const EXIT_USAGE = 100;
const EXIT_FATAL = 111;

/** `args` without the name of the program. Returns the exit code. */
export function tinydnsGet(args: readonly string[], io: TinydnsGetIo): number {
  const [typeWord, nameText, clientText] = args;
  const type = typeWord === undefined ? undefined : parseType(typeWord);
  if (type === undefined || nameText === undefined) return fail(io, USAGE, EXIT_USAGE);
  const name = parseName(nameText);
  // The name is read before the address: a bad name wins.
  if (name === undefined) return fail(io, UNPARSABLE, EXIT_FATAL);
  const client = clientText === undefined ? 0 : parseClient(clientText);
  if (client === undefined) return fail(io, USAGE, EXIT_USAGE);
  const question = { type, name };
  const packet = lookUp(question, client, io);
  const printed = packet === undefined ? "" : printPacket(packet);
  if (printed === undefined) return fail(io, UNPARSABLE, EXIT_FATAL);
  io.stdout(`${type} ${printName(name)}:\n${printed}`);
  return 0;
}

/** An IPv4 address, big-endian; what follows it is ignored (I1). */
function parseClient(text: string): number | undefined {
  const bytes = new TextEncoder().encode(text);
  const address = new ScannedAddress();
  return scanAddress(bytes, 0, bytes.length, address) ? address.value : undefined;
}

function lookUp(question: Question, client: number, io: TinydnsGetIo): Uint8Array | undefined {
  // A database that is missing is one that cannot be read; zone transfers are refused without looking at it (G3).
  const cdb = new CdbReader(io.readCdb() ?? new Uint8Array(0));
  const engine = new AnswerEngine(cdb, io.dialect ?? "debian");
  return engine.answer(question, client, { now: io.now, random: new DjbRandom() });
}

function fail(io: TinydnsGetIo, message: string, exit: number): number {
  io.stderr(message);
  return exit;
}
