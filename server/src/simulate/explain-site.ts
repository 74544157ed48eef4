/** All that the models know of the hosts of a tree, put together as plain data. */
import { printable } from "djblint-grammars/text";
import { purposeOf } from "../model/run/program-purposes.js";
import { lastStep } from "../model/run/service.js";
import { portName } from "../model/run/service-server.js";
import { type Site, sitesOf } from "../model/site/site.js";
import type { CompiledFile } from "../model/site/site-files.js";
import { lineOfZone, viewsOf, type ZoneSource } from "../model/site/site-names.js";
import type { SiteService } from "../model/site/site-services.js";
import { EVERYWHERE, formatLocation } from "../model/tinydns/location-code.js";
import type { FileSpan, Tree } from "../model/tree.js";
import type {
  AddressFacts,
  CompiledFacts,
  HostFacts,
  PlaceFacts,
  SiteFacts,
  SiteServiceFacts,
  ZoneFacts,
} from "./site-facts.js";
import { mailFacts } from "./site-mail-facts.js";

/** `shown` makes a path one that the user knows. */
export type ShowPath = (path: string) => string;

export function explainSites(tree: Tree, shown: ShowPath): SiteFacts {
  return { hosts: sitesOf(tree).map((site) => explainSite(site, shown)) };
}

function explainSite(site: Site, shown: ShowPath): HostFacts {
  const place = (at: FileSpan) => placeFacts(at, site.tree, shown);
  return {
    name: printable(site.name),
    folder: shown(site.root === "" ? "/" : site.root),
    addresses: site.addresses.map(
      ({ address, from }): AddressFacts => ({
        address,
        from: from.map(({ origin, at }) => ({ origin, ...(at && { at: place(at) }) })),
      }),
    ),
    trusted: site.configured.trusted,
    services: site.services.map((service) => serviceFacts(service, site, shown)),
    zones: site.zoneSources.flatMap((source) => zoneFacts(source, place, shown)),
    mail: site.mail.map((mail) => mailFacts(mail, site, place, shown)),
    accounts: site.accounts.map(({ name, services }) => ({ name, services: services.map((service) => service.name) })),
    compiled: site.compiledFiles.map((file) => compiledFacts(file, shown)),
  };
}

function placeFacts({ file, span }: FileSpan, tree: Tree, shown: ShowPath): PlaceFacts {
  return { file: shown(file), line: (tree.text(file)?.lines.lineAt(span.start) ?? 0) + 1 };
}

function serviceFacts(service: SiteService, site: Site, shown: ShowPath): SiteServiceFacts {
  const { script, links, rules, log, user, listening, port, addresses } = service;
  const server = site.nameServers.find((other) => other.service === service);
  const purpose = service.chain && purposeOf(lastStep(service.chain));
  const usual = port === undefined ? undefined : portName(port);
  return {
    name: printable(service.name),
    script: shown(script.path),
    programs: service.programs.map((name) => name || "?"),
    ...(purpose && { is: purpose.is }),
    startedBy: links.length > 0 ? "svscan" : script.isStarter ? "script" : "not-known",
    isDown: service.isDown,
    ...(user.name !== undefined && { user: user.name }),
    ...(listening && {
      listens: {
        addresses,
        ...(port !== undefined && { port }),
        ...(usual !== undefined && { service: usual }),
        transport: listening.transport,
      },
    }),
    ...(rules && {
      rules: { written: printable(rules.written), ...(rules.source && { source: shown(rules.source.path) }) },
    }),
    ...(server?.data && { data: shown(server.data.path) }),
    ...(log && { log: shown(log.path) }),
  };
}

function zoneFacts(source: ZoneSource, place: (at: FileSpan) => PlaceFacts, shown: ShowPath): ZoneFacts[] {
  const { data, path, servers } = source;
  return [...data.served].map(([name, zone]) => {
    const served = { name, zone, source };
    return {
      name,
      data: shown(path),
      at: place(lineOfZone(served)),
      servers: servers.map(({ service }) => service.name),
      seenBy: viewsOf(served).map((view) => (view === EVERYWHERE ? "*" : printable(formatLocation(view)))),
    };
  });
}

function compiledFacts(file: CompiledFile, shown: ShowPath): CompiledFacts {
  const { kind, sources, compiled, state, sourceTime, compiledTime } = file;
  return {
    kind,
    sources: sources.map(shown),
    compiled: shown(compiled),
    state,
    ...(sourceTime !== undefined && { sourceTime: moment(sourceTime) }),
    ...(compiledTime !== undefined && { compiledTime: moment(compiledTime) }),
  };
}

function moment(seconds: number): string {
  return new Date(Math.floor(seconds) * 1000).toISOString().replace(".000", "");
}
