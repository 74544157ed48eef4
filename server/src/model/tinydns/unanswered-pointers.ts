/** The PTR records of `=` lines that their own file never answers: no zone of it covers the reverse name. */
import { isOfNoHost } from "../address-block.js";
import { classlessNetworks } from "./classless-zones.js";
import type { NameId } from "./name-table.js";
import type { Row } from "./records.js";
import type { ZoneData } from "./zone-data.js";

/** The address of a row, and the zone for a part of its network (RFC 2317) that it belongs to. */
export interface ClasslessPointer {
  readonly row: Row;
  readonly zone: NameId;
}

export interface UnansweredPointers {
  /** By network of 256 addresses (the first three octets). */
  readonly networks: ReadonlyMap<number, UnansweredNetwork>;
  /** Addresses of zones for a part of their network, without a record there; each address once. */
  readonly aliases: readonly ClasslessPointer[];
}

/** Addresses of one network: several names may have the same one. */
class UnansweredNetwork {
  private seen: Uint8Array | undefined;
  private addressCount = 1;

  constructor(
    readonly first: Row,
    private readonly firstOctet: number,
  ) {}

  get count(): number {
    return this.addressCount;
  }

  add(octet: number): void {
    if (octet === this.firstOctet) return;
    this.seen ??= new Uint8Array(256);
    this.addressCount += 1 - this.seen[octet];
    this.seen[octet] = 1;
  }
}

export function unansweredPointers(data: ZoneData): UnansweredPointers {
  const { records, zones, names } = data;
  const classless = classlessNetworks(data);
  const networks = new Map<number, UnansweredNetwork>();
  const aliases = new Map<number, ClasslessPointer>();
  let last = -1;
  let known: UnansweredNetwork | undefined;
  for (let row = 0; row < records.count; row++) {
    // The PTR of a wildcard is a slip that wildcard-reverse tells.
    if (!records.isHostAddress(row) || records.isWildcard(row)) continue;
    const address = records.target[row];
    // Nobody asks for the name of an address that no host has, and nobody sees one that is over.
    if (isOfNoHost(address) || records.isExpired(row, data.now)) continue;
    if (records.hasHostPointers) {
      const pointer = row + 1;
      if (zones.fateOf(pointer).kind !== "outside") continue;
      const ofNetwork = classless.get(names.parent(records.owner[pointer]));
      const zone = ofNetwork?.zones.get(address & 255);
      if (ofNetwork && zone !== undefined) {
        if (!ofNetwork.answered.has(address & 255) && !aliases.has(address)) aliases.set(address, { row, zone });
        continue;
      }
    }
    const network = address >>> 8;
    // Neighbouring lines are mostly about neighbouring addresses.
    if (network !== last) known = networks.get(network);
    last = network;
    if (known) known.add(address & 255);
    else {
      known = new UnansweredNetwork(row, address & 255);
      networks.set(network, known);
    }
  }
  return { networks, aliases: [...aliases.values()] };
}
