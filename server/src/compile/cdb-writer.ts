/** Writes the records of a database one after the other, and its tables when all are there. */
import { CdbIndex, type CdbSink, HASH_START, HEAD_SIZE } from "./cdb.js";

/** Records go to the sink in pieces of this size. */
const PIECE = 1 << 16;
/** Lengths of key and data stand in front of both. */
const LENGTHS = 8;
const ZERO = 48;

export class CdbWriter {
  private readonly index: CdbIndex;
  private bytes = new Uint8Array(0);
  private view = new DataView(this.bytes.buffer);
  private at = 0;
  private start = 0;
  /** Of the key of the record that is being written. */
  private hash = HASH_START;
  /** Bytes that have gone to the sink. */
  private written = 0;

  /** `expected` is the number of records, as far as it can be guessed. */
  constructor(
    private readonly sink: CdbSink,
    expected?: number,
  ) {
    this.index = new CdbIndex(expected);
  }

  get records(): number {
    return this.index.count;
  }

  /** Begins a record whose key and data need no more than `room` bytes. */
  begin(room: number): void {
    if (this.at + LENGTHS + room > this.bytes.length) this.makeRoom(LENGTHS + room);
    this.start = this.at;
    this.at += LENGTHS;
    this.hash = HASH_START;
  }

  /** Adds bytes of a source to the key. */
  copy(source: Uint8Array, from: number, to: number): void {
    const { bytes } = this;
    let { at, hash } = this;
    for (let index = from; index < to; index++) {
      const byte = source[index];
      bytes[at++] = byte;
      hash = Math.imul(hash, 33) ^ byte;
    }
    this.at = at;
    this.hash = hash;
  }

  /** Adds a text to the key, one byte for each character. */
  put(text: string): void {
    for (let index = 0; index < text.length; index++) this.putByte(text.charCodeAt(index));
  }

  /** Adds a number up to 255 to the key. */
  putNumber(number: number): void {
    if (number > 99) this.putByte(ZERO + Math.floor(number / 100));
    if (number > 9) this.putByte(ZERO + (Math.floor(number / 10) % 10));
    this.putByte(ZERO + (number % 10));
  }

  private putByte(byte: number): void {
    this.bytes[this.at++] = byte;
    this.hash = Math.imul(this.hash, 33) ^ byte;
  }

  /** Ends the key and with its data the record. */
  end(data: Uint8Array): void {
    const { bytes, view, start } = this;
    let { at } = this;
    view.setUint32(start, at - start - LENGTHS, true);
    view.setUint32(start + 4, data.length, true);
    for (let index = 0; index < data.length; index++) bytes[at++] = data[index];
    this.at = at;
    this.index.add(this.hash, HEAD_SIZE + this.written + start);
  }

  /** Writes what is left, the tables and the head. Returns the size of the database. */
  finish(): number {
    this.flush();
    return this.index.finish(HEAD_SIZE + this.written, this.sink);
  }

  private makeRoom(size: number): void {
    this.flush();
    if (size <= this.bytes.length) return;
    this.bytes = new Uint8Array(Math.max(size, PIECE));
    this.view = new DataView(this.bytes.buffer);
  }

  /** Hands over all records so far. */
  flush(): void {
    if (this.at > 0) this.sink.append(this.bytes.subarray(0, this.at));
    this.written += this.at;
    this.at = 0;
  }
}
