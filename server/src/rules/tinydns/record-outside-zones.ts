import { TYPE } from "../../compile/expand.js";
import { emptyZones } from "../../model/tinydns/empty-zones.js";
import { meantInZone } from "../../model/tinydns/likely-slips.js";
import { formatLocation } from "../../model/tinydns/location-code.js";
import type { Row } from "../../model/tinydns/records.js";
import { typeName } from "../../model/tinydns/stored-record.js";
import { Trait } from "../../model/tinydns/traits.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import type { Zone } from "../../model/tinydns/zones.js";
import { defineRule, type Fix, type Observation } from "../rule.js";
import { colonInOwner } from "./cut-at-colon.js";
import { isForNobody } from "./for-nobody.js";
import { hasOddByte } from "./odd-name.js";
import { reverseNameProblem } from "./reverse-name.js";
import { wrongSeparator } from "./wrong-separator.js";
import { isOfZoneFile } from "./zone-file-line.js";

export default defineRule({
  code: "TD303",
  name: "record-outside-zones",
  language: "tinydns",
  severity: "warning",
  category: "delegation",
  since: "0.1",
  what: "A record's name lies in no zone of this file",
  why: "tinydns answers only inside its zones: a question for this name gets no reply at all",
  silent:
    "When the file has no zone at all; for the PTR of = lines (ptr-outside-zones); for the addresses of servers (address-outside-own-zones), for records whose time is over (record-expired) or whose location nobody has (undefined-location), for those of a domain whose zone is misspelt (misspelt-zone), and where another rule tells that the name is none (malformed-reverse-name, record-of-zone-file, cname-to-root, empty-owner, invalid-host-name, empty-text)",
  sources: ["tinydns specification Q5, trap T58"],
  fixable: "unsafe",
  messages: {
    outside: {
      text: "{name} {type} is never answered: no zone of this file covers the name",
      help: "add a line .{zone}:ip:x if this server is to serve it, or correct the name",
    },
    top: {
      text: "{name} {type} is never answered: the name is absolute, nothing is appended to it",
      help: "write the name in full, such as {name}.{example}",
    },
    others: {
      text: "{name} {type} is never answered: clients of {location} see no name server of {above}",
      help: "add a line .{above}:ip:x:::{location} to serve the zone to these clients too, or correct the location",
    },
    slip: {
      text: "{name} {type} is never answered: no zone of this file covers the name, but {usual} is one: is {meant} meant?",
      help: "write {meant}, or add a line .{zone}:ip:x if this server is to serve {zone}",
    },
    write: { text: "Write {meant}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.com:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n",
  },
  on: {
    file: (data, report) => {
      if (!data.hasAuthority) return;
      const { records } = data;
      // misspelt-zone tells of them.
      const inEmpty = new Set([...emptyZones(data).values()].flatMap(({ rows }) => [...rows]));
      const first = data.zones.all().find((zone) => zone.isAuthoritySomewhere())!;
      for (const row of data.traits.rowsWith(Trait.Outside)) {
        const type = records.typeOf(row);
        if (type === TYPE.NS || type === TYPE.SOA || records.isExpired(row, data.now)) continue;
        if ((type === TYPE.A && data.isServerAddress(row)) || inEmpty.has(row) || isToldElsewhere(row, data)) continue;
        const observation = forOthers(row, data) ?? outside(row, first, data);
        if (!report(observation)) return;
      }
    },
  },
});

/** Of a name in a zone that clients of another location see, and those who see the record do not. */
function forOthers(row: Row, data: ZoneData): Observation | undefined {
  const { records, names } = data;
  const fate = data.zones.fate(records.owner[row]);
  if (fate.kind === "outside") return undefined;
  const params = {
    name: records.ownerText(row),
    type: typeName(records.typeOf(row)),
    above: names.text(fate.zone.name),
    location: formatLocation(records.locationOf(row)),
  };
  return { at: data.ownerSpan(row), message: "others", params };
}

function outside(row: Row, first: Zone, data: ZoneData): Observation {
  const { records, names } = data;
  const type = records.typeOf(row);
  const name = records.ownerText(row);
  const labels = names.labels(records.owner[row]);
  const slip = type === TYPE.PTR ? undefined : meantInZone(name, data);
  const params = {
    name,
    type: typeName(type),
    zone: labels.slice(labels.length > 2 ? 1 : 0).join("."),
    example: names.text(first.name),
    ...slip,
  };
  const message = slip ? "slip" : labels.length === 1 ? "top" : "outside";
  return { at: data.ownerSpan(row), message, params, fixes: slip ? meantFixes(slip.meant, row, data) : [] };
}

/** Whether another rule tells what is wrong with the name. */
function isToldElsewhere(row: Row, data: ZoneData): boolean {
  if (reverseNameProblem(row, data) || isOfZoneFile(row, data) || isForNobody(row, data)) return true;
  const line = data.lineOf(row);
  if (wrongSeparator(line, data) || colonInOwner(line, data) || hasOddByte(line, data)) return true;
  // empty-text and cname-to-root tell.
  const isNameAlone = "'C^".includes(line.type!.letter) && line.fields.length === 1;
  return isNameAlone || data.fieldText(line, 0) === "";
}

function meantFixes(meant: string, row: Row, data: ZoneData): Fix[] {
  const edits = [{ span: data.ownerSpan(row), newText: meant }];
  return [{ title: "write", params: { meant }, safety: "unsafe", edits }];
}
