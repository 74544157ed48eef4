import { printable } from "djblint-grammars/text";
import { TYPE } from "../../compile/expand.js";
import { isPublic } from "../../model/address-block.js";
import { foldCase } from "../../model/control/control.js";
import { type Site, treeZones } from "../../model/site/site.js";
import { addressesInZone, placeOf } from "../../model/site/site-delegations.js";
import { wireOf } from "../../model/tinydns/name-table.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "XF401",
  name: "helo-unlike-ptr",
  language: "site",
  severity: "info",
  category: "names",
  since: "0.1",
  what: "The name that a host says in HELO is not the name that its address has",
  why:
    "qmail-remote says the name in helohost, or else in me. Careful mail servers look up the PTR of the address that " +
    "connects, and trust a client less, or turn it away, when it calls itself otherwise",
  silent:
    "For names outside of the zones of the tree, addresses whose reverse zone the tree does not serve or that have no PTR " +
    "there (missing-ptr), private addresses, and when one of several addresses of the name has it",
  sources: ["RFC 5321 section 4.1.4", "qmail specification T14"],
  fixable: "none",
  messages: {
    other: {
      text: "qmail-remote says {host} in HELO, and its address {address} has the name {target}",
      help: "write {target} into helohost if that is a name of this host, or let the PTR of {address} be {host}",
    },
    ptr: { text: "{address} is {target}" },
  },
  example: {
    bad:
      "==> var/qmail/control/me <==\nmail.example.org\n" +
      "==> etc/tinydns/root/data <==\n.example.org:192.0.2.1:ns.example.org\n.2.0.192.in-addr.arpa:192.0.2.1:ns.example.org\n" +
      "+mail.example.org:192.0.2.25\n=mx.example.org:192.0.2.25\n",
    good:
      "==> var/qmail/control/me <==\nmail.example.org\n" +
      "==> etc/tinydns/root/data <==\n.example.org:192.0.2.1:ns.example.org\n.2.0.192.in-addr.arpa:192.0.2.1:ns.example.org\n" +
      "=mail.example.org:192.0.2.25\n+mx.example.org:192.0.2.25\n",
  },
  on: {
    site: (site, report) => {
      for (const { home } of site.mail) {
        const { helohost } = home.directory;
        if (helohost?.file === undefined) continue;
        const source = site.tree.analysis("control", home.controlPath(helohost.file));
        const host = foldCase(helohost.text);
        const pointers = pointersOf(host, site);
        if (!source || pointers.length === 0 || pointers.some(({ target }) => target === host)) continue;
        const [{ address, target, at }] = pointers;
        const params = { host: printable(host), address, target: printable(target) };
        report({
          at: { file: source.path, span: source.text.lines.span(helohost.line ?? 0) },
          message: "other",
          params,
          related: [{ file: at.file, span: at.span, message: "ptr", params }],
        });
      }
    },
  },
});

/** The PTR records of all public addresses of a name. */
function pointersOf(host: string, { tree }: Site) {
  const zones = treeZones(tree);
  const addresses = new Set(zones.around(host).flatMap((zone) => addressesInZone(host, zone)));
  return [...addresses].filter(isPublic).flatMap((address) => {
    const labels = [...address.split(".").reverse(), "in-addr", "arpa"];
    return zones.around(labels.join(".")).flatMap(({ source }) => {
      const { names, records } = source.data;
      return records.rowsOfType(names.find(wireOf(labels)), TYPE.PTR).map((row) => ({
        address,
        target: names.text(records.target[row]),
        at: placeOf(source, source.data.lineOf(row)),
      }));
    });
  });
}
