/** Stretches of addresses on top of one another: see `overlay.ts`. */
import type { Addresses, Family } from "./ip.js";
import { Overlay } from "./overlay.js";

/** Of one family; addresses of the other are passed over. Numbers of IPv4 are small enough for the fast kind. */
export class AddressOverlay {
  private readonly small = new Overlay<number>();
  private readonly large = new Overlay<bigint>();

  constructor(readonly family: Family) {}

  add({ family, first, last }: Addresses, layer: number, id: number): void {
    if (family !== this.family) return;
    if (family === "IPv4") this.addIpv4(Number(first), Number(last), layer, id);
    else this.large.add(first, last + 1n, layer, id);
  }

  /** IPv4 addresses as numbers, the last inclusive. */
  addIpv4(first: number, last: number, layer: number, id: number): void {
    this.small.add(first, last + 1, layer, id);
  }

  /** Shows the visible stretches in the order of addresses; those of one id that touch are one. */
  look(visit: (first: bigint, last: bigint, id: number) => void): void {
    this.small.look((start, end, id) => visit(BigInt(start), BigInt(end - 1), id));
    this.large.look((start, end, id) => visit(start, end - 1n, id));
  }
}
