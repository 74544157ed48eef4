/**
 * What tinydns answers: specification sections 8.1 to 8.9 and 8.12.
 *
 * For the dialect `ipv6` the keys of locations differ and nothing else does: section 9 says that its servers follow
 * CNAMEs inside the data, but not how, nor whether they add AAAA records to an answer. That is left out.
 */
import type { Dialect } from "djblint-grammars/tinydns/fields";
import type { CdbReader } from "../compile/cdb.js";
import { TYPE } from "../compile/expand.js";
import type { AnswerTrace, Reason, SectionName } from "./answer-trace.js";
import {
  CLASS,
  FLAG,
  getU16,
  HEADER_SIZE,
  PacketWriter,
  RCODE,
  RECORD_HEAD,
  SECTION,
  type SectionCount,
} from "./packet.js";
import { ANY, type Question } from "./question.js";
import type { RandomSource } from "./random.js";
import { RecordList, VisibleRecords } from "./visible-records.js";
import { NameBuffer, plainNameEnd, readName, skipName } from "./wire-name.js";

export interface AnswerOptions {
  /** Seconds since 1970. */
  readonly now: number;
  readonly random: RandomSource;
  /** Filled in when given; made by `newTrace`. */
  readonly trace?: AnswerTrace;
}

/** S1: a longer query gets no reply. */
const MAX_QUERY = 512;
/** S5, Q12. */
const MAX_UDP = 512;
/** Q8. */
const MAX_ADDRESSES = 8;
const SOA_NUMBERS = 20;
const RECURSION = FLAG.RECURSION_AVAILABLE | FLAG.RECURSION_DESIRED;
/** Bits of header byte 2 that make a query something else than a plain question: all but QR and RD. */
const NOT_PLAIN = 0x7e;

/** Answers questions from one database. The bytes that it returns are good until the next call. */
export class AnswerEngine {
  private readonly bytes: Uint8Array;
  private readonly records: VisibleRecords;

  /** The name that is asked, lower-case. */
  private readonly asked = new NameBuffer();
  private type = 0;
  /** Where in `asked` the name of the zone cut starts. */
  private zone = 0;
  /** Where the nearest name above the one asked starts that has a wildcard below it; -1 when none has one up to the zone cut. */
  private wildcards = -1;
  private isOwnZone = false;
  private soaGiven = false;

  /** Visible records of the name that is asked, and of the zone cut if that is another name. */
  private readonly ofAsked = new RecordList();
  private readonly ofAbove = new RecordList();
  private ofZone = this.ofAsked;

  /** Q8: addresses of the name at hand. */
  private readonly addresses = new Uint32Array(MAX_ADDRESSES);
  private readonly addressPositions = new Float64Array(MAX_ADDRESSES);
  private addressCount = 0;
  private addressTtl = 0;

  /** Name of a name server or mail exchanger, lower-case. */
  private readonly target = new NameBuffer();
  /** Names that stand in the database with pointers; no compiler writes such. */
  private readonly unpacked = new NameBuffer();

  private random: RandomSource = { below: () => 0 };
  private trace: AnswerTrace | undefined;

  constructor(
    cdb: CdbReader,
    dialect: Dialect,
    private readonly packet = new PacketWriter(dialect),
  ) {
    this.bytes = cdb.bytes;
    this.records = new VisibleRecords(cdb, dialect);
  }

  /** 8.12: the reply to a UDP packet from a client (IPv4, big-endian); undefined for silence. */
  respond(query: Uint8Array, client: number, options: AnswerOptions): Uint8Array | undefined {
    const { packet, asked } = this;
    const { length } = query;
    if (length > MAX_QUERY || length < HEADER_SIZE) return undefined;
    if (query[2] & 0x80 || query[4] !== 0 || query[5] !== 1) return undefined;
    const at = readName(query, 0, length, HEADER_SIZE, asked);
    if (at < 0 || at + 4 > length) return undefined;
    const qclass = getU16(query, at + 2);
    this.begin(getU16(query, at), qclass);
    packet.id = getU16(query, 0);
    // S2: before the other flags are set.
    if (qclass === CLASS.IN) packet.flag(FLAG.AUTHORITATIVE);
    else if (qclass !== CLASS.ANY) {
      packet.rcode = RCODE.FORMERR;
      return packet.finish();
    }
    packet.flag(0, query[2] & 1 ? FLAG.RECURSION_AVAILABLE : RECURSION);
    if (query[2] & NOT_PLAIN) packet.rcode = RCODE.NOTIMP;
    else if (!this.answerAll(client, options)) return undefined;
    if (packet.length > MAX_UDP) packet.truncate();
    return packet.finish();
  }

