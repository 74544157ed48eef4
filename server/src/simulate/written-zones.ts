/** What the tinydns data of a tree say about the mail of domains, and on which lines. */

import { TYPE } from "../compile/expand.js";
import { addressNumber } from "../model/address-block.js";
import { zoneFilesAround } from "../model/site/zone-files.js";
import type { NameId } from "../model/tinydns/name-table.js";
import type { Row } from "../model/tinydns/records.js";
import { formatAddress } from "../model/tinydns/scalars.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";
import type { FileSpan, Tree } from "../model/tree.js";
import { parseName } from "./question.js";

/** A domain that has this host among its mail exchangers. */
export interface OwnExchange {
  readonly domain: string;
  /** The line that says so. */
  readonly at: FileSpan;
}

/** One that a row of the data tells of. */
class WrittenExchange implements OwnExchange {
  constructor(
    private readonly row: Row,
    private readonly path: string,
    private readonly data: ZoneData,
    private readonly tree: Tree,
  ) {}

  get domain(): string {
    return this.data.records.ownerText(this.row);
  }

  get at(): FileSpan {
    return lineAt(this.path, this.data, this.row, this.tree);
  }
}

export class WrittenZones {
  constructor(private readonly tree: Tree) {}

  private get files(): readonly { readonly path: string; readonly data: ZoneData }[] {
    return this.tree.sources("tinydns").map(({ path, analysis }) => ({ path, data: analysis }));
  }

  /** Addresses that lines give to a name, each once, outside of the zones of the file too; tinydns adds these to its answers. */
  addresses(host: string): string[] {
    return [...new Set(this.rows(host, TYPE.A).map(({ data, row }) => formatAddress(data.records.target[row])))];
  }

  /** The first line that makes a record of a type for a name. */
  line(host: string, type: number): FileSpan | undefined {
    for (const { path, data, row } of this.rowsIn(host, type)) return this.lineAt(path, data, row);
    return undefined;
  }

  /** Domains of our zones with a mail exchanger that has one of some addresses, each once. */
  exchangesOf(addresses: readonly string[]): OwnExchange[] {
    return firstOfEach(this.tree.sourcePaths("tinydns").flatMap((path) => this.exchangesIn(path, addresses)));
  }

  /** The same in one file. */
  exchangesIn(path: string, addresses: readonly string[]): readonly OwnExchange[] {
    const data = this.tree.analysis("tinydns", path)!;
    return this.tree.onceFor(data, `exchanges of ${addresses}`, () => {
      const own = this.ownNames(data, addresses);
      const { records } = data;
      const found = new Map<NameId, OwnExchange>();
      for (let row = 0; row < records.count; row++) {
        if (records.typeOf(row) !== TYPE.MX || !own.has(records.target[row]) || found.has(records.owner[row])) continue;
        if (records.isWildcard(row) || !data.zones.isServed(records.owner[row])) continue;
        found.set(records.owner[row], new WrittenExchange(row, path, data, this.tree));
      }
      return [...found.values()];
    });
  }

  /** Names of our zones in a file with an address among some and no mail exchanger. */
  addressOnlyIn(path: string, addresses: readonly string[]): readonly OwnExchange[] {
    const data = this.tree.analysis("tinydns", path)!;
    return this.tree.onceFor(data, `addresses among ${addresses}`, () => {
      const { records, zones } = data;
      return [...this.ownNames(data, addresses)]
        .filter((name) => zones.isServed(name) && records.rowsOfType(name, TYPE.MX).length === 0)
        .filter((name) => !records.names.isWildcard(name))
        .map((name) => {
          const [row] = records.rowsOfType(name, TYPE.A);
          return new WrittenExchange(row, path, data, this.tree);
        });
    });
  }

  /** Names of our zones that are aliases of some. */
  aliases(): (OwnExchange & { readonly target: string })[] {
    const all = this.files.flatMap(({ path, data }) =>
      this.tree.onceFor(data, "aliases", () => {
        const { records, zones } = data;
        const found: (OwnExchange & { readonly target: string })[] = [];
        for (let row = 0; row < records.count; row++) {
          if (records.typeOf(row) !== TYPE.CNAME || records.isWildcard(row) || !zones.isServed(records.owner[row]))
            continue;
          const target = records.names.text(records.target[row]);
          found.push({ domain: records.ownerText(row), target, at: this.lineAt(path, data, row) });
        }
        return found;
      }),
    );
    return firstOfEach(all);
  }

  /** Whether clients may get different answers. */
  get haveLocations(): boolean {
    return this.files.some(({ data }) => data.records.locations.length > 0);
  }

  /** Names with one of some addresses. */
  private ownNames({ records }: ZoneData, addresses: readonly string[]): Set<NameId> {
    const numbers = this.tree.onceFor(addresses, numbersOf, () => numbersOf(addresses));
    const own = new Set<NameId>();
    for (let row = 0; row < records.count; row++) {
      if (records.typeOf(row) === TYPE.A && numbers.has(records.target[row])) own.add(records.owner[row]);
    }
    return own;
  }

  private lineAt(path: string, data: ZoneData, row: Row): FileSpan {
    return lineAt(path, data, row, this.tree);
  }

  private *rowsIn(host: string, type: number): Generator<{ path: string; data: ZoneData; row: number }> {
    const wire = parseName(host);
    if (!wire) return;
    for (const { path, data } of this.files) {
      for (const row of data.records.rowsOfType(data.names.find(wire), type)) yield { path, data, row };
    }
  }

  private rows(host: string, type: number) {
    return [...this.rowsIn(host, type)];
  }
}

const TYPES = { a: TYPE.A, mx: TYPE.MX } as const;

export function writtenZones(tree: Tree): WrittenZones {
  return tree.once(readZones);
}

function readZones(tree: Tree): WrittenZones {
  return new WrittenZones(tree);
}

/** The first line that makes a record of a type for a name: of the files that serve it, else of all. */
export function lineOfRecord(host: string, type: "a" | "mx", tree: Tree): FileSpan | undefined {
  const wire = parseName(host);
  for (const path of wire ? zoneFilesAround(wire, tree) : []) {
    const data = tree.analysis("tinydns", path)!;
    const [row] = data.records.rowsOfType(data.names.find(wire!), TYPES[type]);
    if (row !== undefined) return lineAt(path, data, row, tree);
  }
  return writtenZones(tree).line(host, TYPES[type]);
}

function lineAt(path: string, data: ZoneData, row: Row, tree: Tree): FileSpan {
  const { start, end } = data.lineOf(row);
  return tree.locate(path, { start, end });
}

function numbersOf(addresses: readonly string[]): ReadonlySet<number> {
  return new Set(addresses.flatMap((address) => addressNumber(address) ?? []));
}

/** Several servers may have copies of a zone. */
export function firstOfEach<T extends OwnExchange>(all: readonly T[]): T[] {
  const byDomain = new Map<string, T>();
  for (const each of all) if (!byDomain.has(each.domain)) byDomain.set(each.domain, each);
  return [...byDomain.values()];
}
