/** Stretches of addresses on top of one another: see `overlay.ts`. */
import type { Addresses, Family } from "./ip.js";
import { Overlay } from "./overlay.js";

/** Takes a visible stretch; the last address belongs to it. */
type Visit = (first: bigint, last: bigint, id: number) => void;

interface LargeStretch {
  readonly start: bigint;
  readonly end: bigint;
  readonly layer: number;
  readonly id: number;
}

/** Of one family; addresses of the other are passed over. */
export class AddressOverlay {
  private readonly ipv4 = new Overlay();
  private readonly ipv6: LargeStretch[] = [];

  constructor(readonly family: Family) {}

  add({ family, first, last }: Addresses, layer: number, id: number): void {
    if (family !== this.family) return;
    if (family === "IPv4") this.addIpv4(Number(first), Number(last), layer, id);
    else this.ipv6.push({ start: first, end: last + 1n, layer, id });
  }

  /** IPv4 addresses as numbers, the last inclusive. */
  addIpv4(first: number, last: number, layer: number, id: number): void {
    this.ipv4.add(first, last + 1, layer, id);
  }

  /** Shows the visible stretches in the order of addresses; those of one id that touch are one. */
  look(visit: Visit): void {
    this.lookFor(() => true, visit);
  }

  /** Only those of some ids. */
  lookFor(isWanted: (id: number) => boolean, visit: Visit): void {
    if (this.family === "IPv6") this.lookAtRanks(isWanted, visit);
    else {
      this.ipv4.look((start, end, id) => {
        if (isWanted(id)) visit(BigInt(start), BigInt(end - 1), id);
      });
    }
  }

  /** Large numbers are slow: their ranks among all borders stand for them. */
  private lookAtRanks(isWanted: (id: number) => boolean, visit: Visit): void {
    const borders = [...new Set(this.ipv6.flatMap(({ start, end }) => [start, end]))];
    borders.sort((a, b) => (a < b ? -1 : 1));
    const ranks = new Map(borders.map((border, rank) => [border, rank]));
    const overlay = new Overlay();
    for (const { start, end, layer, id } of this.ipv6) overlay.add(ranks.get(start)!, ranks.get(end)!, layer, id);
    overlay.look((start, end, id) => {
      if (isWanted(id)) visit(borders[start], borders[end] - 1n, id);
    });
  }
}
