/** Sources and databases in memory, for tests, editors, comparison, and simulation from source. */
import type { BlockSource } from "./block-lines.js";
import { type CdbSink, HEAD_SIZE } from "./cdb.js";

export function bytesSource(data: Uint8Array): BlockSource {
  let at = 0;
  return (buffer, offset) => {
    const length = Math.min(buffer.length - offset, data.length - at);
    buffer.set(data.subarray(at, at + length), offset);
    at += length;
    return length;
  };
}

export class MemorySink implements CdbSink {
  private readonly parts: Uint8Array[] = [new Uint8Array(HEAD_SIZE)];

  append(bytes: Uint8Array): void {
    this.parts.push(bytes.slice());
  }

  head(bytes: Uint8Array): void {
    this.parts[0] = bytes;
  }

  bytes(): Uint8Array {
    const whole = new Uint8Array(this.parts.reduce((size, part) => size + part.length, 0));
    let at = 0;
    for (const part of this.parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
}
