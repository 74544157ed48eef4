/** Stretches of addresses in rising order, IPv4 first, of which there may be many. */

import { type Addresses, countOf } from "./ip.js";
import { Stretches } from "./stretches.js";

export class AddressList {
  private readonly ipv6: Addresses[] = [];

  /** Large numbers are slow: those of IPv4 are kept as others. */
  constructor(private readonly ipv4 = new Stretches()) {}

  /** To be called in order. */
  add(addresses: Addresses): void {
    if (addresses.family === "IPv4") this.ipv4.add(Number(addresses.first), Number(addresses.last));
    else this.ipv6.push(addresses);
  }

  /** How many addresses these are. */
  get count(): bigint {
    return BigInt(this.ipv4.size) + countOf(this.ipv6);
  }

  /** How many stretches. */
  get length(): number {
    return this.ipv4.count + this.ipv6.length;
  }

  at(index: number): Addresses | undefined {
    const { ipv4, ipv6 } = this;
    if (index >= ipv4.count) return ipv6[index - ipv4.count];
    return { family: "IPv4", first: BigInt(ipv4.first(index)), last: BigInt(ipv4.last(index)) };
  }
}
