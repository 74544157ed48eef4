import { TYPE } from "../../compile/expand.js";
import { notPublic } from "../../model/address-block.js";
import { EVERYWHERE, formatLocation, type LocationCode } from "../../model/tinydns/location-code.js";
import type { RecordTable, Row } from "../../model/tinydns/records.js";
import { formatAddress } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";
import { isForNobody } from "./for-nobody.js";
import { isLocationLost } from "./lost-location.js";
import { companionOf, isSent } from "./record-set.js";

const BOTH = "{name} has {own} for clients of {location} and {address} for everybody: clients of {location} get both";

export default defineRule({
  code: "TD148",
  name: "address-beside-location",
  language: "tinydns",
  severity: "warning",
  category: "locations",
  since: "0.1",
  what: "A name has a private address for the clients of a location and a public one for everybody, or the other way round",
  why: "A record without a location is no default for those that have none of their own: everybody sees it, clients of a location beside their own records, and they take either address",
  silent:
    "When both addresses are private or both are public; when no client sees both; for names that this file never answers (record-outside-zones, occluded-record), for name servers and mail exchangers whose private address everybody sees (ns-address-not-public, mx-address-not-public), and where another rule tells that the location is a slip (undefined-location, timestamp-not-tai64, extra-field)",
  sources: ["tinydns specification Q2"],
  fixable: "none",
  messages: {
    both: {
      text: BOTH,
      help: "give {address} a location too; a line %ex without a prefix makes one for all who have no other",
    },
    rest: { text: BOTH, help: "give {address} the location {rest}, which all have who have no other" },
    some: { text: BOTH, help: "give {address} the location of those that it is for" },
    own: { text: "{own} is for clients of {location}" },
  },
  example: {
    bad: "%in:10\n%ex\n.example.org:192.0.2.1:a\n+www.example.org:10.0.0.7:::in\n+www.example.org:192.0.2.7\n",
    good: "%in:10\n%ex\n.example.org:192.0.2.1:a\n+www.example.org:10.0.0.7:::in\n+www.example.org:192.0.2.7:::ex\n",
  },
  on: {
    name: {
      type: TYPE.A,
      several: true,
      check: (name, data, report) => {
        const { records } = data;
        const rows = records.rowsOfType(name, TYPE.A).filter((row) => !isForNobody(row, data) && isSent(row, data));
        const located = rows.filter((row) => records.locationOf(row) !== EVERYWHERE);
        if (located.length === 0) return;
        for (const row of rows) {
          if (records.locationOf(row) !== EVERYWHERE || isToldElsewhere(row, data)) continue;
          const others = located.filter((each) => isPrivate(each, records) !== isPrivate(row, records));
          const own = companionOf(row, others, records);
          if (own === undefined || isLocationLost(row, own, data)) continue;
          const rest = restOfClients(records);
          const params = {
            name: records.ownerText(row),
            own: formatAddress(records.target[own]),
            address: formatAddress(records.target[row]),
            location: formatLocation(records.locationOf(own)),
            rest: rest === undefined ? "" : formatLocation(rest),
          };
          report({
            at: data.targetSpan(row),
            message: rest === undefined ? "both" : rest === records.locationOf(own) ? "some" : "rest",
            params,
            related: [{ span: data.ownerSpan(own), message: "own", params }],
          });
          return;
        }
      },
    },
  },
});

/** The location of all clients that no longer prefix matches (Q1). */
function restOfClients({ locations }: RecordTable): LocationCode | undefined {
  return locations.find(({ prefix, isIpv6 }) => prefix.length === 0 && !isIpv6)?.code;
}

function isPrivate(row: Row, { target }: RecordTable): boolean {
  return notPublic(target[row]) !== undefined;
}

/** Of servers that nobody outside reaches other rules tell. */
function isToldElsewhere(row: Row, data: ZoneData): boolean {
  return isPrivate(row, data.records) && data.isServerAddress(row);
}
