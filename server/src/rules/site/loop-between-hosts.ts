import { printable } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import { type Hop, type MailHost, MailNetwork, takesFrom } from "../../simulate/mail-network.js";
import { defineRule, type Related } from "../rule.js";

export default defineRule({
  code: "XF201",
  name: "loop-between-hosts",
  language: "site",
  severity: "error",
  category: "mail",
  since: "0.1",
  what: "Two or more hosts send the mail for a domain to one another, and none keeps it",
  why:
    "A route in smtproutes is followed without asking where it leads: every pass adds Received fields, and with 100 of " +
    "them qmail-smtpd refuses the mail (5.4.6), which then goes back to its sender",
  silent:
    "Where one of the hosts refuses what the other sends, where a route has another port than 25, and where the tree does " +
    "not tell which host has the address of a relay, or what that host does with the mail",
  sources: ["qmail specification A5, A10, T9", "measured: smtproutes-routing-082 to -084, smtpd-envelopes-021"],
  fixable: "none",
  messages: {
    loop: {
      text: "mail for {domains} goes round between {hosts} until it is returned: none of them keeps it",
      help: "add the domain to locals or virtualdomains of the host that is to keep its mail, or lead its route elsewhere",
    },
    next: { text: "{host} sends it on to {next}" },
  },
  example: {
    bad:
      "==> hosts/a/var/qmail/control/me <==\na.example.org\n==> hosts/a/var/qmail/control/locals <==\na.example.org\n" +
      "==> hosts/a/var/qmail/control/rcpthosts <==\na.example.org\nexample.org\n" +
      "==> hosts/a/var/qmail/control/smtproutes <==\nexample.org:b.example.org\n" +
      "==> hosts/b/var/qmail/control/me <==\nb.example.org\n==> hosts/b/var/qmail/control/locals <==\nb.example.org\n" +
      "==> hosts/b/var/qmail/control/rcpthosts <==\nb.example.org\nexample.org\n" +
      "==> hosts/b/var/qmail/control/smtproutes <==\nexample.org:a.example.org\n" +
      "==> hosts/a/etc/tinydns/root/data <==\n.example.org:192.0.2.1:a\n=a.example.org:192.0.2.1\n=b.example.org:192.0.2.2\n",
    good:
      "==> hosts/a/var/qmail/control/me <==\na.example.org\n==> hosts/a/var/qmail/control/locals <==\na.example.org\n" +
      "==> hosts/a/var/qmail/control/rcpthosts <==\na.example.org\nexample.org\n" +
      "==> hosts/a/var/qmail/control/smtproutes <==\nexample.org:b.example.org\n" +
      "==> hosts/b/var/qmail/control/me <==\nb.example.org\n" +
      "==> hosts/b/var/qmail/control/locals <==\nb.example.org\nexample.org\n" +
      "==> hosts/b/var/qmail/control/rcpthosts <==\nb.example.org\nexample.org\n" +
      "==> hosts/a/etc/tinydns/root/data <==\n.example.org:192.0.2.1:a\n=a.example.org:192.0.2.1\n=b.example.org:192.0.2.2\n",
  },
  on: {
    sites: ([first, ...others], report) => {
      if (others.length === 0) return;
      const network = MailNetwork.of(first.tree);
      const loops = new Map<string, { hops: Hop[]; domains: string[] }>();
      for (const from of network.hosts) {
        for (const domain of domainsOf(from)) {
          const hops = loopFrom(from, domain, network);
          if (!hops) continue;
          const key = keyOf(hops);
          const known = loops.get(key) ?? { hops, domains: [] };
          loops.set(key, known);
          if (!known.domains.includes(domain)) known.domains.push(domain);
        }
      }
      for (const { hops, domains } of loops.values()) {
        const start = hops.find(({ by }) => by === "route")!;
        report({
          at: start.at!,
          message: "loop",
          params: { domains: inWords(domains), hosts: hops.map(({ from }) => nameOf(from)).join(" and ") },
          related: hops.filter((hop) => hop !== start).flatMap(relatedOf),
        });
      }
    },
  },
});

/** A local part or label that no file can hold. */
const ANY_LABEL = "\n";

/** What the host has a route for; of a route for all names below a domain, and of that for all others, some name. */
function domainsOf({ mail }: MailHost): string[] {
  return mail.directory.smtproutes
    .entries()
    .map(({ key }) => (key === "" || key.startsWith(".") ? ANY_LABEL + foldCase(key) : foldCase(key)));
}

/** The way that leads back to where it began, with a route on it; each host takes what the one before sends. */
function loopFrom(from: MailHost, domain: string, network: MailNetwork): Hop[] | undefined {
  const hops: Hop[] = [];
  for (let host = from; hops.length < network.hosts.length; ) {
    const hop = network.next(host, domain);
    if (!hop?.at || !hop.to || hop.to === host || takesFrom(hop.to, host, domain) !== true) return undefined;
    hops.push(hop);
    if (hop.to === from) return hops;
    host = hop.to;
  }
  return undefined;
}

/** The same for a loop wherever one enters it. */
function keyOf(hops: readonly Hop[]): string {
  return hops
    .map(({ at }) => `${at!.file}:${at!.span.start}`)
    .sort()
    .join(" ");
}

function relatedOf({ at, from, to }: Hop): Related[] {
  return at ? [{ ...at, message: "next", params: { host: nameOf(from), next: nameOf(to!) } }] : [];
}

function nameOf({ site }: MailHost): string {
  return printable(site.name);
}

/** Named one by one no longer than people read. */
function inWords(domains: readonly string[]): string {
  const [first] = domains.map((domain) =>
    domain === ANY_LABEL ? "all other domains" : printable(domain.replace(`${ANY_LABEL}.`, "every name below ")),
  );
  return domains.length === 1 ? first : `${first} and ${domains.length - 1} more`;
}
