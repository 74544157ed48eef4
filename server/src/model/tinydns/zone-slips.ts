/**
 * Zones with a single line, one letter or dot away from a zone that lacks this very line and holds all the records: the
 * name was misspelt. Who holds a domain with such a name on purpose serves it from the same servers, or puts records into it.
 */
import { TYPE } from "../../compile/expand.js";
import { isNameSlip } from "../name-slip.js";
import type { NameId } from "./name-table.js";
import type { Row } from "./records.js";
import type { ZoneData } from "./zone-data.js";
import type { Zone } from "./zones.js";

export interface ZoneSlip {
  readonly zone: Zone;
  /** The zone that was meant. */
  readonly usual: Zone;
  /** The record that the line makes, an NS or an SOA. */
  readonly row: Row;
}

/** Among more zones there are soon two that are spelt nearly alike. */
const MOST_ZONES = 200;

export function findZoneSlips(data: ZoneData): ZoneSlip[] {
  const { zones, names } = data;
  const all = zones.all();
  if (all.length < 2 || all.length > MOST_ZONES) return [];
  const texts = new Map(all.map((zone) => [zone, names.text(zone.name)]));
  const slips = all.flatMap((zone) => {
    const row = onlyRow(zone);
    const usual = row === undefined ? undefined : all.find((other) => isMeant(zone, other, texts));
    return row !== undefined && usual && lacks(usual, zone, row, data) ? [{ zone, usual, row }] : [];
  });
  return slips.length === 0 ? [] : withoutInhabited(slips, data);
}

/** The NS of a zone with one server, or the SOA of one without. */
function onlyRow(zone: Zone): Row | undefined {
  if (zone.serverCount > 1 || zone.soaCount > 1) return undefined;
  return (zone.serverCount === 1 ? zone.servers : zone.soas)[0];
}

function isMeant(zone: Zone, other: Zone, texts: ReadonlyMap<Zone, string>): boolean {
  const usual = texts.get(other)!;
  return other !== zone && usual.includes(".") && isNameSlip(texts.get(zone)!, usual, "any");
}

/** Whether a zone lacks what the only line of another makes, and needs it or is a zone already. */
function lacks(usual: Zone, { name, serverCount }: Zone, row: Row, data: ZoneData): boolean {
  if (serverCount === 0) return usual.soaCount === 0;
  if (data.letterOf(row) === "&" && usual.soaCount === 0) return false;
  const server = serverText(row, name, usual.name, data);
  return usual.serverCount > 0 && usual.servers.every((each) => data.names.text(data.records.target[each]) !== server);
}

/** The name of a server as the line would make it in the other zone. */
function serverText(row: Row, zone: NameId, usual: NameId, { names, records }: ZoneData): string {
  const target = records.target[row];
  const text = names.text(target);
  if (!names.isWithin(target, zone)) return text;
  return text.slice(0, text.length - names.text(zone).length) + names.text(usual);
}

/** Those with no record from another line, whose other zone has some. */
function withoutInhabited(slips: readonly ZoneSlip[], data: ZoneData): ZoneSlip[] {
  const { records, names } = data;
  const inhabited = new Set<ZoneSlip>();
  const isUsual = new Set<ZoneSlip>();
  for (let row: Row = 0; row < records.count; row++) {
    const owner = records.owner[row];
    const type = records.typeOf(row);
    const isOfServers = type === TYPE.NS || type === TYPE.SOA || data.isServerAddress(row);
    for (const slip of slips) {
      if (records.line[row] !== records.line[slip.row] && names.isWithin(owner, slip.zone.name)) inhabited.add(slip);
      if (!isOfServers && names.isWithin(owner, slip.usual.name)) isUsual.add(slip);
    }
  }
  return slips.filter((slip) => !inhabited.has(slip) && isUsual.has(slip));
}
