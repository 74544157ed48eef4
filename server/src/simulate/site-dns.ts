/** The DNS as far as the tinydns data of a site tells: what mail programs ask, answered as tinydns would. */
import { CdbReader } from "../compile/cdb.js";
import { TYPE } from "../compile/expand.js";
import { linesOfRecords } from "../compile/record-lines.js";
import { compileInMemory } from "../compile/tinydns-data.js";
import type { DnsAnswer, Exchanger, MailDns } from "../model/mail-dns.js";
import { formatName as zoneName } from "../model/name-table.js";
import { formatAddress } from "../model/scalars.js";
import { namesUpward } from "../model/site-names.js";
import type { ZoneData } from "../model/zone-data.js";
import { AnswerEngine } from "./answer.js";
import { newTrace } from "./answer-trace.js";
import { getU16, type Packet, type PacketRecord, parsePacket } from "./packet.js";
import { parseName } from "./question.js";
import { DjbRandom } from "./random.js";
import { formatName, NameBuffer, readName } from "./wire-name.js";

export interface ZoneFile {
  readonly path: string;
  readonly data: ZoneData;
}

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
    private readonly servers: ServersByZone,
    /** The address that asks, which decides about the location (big-endian). */
    private readonly client: number,
  ) {}

  static of(files: readonly ZoneFile[]): SiteDns {
    return new SiteDns(new ServersByZone(files), 0);
  }

  askedBy(client: number): SiteDns {
    return new SiteDns(this.servers, client);
  }

  mx(host: string): DnsAnswer<Exchanger> {
    return this.ask(host, TYPE.MX, ({ bytes }, { rdata }) => ({
      preference: getU16(bytes, rdata.start),
      host: nameAt(bytes, rdata.start + 2),
    }));
  }

  a(host: string): DnsAnswer<string> {
    return this.ask(host, TYPE.A, ({ bytes }, { rdata }) =>
      formatAddress(new DataView(bytes.buffer, bytes.byteOffset).getUint32(rdata.start)),
    );
  }

  cname(host: string): DnsAnswer<string> {
    return this.ask(host, TYPE.CNAME, ({ bytes }, { rdata }) => nameAt(bytes, rdata.start));
  }

  /** The line that the first record of an answer comes from. */
  evidence(host: string, type: "a" | "mx"): DnsEvidence | undefined {
    for (const server of this.servers.around(host)) {
      const found = server.evidence(host, type === "a" ? TYPE.A : TYPE.MX, this.client);
      if (found) return found;
    }
    return undefined;
  }

  private ask<R>(host: string, type: number, read: (packet: Packet, record: PacketRecord) => R): DnsAnswer<R> {
    let name = host;
    for (let aliases = 0; aliases < MOST_ALIASES; aliases++) {
      const packet = this.servers
        .around(name)
        .map((server) => server.answer(name, type, this.client))
        .find((answer) => answer !== undefined);
      if (!packet) return { kind: "unknown" };
      const records = packet.answer.filter((record) => record.type === type);
      if (records.length > 0) return { kind: "records", records: records.map((record) => read(packet, record)) };
      const alias = packet.answer.find((record) => record.type === TYPE.CNAME);
      if (!alias) return { kind: "nothing" };
      name = nameAt(packet.bytes, alias.rdata.start);
    }
    return { kind: "nothing" };
  }
}

function nameAt(bytes: Uint8Array, at: number): string {
  const name = new NameBuffer();
  if (readName(bytes, 0, bytes.length, at, name) < 0) return "";
  const text = formatName(name.bytes);
  return text === "." ? "" : text;
}

/** Only a file with a zone at or above a name can answer for it with authority. */
class ServersByZone {
  private readonly byZone = new Map<string, Server[]>();

  constructor(files: readonly ZoneFile[]) {
    files.forEach((file, index) => {
      const server = new Server(file, index);
      for (const name of file.data.served.keys()) {
        const same = this.byZone.get(name);
        if (same) same.push(server);
        else this.byZone.set(name, [server]);
      }
    });
  }

  /** In the order of the files. */
  around(host: string): Server[] {
    const wire = parseName(host);
    if (!wire) return [];
    const found = new Set<Server>();
    for (const name of namesUpward(zoneName(wire))) for (const server of this.byZone.get(name) ?? []) found.add(server);
    return [...found].sort((a, b) => a.index - b.index);
  }
}

/** One data file, compiled when it is first asked. */
class Server {
  private engine: AnswerEngine | undefined;
  private compiled = false;

  constructor(
    private readonly file: ZoneFile,
    readonly index: number,
  ) {}

  /** Undefined where the server is not asked: outside its zones and below a delegation. */
  answer(host: string, type: number, client: number): Packet | undefined {
    const { packet, trace } = this.look(host, type, client);
    return trace.authoritative ? packet : undefined;
  }

  evidence(host: string, type: number, client: number): DnsEvidence | undefined {
    const { trace } = this.look(host, type, client);
    const [position] = trace.records.answer;
    if (!trace.authoritative || position === undefined) return undefined;
    const { path, data } = this.file;
    const lines = linesOfRecords(data.text.bytes, this.options, [position]);
    return { path, line: lines.get(position) };
  }

  private get options() {
    return { dialect: this.file.data.dialect, serial: 1 } as const;
  }

  private look(host: string, type: number, client: number) {
    const trace = newTrace();
    const name = parseName(host);
    const { now } = this.file.data;
    const reply = name && this.database?.answer({ name, type }, client, { now, random: new DjbRandom(), trace });
    return { trace, packet: reply && parsePacket(reply) };
  }

  /** Undefined when the data do not compile: then the server goes on with what it had. */
  private get database(): AnswerEngine | undefined {
    if (!this.compiled) {
      const { result, cdb } = compileInMemory(this.file.data.text.bytes, this.options);
      if (result.kind === "compiled") this.engine = new AnswerEngine(new CdbReader(cdb), this.options.dialect);
      this.compiled = true;
    }
    return this.engine;
  }
}
