/** The text of a DNS message as tinydns-get prints it: specification G4 to G6. */
import { TYPE } from "../compile/expand.js";
import { formatAddress } from "../model/tinydns/scalars.js";
import { CLASS, getU16, type Packet, type PacketQuestion, type PacketRecord, parsePacket, RCODE } from "./packet.js";
import { formatOctal, NameBuffer, printName, readName } from "./wire-name.js";

const REFUSED = 5;
const RCODE_WORDS: ReadonlyMap<number, string> = new Map([
  [RCODE.NOERROR, "noerror"],
  [RCODE.NXDOMAIN, "nxdomain"],
  [RCODE.NOTIMP, "notimp"],
  [REFUSED, "refused"],
]);

/** Lines, each ended by a line feed, in ASCII. Undefined when the message cannot be printed (G6). */
export function printPacket(bytes: Uint8Array): string | undefined {
  const packet = parsePacket(bytes);
  if (packet === undefined) return undefined;
  let text = `${printHeader(packet)}\n`;
  for (const question of packet.questions) text += `query: ${printQuestion(question)}\n`;
  for (const section of ["answer", "authority", "additional"] as const) {
    for (const record of packet[section]) {
      const line = printRecord(packet, record);
      if (line === undefined) return undefined;
      text += `${section}: ${line}\n`;
    }
  }
  return text;
}

function printHeader({ bytes, counts, flags }: Packet): string {
  const words = [`${bytes.length} bytes`, `${counts.join("+")} records`];
  if (flags & 0x8000) words.push("response");
  if (flags & 0x7800) words.push("weird op");
  if (flags & 0x0400) words.push("authoritative");
  if (flags & 0x0200) words.push("truncated");
  if (flags & 0x0100) words.push("weird rd");
  if (flags & 0x0080) words.push("weird ra");
  words.push(RCODE_WORDS.get(flags & 15) ?? "weird rcode");
  if (flags & 0x0070) words.push("weird z");
  return words.join(", ");
}

function printQuestion(question: PacketQuestion): string {
  return question.class === CLASS.IN ? `${question.type} ${printName(question.name)}` : "weird class";
}

/** One record without the word for its section; undefined when its rdata is not what its type demands. */
export function printRecord(packet: Packet, record: PacketRecord): string | undefined {
  const head = `${printName(record.owner)} ${record.ttl}`;
  if (record.class !== CLASS.IN) return `${head} weird class`;
  const data = new RdataReader(packet.bytes, record.rdata.start).read(record);
  return data === undefined ? undefined : `${head} ${data}`;
}

/** Nobody keeps what is read into it. */
const TARGET = new NameBuffer();

class RdataReader {
  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
  ) {}

  read(record: PacketRecord): string | undefined {
    const { end } = record.rdata;
    const text = this.typed(record.type, end);
    return this.at === end ? text : undefined;
  }

  private typed(type: number, end: number): string | undefined {
    switch (type) {
      case TYPE.A:
        return end - this.at === 4 ? `A ${formatAddress(this.u32())}` : undefined;
      case TYPE.NS:
        return `NS ${this.name()}`;
      case TYPE.CNAME:
        return `CNAME ${this.name()}`;
      case TYPE.PTR:
        return `PTR ${this.name()}`;
      case TYPE.MX:
        return `MX ${this.u16()} ${this.name()}`;
      case TYPE.SOA:
        return `SOA ${this.name()} ${this.name()} ${[0, 1, 2, 3, 4].map(() => this.u32()).join(" ")}`;
      default:
        return `${type} ${this.rest(end)}`;
    }
  }

  /** A name that cannot be read moves the reader to where no rdata ends. */
  private name(): string {
    const { bytes } = this;
    const next = this.at < 0 ? -1 : readName(bytes, 0, bytes.length, this.at, TARGET);
    this.at = next < 0 ? Number.NEGATIVE_INFINITY : next;
    return next < 0 ? "" : printName(TARGET.bytes);
  }

  private u16(): number {
    this.at += 2;
    return getU16(this.bytes, this.at - 2);
  }

  private u32(): number {
    return this.u16() * 0x10000 + this.u16();
  }

  private rest(end: number): string {
    let text = "";
    while (this.at < end) text += formatRdataByte(this.bytes[this.at++]);
    return text;
  }
}

function formatRdataByte(byte: number): string {
  return byte >= 33 && byte <= 126 && byte !== 92 ? String.fromCharCode(byte) : formatOctal(byte);
}
