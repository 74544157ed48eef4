import { TYPE } from "../../compile/expand.js";
import { EVERYWHERE, type LocationCode } from "../../model/tinydns/location-code.js";
import { MOST_BYTES, ReferralSizes } from "../../model/tinydns/referral-size.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import type { Zone } from "../../model/tinydns/zones.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD325",
  name: "referral-too-large",
  language: "tinydns",
  severity: "warning",
  category: "delegation",
  since: "0.1",
  what: "The referral to the servers of a delegated zone is longer than 512 bytes",
  why: "tinydns cuts such a reply to its question and marks it as truncated; resolvers have to ask again by TCP, which tinydns does not serve",
  sources: ["tinydns specification Q12, S5", "Zonemaster DELEGATION03"],
  fixable: "none",
  messages: {
    cut: {
      text: "the referral to {zone} has {size} bytes: tinydns sends at most 512 by UDP and cuts it to nothing",
      help: "name fewer servers or give them shorter names; otherwise axfrdns has to answer by TCP",
    },
  },
  example: {
    bad: `.example.org:192.0.2.1:a\n${[...Array(16).keys()].map((n) => `&sub.example.org:192.0.2.${n + 10}:ns.server${n}.example.net\n`).join("")}`,
    good: ".example.org:192.0.2.1:a\n&sub.example.org:192.0.2.10:ns.server1.example.net\n",
  },
  on: {
    file: (data, report) => {
      const { records, names, now } = data;
      const sizes = new ReferralSizes(records, now);
      for (const zone of data.zones.all()) {
        if (zone.isAuthoritySomewhere() || uncompressed(zone, data) <= MOST_BYTES) continue;
        const views = new Set<LocationCode>([EVERYWHERE, ...zone.servers.map((row) => records.locationOf(row))]);
        const size = Math.max(...[...views].map((view) => sizes.of(zone, view)));
        if (size <= MOST_BYTES) continue;
        const params = { zone: names.text(zone.name), size };
        if (!report({ at: data.ownerSpan(zone.servers[0]), message: "cut", params })) return;
      }
    },
  },
});

/** No referral is longer than this; nearly all zones are done with here. */
function uncompressed(zone: Zone, { records, names }: ZoneData): number {
  const owner = names.wireLength(zone.name);
  let bytes = 16 + owner;
  for (let row = records.firstRow(zone.name); row >= 0; row = records.nextRow(row)) {
    if (records.typeOf(row) !== TYPE.NS) continue;
    const server = records.target[row];
    bytes += owner + 10 + names.wireLength(server);
    for (let each = records.firstRow(server); each >= 0 && bytes <= MOST_BYTES; each = records.nextRow(each)) {
      if (records.typeOf(each) === TYPE.A) bytes += names.wireLength(server) + 14;
    }
  }
  return bytes;
}
