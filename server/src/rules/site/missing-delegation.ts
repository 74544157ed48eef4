import { printable } from "djblint-grammars/text";
import { isPublic } from "../../model/address-block.js";
import { sitesOf, treeZones } from "../../model/site/site.js";
import { isInside, isWhole, namedServers } from "../../model/site/site-delegations.js";
import { lineOfZone, type ServedZone } from "../../model/site/site-names.js";
import { ROOT_TEXT } from "../../model/site/zone-files.js";
import { NO_NAME, wireOf } from "../../model/tinydns/name-table.js";
import type { Tree } from "../../model/tree.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "XF305",
  name: "missing-delegation",
  language: "site",
  severity: "warning",
  category: "delegation",
  since: "0.1",
  what: "A zone is served, and the zone above it, in another file, has no NS records for it",
  why:
    "Resolvers come from above: the servers of the zone above say that there are no such names, and nobody finds the servers " +
    "that have them",
  silent:
    "Where one of the files with the zone above has the NS records or the zone itself; for zones whose servers have no " +
    "public address, and below zones of which a server has none; and for those that a dnscache of the tree asks for by a file in root/servers",
  sources: ["RFC 1034 section 4.2.2", "tinydns specification Q5, Q6"],
  fixable: "none",
  messages: {
    missing: {
      text: "nobody finds {zone}: {parent}, which is above it, has no NS records for it, so that its servers answer that there are no such names",
      help: "add &{zone}::{server} to the file with {parent}",
    },
    above: { text: "{parent} is served from here" },
  },
  example: {
    bad: "==> a/root/data <==\n.example.org:192.0.2.1:a\n==> b/root/data <==\n.lab.example.org:192.0.2.2:ns.lab.example.org\n",
    good:
      "==> a/root/data <==\n.example.org:192.0.2.1:a\n&lab.example.org:192.0.2.2:ns.lab.example.org\n" +
      "==> b/root/data <==\n.lab.example.org:192.0.2.2:ns.lab.example.org\n",
  },
  on: {
    zones: (source, report) => {
      if (!isWhole(source)) return;
      const { tree } = source.site;
      const zones = treeZones(tree);
      const askedFor = tree.once(zonesOfCaches);
      // The zones of a file mostly stand below the same few names.
      const served = new Map<string, readonly ServedZone[]>();
      for (const name of source.data.served.keys()) {
        const dot = name.indexOf(".");
        if (dot < 0 || name === ROOT_TEXT || askedFor.has(name)) continue;
        const above = name.slice(dot + 1);
        const parents =
          served.get(above) ?? zones.around(above).filter((parent) => isWhole(parent.source) && !isInside(parent));
        served.set(above, parents);
        if (parents.length === 0) continue;
        const [child] = zones.named(name);
        // Of several files with the zone the first one is told.
        if (child.source !== source) continue;
        if (parents.some((parent) => leadsOn(parent, child.name))) continue;
        const servers = zones.named(child.name).flatMap(({ zone, source }) => namedServers(zone, source));
        if (servers.length === 0 || !servers.every(({ addresses }) => addresses.some(isPublic))) continue;
        const { file, span } = lineOfZone(parents[0]);
        const params = {
          zone: printable(child.name),
          parent: printable(parents[0].name),
          server: printable(servers[0].name),
        };
        report({
          at: lineOfZone(child),
          message: "missing",
          params,
          related: [{ file, span, message: "above", params }],
        });
      }
    },
  },
});

/** Whether the file of a zone has a zone or a delegation between it and the name, or at the name, for whichever clients. */
function leadsOn({ source: { data }, zone }: ServedZone, name: string): boolean {
  const { names, zones } = data;
  for (let at = names.nearestKnown(wireOf(name.split("."))); at !== zone.name; at = names.parent(at)) {
    if (at === NO_NAME || zones.at(at)) return true;
  }
  return false;
}

/** Names for which a dnscache of the tree has servers of its own. */
function zonesOfCaches(tree: Tree): ReadonlySet<string> {
  const folders = sitesOf(tree).flatMap((site) =>
    site.nameServers.flatMap(({ kind, folder }) => (kind === "dnscache" ? (folder ?? []) : [])),
  );
  const files = folders.flatMap((folder) => tree.children(`${folder}/servers`) ?? []);
  return new Set(files.map(({ path }) => path.slice(path.lastIndexOf("/") + 1)));
}