  /** 8.11: the packet that tinydns-get prints, whatever its length; undefined for silence. */
  answer(question: Question, client: number, options: AnswerOptions): Uint8Array | undefined {
    const { packet, asked } = this;
    const { name } = question;
    if (readName(name, 0, name.length, 0, asked) < 0) return undefined;
    this.begin(question.type, CLASS.IN);
    packet.flag(FLAG.AUTHORITATIVE, RECURSION);
    return this.answerAll(client, options) ? packet.finish() : undefined;
  }

  /** Starts the packet with the question, then forgets the case of the name. */
  private begin(type: number, qclass: number): void {
    const { asked } = this;
    this.type = type;
    this.packet.begin(asked, type, qclass);
    asked.toLowerCase();
  }

  private answerAll(client: number, options: AnswerOptions): boolean {
    this.random = options.random;
    this.trace = options.trace;
    if (this.type === TYPE.AXFR) {
      this.packet.rcode = RCODE.NOTIMP;
      if (this.trace) this.trace.reason = "not-implemented";
      return true;
    }
    this.records.setClock(options.now);
    if (!this.records.setClient(client)) return this.dropForRecord();
    if (this.trace) this.trace.location = this.records.clientLocation;
    return this.findZone() && this.fillSections();
  }

  private fillSections(): boolean {
    const { packet } = this;
    const answers = packet.length;
    if (!this.isOwnZone) {
      packet.flag(0, FLAG.AUTHORITATIVE);
      this.note("referral");
    } else if (!this.fillAnswer()) return false;
    const authority = packet.length;
    const isEmpty = authority === answers;
    if (this.isOwnZone && isEmpty ? !this.addZoneStart() : !this.addNameServers()) return false;
    const additional = packet.length;
    if (!this.fillAdditional(answers, additional)) return false;
    if (this.isOwnZone && packet.length > MAX_UDP) this.trim(authority, additional);
    return true;
  }

  /** Q5: the nearest name at or above the one asked that has a visible NS. */
  private findZone(): boolean {
    const { asked, records } = this;
    this.ofZone = this.ofAsked;
    this.wildcards = -1;
    let above = records.foresee(asked, 0);
    for (let at = 0; ; at += asked.bytes[at] + 1) {
      const hash = above;
      if (asked.bytes[at] !== 0) above = records.foresee(asked, at + asked.bytes[at] + 1);
      const isZone = this.collect(at, hash, this.ofZone);
      if (records.broken) return this.dropForRecord();
      if (records.passedOthers && at > 0 && this.wildcards < 0) this.wildcards = at;
      if (isZone) {
        this.zone = at;
        if (this.trace) this.noteZone(this.trace);
        return true;
      }
      if (asked.bytes[at] === 0) return this.drop("no-zone");
      this.ofZone = this.ofAbove;
    }
  }

  /** Lists the visible records of the name that starts at an offset of `asked`; tells whether it is a zone cut. */
  private collect(at: number, hash: number, list: RecordList): boolean {
    const { records } = this;
    let isZone = false;
    this.isOwnZone = false;
    list.count = 0;
    records.start(this.asked, at, hash);
    while (records.next(false)) {
      list.add(records);
      if (records.type === TYPE.SOA) this.isOwnZone = true;
      else if (records.type === TYPE.NS) isZone = true;
    }
    return isZone;
  }

