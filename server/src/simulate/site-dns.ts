/** The DNS as far as the tinydns data of a site tells: what mail programs ask, answered as tinydns would. */
import { CdbReader } from "../compile/cdb.js";
import { TYPE } from "../compile/expand.js";
import { linesOfRecords } from "../compile/record-lines.js";
import { compileInMemory } from "../compile/tinydns-data.js";
import type { DnsAnswer, Exchanger, MailDns } from "../model/control/mail-dns.js";
import { zoneFilesAround } from "../model/site/zone-files.js";
import type { Row } from "../model/tinydns/records.js";
import { formatAddress } from "../model/tinydns/scalars.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";
import type { Tree } from "../model/tree.js";
import { AnswerEngine } from "./answer.js";
import { newTrace } from "./answer-trace.js";
import { getU16, parsePacket } from "./packet.js";
import { plainAnswer } from "./plain-answer.js";
import { parseName } from "./question.js";
import { DjbRandom } from "./random.js";
import { NameBuffer, printName, readName } from "./wire-name.js";

/** A line that an answer was made from. */
export interface DnsEvidence {
  readonly path: string;
  /** 0-based. */
  readonly line: number | undefined;
}

/** Longer chains of aliases are given up. */
const MOST_ALIASES = 16;

export class SiteDns implements MailDns {
  private constructor(
    private readonly tree: Tree,
    /** The address that asks, which decides about the location (big-endian). */
    private readonly client: number,
  ) {}

  static of(tree: Tree): SiteDns {
    return new SiteDns(tree, 0);
  }

  askedBy(client: number): SiteDns {
    return new SiteDns(this.tree, client);
  }

  mx(host: string): DnsAnswer<Exchanger> {
    return this.ask(host, EXCHANGERS);
  }

  a(host: string): DnsAnswer<string> {
    return this.ask(host, ADDRESSES);
  }

  cname(host: string): DnsAnswer<string> {
    return this.ask(host, ALIASES);
  }

  /** The line that the first record of an answer comes from. */
  evidence(host: string, type: "a" | "mx"): DnsEvidence | undefined {
    const name = parseName(host);
    for (const path of name ? zoneFilesAround(name, this.tree) : []) {
      const found = serverOf(path, this.tree).evidence(name!, type === "a" ? TYPE.A : TYPE.MX, this.client);
      if (found) return found;
    }
    return undefined;
  }

  private ask<R>(host: string, kind: RecordKind<R>): DnsAnswer<R> {
    let name = host;
    for (let aliases = 0; aliases < MOST_ALIASES; aliases++) {
      const reply = this.reply(name, kind);
      if (!reply) return { kind: "unknown" };
      if (reply.records.length > 0) return { kind: "records", records: reply.records };
      if (reply.alias === undefined) return { kind: "nothing" };
      name = reply.alias;
    }
    return { kind: "nothing" };
  }

  /** Of the first server that answers with authority. */
  private reply<R>(host: string, kind: RecordKind<R>): Reply<R> | undefined {
    const name = parseName(host);
    if (!name) return undefined;
    for (const path of zoneFilesAround(name, this.tree)) {
      const reply = serverOf(path, this.tree).answer(name, kind, this.client);
      if (reply) return reply;
    }
    return undefined;
  }
}

interface Reply<R> {
  readonly records: readonly R[];
  /** Another name for the one that was asked. */
  readonly alias: string | undefined;
}

/** A type of record, and how it is read out of an answer and out of the table of records. */
interface RecordKind<R> {
  readonly type: number;
  ofPacket(bytes: Uint8Array, rdata: number): R;
  ofRow(row: Row, data: ZoneData): R;
}

const EXCHANGERS: RecordKind<Exchanger> = {
  type: TYPE.MX,
  ofPacket: (bytes, rdata) => ({ preference: getU16(bytes, rdata), host: nameAt(bytes, rdata + 2) }),
  ofRow: (row, data) => ({ preference: getU16(data.records.rdata(row), 0), host: targetName(row, data) }),
};

