/** Addresses of one family as stretches in order, of which none touches another. */
import { AddressOverlay } from "./address-overlay.js";
import type { Addresses, Family } from "./ip.js";

export class AddressSet {
  readonly stretches: readonly Addresses[];

  /** Addresses of the other family are passed over. */
  constructor(family: Family, addresses: Iterable<Addresses>) {
    const overlay = new AddressOverlay(family);
    for (const stretch of addresses) overlay.add(stretch, 0, 0);
    const stretches: Addresses[] = [];
    overlay.look((first, last) => stretches.push({ family, first, last }));
    this.stretches = stretches;
  }

  /** Whether a stretch of the family has some of the addresses. */
  meets({ first, last }: Addresses): boolean {
    return this.stretches[this.indexFrom(first)]?.first <= last;
  }

  /** The parts of a stretch that are not in the set, in order. */
  without({ family, first, last }: Addresses): Addresses[] {
    const parts: Addresses[] = [];
    let start = first;
    for (let at = this.indexFrom(first); this.stretches[at]?.first <= last; at++) {
      const taken = this.stretches[at];
      if (start < taken.first) parts.push({ family, first: start, last: taken.first - 1n });
      start = taken.last + 1n;
    }
    if (start <= last) parts.push({ family, first: start, last });
    return parts;
  }

  /** Index of the first stretch that does not end in front of an address. */
  private indexFrom(address: bigint): number {
    let low = 0;
    let high = this.stretches.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.stretches[middle].last < address) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