  /** Q7: records of the name, or else of the nearest wildcard above it inside the zone. */
  private fillAnswer(): boolean {
    const { asked, records, ofAsked } = this;
    this.soaGiven = false;
    this.addressCount = 0;
    for (let index = 0; index < ofAsked.count; index++) {
      records.show(ofAsked, index);
      if (!this.addAnswer()) return false;
    }
    if (ofAsked.count > 0) return this.endAnswer(0);
    for (let at = this.wildcards; at >= 0 && at <= this.zone; at += asked.bytes[at] + 1) {
      let found = false;
      records.start(asked, at);
      while (records.next(true)) {
        found = true;
        if (!this.addAnswer()) return false;
      }
      if (records.broken) return this.dropForRecord();
      if (found) return this.endAnswer(at);
    }
    // Q9.
    this.packet.rcode = RCODE.NXDOMAIN;
    this.packet.flag(FLAG.AUTHORITATIVE);
    this.note("nxdomain");
    return true;
  }

  /** Q7 a to c. */
  private addAnswer(): boolean {
    const { records } = this;
    const { type } = records;
    if (type === TYPE.SOA && this.soaGiven) return true;
    if (type !== this.type && this.type !== ANY && type !== TYPE.CNAME) return true;
    if (type === TYPE.A && records.end - records.rdata === 4) {
      this.poolAddress();
      return true;
    }
    if (type === TYPE.SOA) this.soaGiven = true;
    return this.addRecord(0, SECTION.ANSWER);
  }

  /** Ends an answer whose records were found at an offset of `asked`. */
  private endAnswer(at: number): boolean {
    if (!this.writeAddresses()) return false;
    if (this.trace) this.noteFound(this.trace, at);
    return true;
  }

  /** Q8. */
  private poolAddress(): void {
    const { records, bytes, addresses, addressPositions, addressCount: count } = this;
    this.addressTtl = records.ttl;
    const index = this.random.below(count + 1);
    if (index < MAX_ADDRESSES) {
      if (index < count && count < MAX_ADDRESSES) {
        addresses[count] = addresses[index];
        addressPositions[count] = addressPositions[index];
      }
      const at = records.rdata;
      addresses[index] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
      addressPositions[index] = records.position;
    }
    this.addressCount = count + 1;
  }

  private writeAddresses(): boolean {
    const { packet, asked, addresses } = this;
    const count = Math.min(this.addressCount, MAX_ADDRESSES);
    for (let index = 0; index < count; index++) {
      if (!packet.openAsked(asked, 0, TYPE.A, this.addressTtl)) return this.drop("too-long");
      if (!packet.u32(addresses[index])) return this.drop("too-long");
      this.close(SECTION.ANSWER, this.addressPositions[index]);
    }
    return true;
  }

  /** Q10: an answer without records carries the zone's SOA. */
  private addZoneStart(): boolean {
    const { ofZone } = this;
    for (let index = 0; index < ofZone.count; index++) {
      if (ofZone.types[index] !== TYPE.SOA) continue;
      this.records.show(ofZone, index);
      return this.addRecord(this.zone, SECTION.AUTHORITY);
    }
    return true;
  }

  /** Q10: any other answer carries the zone's name servers, unless they are in it already. */
  private addNameServers(): boolean {
    const { ofZone, zone } = this;
    if (!this.packet.lacks(this.asked, zone, TYPE.NS)) return true;
    for (let index = 0; index < ofZone.count; index++) {
      if (ofZone.types[index] !== TYPE.NS) continue;
      this.records.show(ofZone, index);
      if (!this.addRecord(zone, SECTION.AUTHORITY)) return false;
    }
    return true;
  }

  /** Q11: addresses of the name servers and mail exchangers that stand in the packet between two offsets. */
  private fillAdditional(from: number, to: number): boolean {
    const { bytes } = this.packet;
    for (let at = from; at < to; ) {
      at = skipName(bytes, to, at);
      if (at < 0 || at + RECORD_HEAD > to) return this.drop("malformed");
      const type = getU16(bytes, at);
      const rdata = at + RECORD_HEAD;
      if (type === TYPE.NS || type === TYPE.MX) {
        const name = type === TYPE.NS ? rdata : rdata + 2;
        if (readName(bytes, 0, to, name, this.target) < 0) return this.drop("malformed");
        if (!this.addAddressesOfTarget()) return false;
      }
      at = rdata + getU16(bytes, at + 8);
    }
    return true;
  }

