/** Names of PTR records by which nobody asks. One rule tells them; record-outside-zones has nothing to add. */
import { TYPE } from "../../compile/expand.js";
import { ROOT, wireOf } from "../../model/tinydns/name-table.js";
import type { Row } from "../../model/tinydns/records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import type { Statement } from "../rule.js";
import { hasOddByte } from "./odd-name.js";

/** What is wrong with the name of a PTR, in the messages of malformed-reverse-name. */
export function reverseNameProblem(row: Row, data: ZoneData): Statement | undefined {
  const owner = data.records.owner[row];
  if (data.records.typeOf(row) !== TYPE.PTR || data.zones.at(owner)) return undefined;
  // cname-to-root tells.
  if (data.records.target[row] === ROOT) return undefined;
  const problem = data.names.addressOfReverse(owner) >= 0 ? judgeOrder(row, data) : judge(row, data);
  // A line is read for a problem only: most names have none. invalid-host-name tells.
  return problem && hasOddByte(data.lineOf(row), data) ? undefined : problem;
}

/** Of the reverse name of an address: whether a zone here is for the address that it stands for the other way round. */
function judgeOrder(row: Row, { records, names, zones }: ZoneData): Statement | undefined {
  if (!zones.holdReverseNames || zones.fateOf(row).kind !== "outside") return undefined;
  const labels = names.labels(records.owner[row]);
  const reverse = [...labels.slice(0, 4).reverse(), "in-addr", "arpa"];
  if (!zones.isServed(names.nearestKnown(wireOf(reverse)))) return undefined;
  return { message: "order", params: { name: labels.join("."), reverse: reverse.join(".") } };
}

function judge(row: Row, data: ZoneData): Statement | undefined {
  const { records, names, zones } = data;
  const labels = names.labels(records.owner[row]);
  if (labels.length === 0 || labels.some((label) => label.startsWith("_") || label === "*")) return undefined;
  const name = labels.join(".");
  const [top, second] = [...labels].reverse();
  const host = labels.slice(0, -2);
  if (top === "arpa" && second === "in-addr") {
    const fate = zones.fate(records.owner[row]);
    const zone = fate.kind === "outside" ? [] : names.labels(fate.zone.name);
    return judge4(name, host, zone.length - 2);
  }
  if (isIp6(top, second)) return judge6(name, host, `${second}.${top}`);
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return judgeNumbers(name, labels, data);
  return swapped(name, row, data) ?? misspelt(name) ?? { message: "elsewhere", params: { name } };
}

/** Four numbers alone: of a reverse name, when one of the zones here is for them as they stand, or else of an address. */
function judgeNumbers(name: string, labels: readonly string[], { names, zones }: ZoneData): Statement {
  const asReverse = names.nearestKnown(wireOf([...labels, "in-addr", "arpa"]));
  if (zones.isServed(asReverse)) return { message: "suffix", params: { name, reverse: `${name}.in-addr.arpa` } };
  return { message: "address", params: { name, reverse: `${[...labels].reverse().join(".")}.in-addr.arpa` } };
}

/** The name of a host in front, and behind it the address that belongs there. */
function swapped(name: string, row: Row, { records, names }: ZoneData): Statement | undefined {
  const address = names.text(records.target[row]);
  const octets = address.split(".");
  if (octets.length !== 4 || octets.some((octet) => !/^\d{1,3}$/.test(octet) || Number(octet) > 255)) return undefined;
  const reverse = [...octets].reverse().map(Number).join(".");
  return { message: "swapped", params: { name, address, line: `^${reverse}.in-addr.arpa:${name}` } };
}

/** Numbers of an address, and behind them what was to be in-addr.arpa, or more than that. */
function misspelt(name: string): Statement | undefined {
  const [, numbers, end] = /^(\d{1,3}(?:\.\d{1,3}){1,3})\.(\D.*)$/.exec(name) ?? [];
  if (end === undefined || !/^in[.-]?add?r|^arpa$|^[^.]*addr?[.-]?ar?pa?$/.test(end)) return undefined;
  return { message: "spelling", params: { name, end, reverse: `${numbers}.in-addr.arpa` } };
}

function isIp6(top: string, second: string | undefined): boolean {
  return second === "ip6" && (top === "arpa" || top === "int");
}

/** Labels that are no numbers name a network of RFC 2317 or something else that was given a name on purpose. */
function judge4(name: string, host: readonly string[], zoneLabels: number): Statement | undefined {
  if (host.some((label) => !/^\d+$/.test(label))) return undefined;
  const label = host.find((each) => Number(each) > 255 || (each.length > 1 && each[0] === "0"));
  if (label !== undefined) return { message: "octet", params: { name, label } };
  if (host.length === 4 || (host.length > 4 && zoneLabels >= 4)) return undefined;
  return { message: "count", params: { name, count: host.length } };
}

function judge6(name: string, host: readonly string[], suffix: string): Statement | undefined {
  const areSingle = host.every((label) => label.length === 1);
  const label = host.find((each) => !/^[0-9a-f]+$/.test(each));
  if (label !== undefined && areSingle) return { message: "digit", params: { name, label } };
  // Other labels name something that was given a name on purpose.
  if (label !== undefined && !label.includes(":")) return undefined;
  if (host.length !== 32 || !areSingle) return { message: "nibbles", params: { name, count: host.length, suffix } };
  const isForwards = !isAllocated([...host].reverse().join("")) && isAllocated(host.join(""));
  if (!isForwards) return undefined;
  return { message: "forwards", params: { name, reverse: [...[...host].reverse(), suffix].join(".") } };
}

/** Whether 32 digits are those of an address that is in use: global, of one site or link, of IPv4 (RFC 4291 section 2.4, RFC 6052). */
function isAllocated(digits: string): boolean {
  return /^([23]|f[cde]|0{16}|0064ff9b)/.test(digits);
}