const ADDRESSES: RecordKind<string> = {
  type: TYPE.A,
  ofPacket: (bytes, rdata) => formatAddress(new DataView(bytes.buffer, bytes.byteOffset).getUint32(rdata)),
  ofRow: (row, { records }) => formatAddress(records.target[row]),
};

const ALIASES: RecordKind<string> = { type: TYPE.CNAME, ofPacket: nameAt, ofRow: targetName };

function nameAt(bytes: Uint8Array, at: number): string {
  const name = new NameBuffer();
  return readName(bytes, 0, bytes.length, at, name) < 0 ? "" : hostName(name.bytes);
}

function targetName(row: Row, { names, records }: ZoneData): string {
  return hostName(names.wire(records.target[row]));
}

function hostName(wire: Uint8Array): string {
  const text = printName(wire);
  return text === "." ? "" : text;
}

/** One data file, compiled when it is first asked what its records alone do not tell. */
class Server {
  private engine: AnswerEngine | undefined;
  private compiled = false;

  constructor(
    private readonly path: string,
    private readonly data: ZoneData,
  ) {}

  /** Undefined where the server is not asked: outside its zones and below a delegation. */
  answer<R>(name: Uint8Array, kind: RecordKind<R>, client: number): Reply<R> | undefined {
    const rows = plainAnswer(name, this.data);
    if (rows === "refused") return undefined;
    if (!rows) return this.replyOfDatabase(name, kind, client);
    const reply = this.replyOfRows(rows, kind);
    const isByChance = kind.type === TYPE.A && reply.records.length > 1;
    return isByChance ? this.replyOfDatabase(name, kind, client) : reply;
  }

  private replyOfRows<R>(rows: readonly Row[], { type: wanted, ofRow }: RecordKind<R>): Reply<R> {
    const { data } = this;
    const records: R[] = [];
    let alias: string | undefined;
    for (const row of rows) {
      const type = data.records.typeOf(row);
      if (type === wanted) records.push(ofRow(row, data));
      if (type === TYPE.CNAME) alias ??= targetName(row, data);
    }
    return { records, alias };
  }

  private replyOfDatabase<R>(name: Uint8Array, kind: RecordKind<R>, client: number): Reply<R> | undefined {
    const { packet, trace } = this.look(name, kind.type, client);
    if (!packet || !trace.authoritative) return undefined;
    const { bytes, answer } = packet;
    const alias = answer.find(({ type }) => type === TYPE.CNAME);
    return {
      records: answer.filter(({ type }) => type === kind.type).map(({ rdata }) => kind.ofPacket(bytes, rdata.start)),
      alias: alias && nameAt(bytes, alias.rdata.start),
    };
  }

  evidence(name: Uint8Array, type: number, client: number): DnsEvidence | undefined {
    const { trace } = this.look(name, type, client);
    const [position] = trace.records.answer;
    if (!trace.authoritative || position === undefined) return undefined;
    const { path, data } = this;
    const lines = linesOfRecords(data.text.bytes, this.options, [position]);
    return { path, line: lines.get(position) };
  }

  private get options() {
    return { dialect: this.data.dialect, serial: 1 } as const;
  }

  private look(name: Uint8Array, type: number, client: number) {
    const trace = newTrace();
    const { now } = this.data;
    const reply = this.database?.answer({ name, type }, client, { now, random: new DjbRandom(), trace });
    return { trace, packet: reply && parsePacket(reply) };
  }

  /** Undefined when the data do not compile: then the server goes on with what it had. */
  private get database(): AnswerEngine | undefined {
    if (!this.compiled) {
      const { result, cdb } = compileInMemory(this.data.text.bytes, this.options);
      if (result.kind === "compiled") this.engine = new AnswerEngine(new CdbReader(cdb), this.options.dialect);
      this.compiled = true;
    }
    return this.engine;
  }
}

function serverOf(path: string, tree: Tree): Server {
  return tree.onceFor(Server, path, () => new Server(path, tree.analysis("tinydns", path)!));
}
