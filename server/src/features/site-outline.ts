/** The hosts of a tree as an outline for a view of an editor: services, zones, mail domains, who may relay. */
import type { HostFacts, MailFacts, PlaceFacts, SiteFacts, SiteServiceFacts } from "../simulate/site-facts.js";

export interface OutlineNode {
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  /** Name of a codicon of VS Code; other editors may choose their own by it. */
  readonly icon: string;
  readonly at?: PlaceFacts;
  readonly children?: readonly OutlineNode[];
}

export function siteOutline({ hosts }: SiteFacts): OutlineNode[] {
  return hosts.map((host) => ({
    label: host.name,
    description: host.folder,
    icon: "server",
    children: [
      group("Addresses", "globe", host.addresses.map(addressNode)),
      group("Services", "gear", host.services.map(serviceNode)),
      group("Zones", "list-tree", host.zones.map(zoneNode)),
      ...host.mail.flatMap(mailNodes),
    ].filter(({ children = [] }) => children.length > 0),
  }));
}

function group(label: string, icon: string, children: readonly OutlineNode[]): OutlineNode {
  return { label, icon, description: String(children.length), children };
}

function addressNode({ address, from }: HostFacts["addresses"][number]): OutlineNode {
  const origins: Readonly<Record<string, string>> = {
    configuration: "in djblint.json",
    listens: "a service listens there",
    environment: "in an env folder",
    name: "address of the host's name",
  };
  const description = from.map(({ origin }) => origins[origin] ?? origin).join(", ");
  return { label: address, description, icon: "circle-outline", at: from.find(({ at }) => at)?.at };
}

function serviceNode(service: SiteServiceFacts): OutlineNode {
  const { name, user, listens, rules, data, programs, script, isDown } = service;
  const where = listens && [listens.addresses.join(" "), listens.port].filter(Boolean).join(":");
  const facts = [isDown ? "down" : undefined, user && `as ${user}`, where].filter(Boolean);
  const files: OutlineNode[] = [
    ...(rules?.source ? [fileNode("access rules", rules.source)] : []),
    ...(data ? [fileNode("zone data", data)] : []),
    ...(service.log ? [fileNode("log", service.log)] : []),
  ];
  return {
    label: name,
    description: facts.join(", "),
    tooltip: `${programs.join(" → ")}${service.is ? `\n${programs.at(-1)} ${service.is}` : ""}`,
    icon: isDown ? "debug-pause" : "play-circle",
    at: { file: script, line: 1 },
    children: files,
  };
}

function fileNode(label: string, file: string): OutlineNode {
  return { label, description: file.slice(file.lastIndexOf("/") + 1), icon: "file", at: { file, line: 1 } };
}

function zoneNode({ name, at, servers, seenBy }: HostFacts["zones"][number]): OutlineNode {
  const isSplit = seenBy.some((view) => view !== "*");
  const views = isSplit ? `for ${seenBy.map((view) => (view === "*" ? "others" : view)).join(", ")}` : "";
  return {
    label: name,
    description: [servers.join(", "), views].filter(Boolean).join(" "),
    icon: "symbol-namespace",
    at,
  };
}

const WAYS: Readonly<Record<string, string>> = {
  local: "delivered here",
  virtual: "virtual",
  relayed: "relayed",
  exchangers: "to its mail exchangers",
  "not-known": "",
};

function mailNodes({ domains, relay }: MailFacts): OutlineNode[] {
  const entries = domains.map(({ name, way, to, isAccepted, at }) => ({
    label: name,
    description: [WAYS[way], to && `to ${to}`, isAccepted ? "" : "not accepted from outside"]
      .filter(Boolean)
      .join(", "),
    icon: "mail",
    at: at[0],
  }));
  const relays = relay.map(({ who, by, at, isOpen }) => ({
    label: isOpen ? `open relay: ${who}` : who,
    description: by,
    icon: isOpen ? "warning" : "arrow-swap",
    at,
  }));
  return [group("Mail domains", "mail", entries), group("Who may relay", "arrow-swap", relays)];
}