  private addAddressesOfTarget(): boolean {
    const { packet, records, target } = this;
    target.toLowerCase();
    if (!packet.lacks(target, 0, TYPE.A)) return true;
    records.start(target, 0);
    while (records.next(false)) {
      if (records.type !== TYPE.A) continue;
      if (!packet.openRecord(target, TYPE.A, records.ttl)) return this.drop("too-long");
      if (!this.rdataBytes(4)) return false;
      this.close(SECTION.ADDITIONAL, records.position);
    }
    return records.broken ? this.dropForRecord() : true;
  }

  /** Q12. */
  private trim(authority: number, additional: number): void {
    this.cut(SECTION.ADDITIONAL, additional);
    if (additional > MAX_UDP) this.cut(SECTION.AUTHORITY, authority);
  }

  private cut(section: SectionCount, length: number): void {
    this.packet.cutSection(section, length);
    if (this.trace) noteCut(this.trace, NAME_OF[section]);
  }

  /** Q7 c: the current record, owned by the name that starts at an offset of `asked`. */
  private addRecord(owner: number, section: SectionCount): boolean {
    const { packet, records } = this;
    if (!packet.openAsked(this.asked, owner, records.type, records.ttl)) return this.drop("too-long");
    if (!this.writeRdata()) return false;
    this.close(section, records.position);
    return true;
  }

  private writeRdata(): boolean {
    const { packet, records } = this;
    switch (records.type) {
      case TYPE.NS:
      case TYPE.CNAME:
      case TYPE.PTR:
        return this.rdataName();
      case TYPE.MX:
        return this.rdataBytes(2) && this.rdataName();
      case TYPE.SOA:
        return this.rdataName() && this.rdataName() && this.rdataBytes(SOA_NUMBERS);
      default:
        return packet.raw(this.bytes, records.rdata, records.end) || this.drop("too-long");
    }
  }

  /** The name at `records.rdata`, compressed; moves behind it. */
  private rdataName(): boolean {
    const { bytes, packet, records } = this;
    const from = records.rdata;
    const end = plainNameEnd(bytes, records.end, from);
    if (end >= 0) {
      records.rdata = end;
      return packet.name(bytes, from, end) || this.drop("too-long");
    }
    const { unpacked } = this;
    records.rdata = readName(bytes, records.value, records.end, from, unpacked);
    if (records.rdata < 0) return this.dropMalformed();
    return packet.passingName(unpacked) || this.drop("too-long");
  }

  /** A number of bytes at `records.rdata`; moves behind them. */
  private rdataBytes(count: number): boolean {
    const { packet, records } = this;
    const from = records.rdata;
    if (from + count > records.end) return this.dropMalformed();
    records.rdata = from + count;
    return packet.raw(this.bytes, from, from + count) || this.drop("too-long");
  }

  private close(section: SectionCount, position: number): void {
    this.packet.closeRecord(section);
    if (this.trace) this.trace.records[NAME_OF[section]].push(position);
  }

  private drop(reason: Reason): false {
    this.note(reason);
    return false;
  }

  private dropMalformed(): false {
    if (this.trace) this.trace.culprit = this.records.position;
    return this.drop("malformed");
  }

  private dropForRecord(): false {
    const { broken, culprit } = this.records;
    if (this.trace && culprit >= 0) this.trace.culprit = culprit;
    return this.drop(broken ?? "malformed");
  }

  private note(reason: Reason): void {
    if (this.trace) this.trace.reason = reason;
  }

  private noteZone(trace: AnswerTrace): void {
    const { asked } = this;
    trace.zone = asked.bytes.slice(this.zone, asked.length);
    trace.authoritative = this.isOwnZone;
  }

  private noteFound(trace: AnswerTrace, at: number): void {
    const { asked } = this;
    trace.found = { name: asked.bytes.slice(at, asked.length), wildcard: at > 0 };
    if (trace.records.answer.length === 0) trace.reason = "nodata";
  }
}

function noteCut(trace: AnswerTrace, section: SectionName): void {
  if (trace.records[section].length === 0) return;
  trace.records[section].length = 0;
  trace.cut.push(section);
}

const NAME_OF: Record<SectionCount, SectionName> = {
  [SECTION.ANSWER]: "answer",
  [SECTION.AUTHORITY]: "authority",
  [SECTION.ADDITIONAL]: "additional",
};
