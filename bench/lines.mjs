// What the makers of large sources share.
import { closeSync, openSync, writeSync } from "node:fs";

/** Xorshift: the same numbers at every run. */
export function generator(seed) {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

export class Lines {
  constructor(path) {
    this.fd = openSync(path, "w");
    this.count = 0;
    this.waiting = [];
  }

  add(line) {
    this.count++;
    if (this.waiting.push(line) === 10000) this.flush();
  }

  flush() {
    if (this.waiting.length > 0) writeSync(this.fd, `${this.waiting.join("\n")}\n`);
    this.waiting = [];
  }

  end() {
    this.flush();
    closeSync(this.fd);
  }
}
