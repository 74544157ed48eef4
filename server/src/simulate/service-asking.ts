/** Whom dnscache asks: for some domains the servers of their own files, for all other names those of `servers/@`. */
import { printable } from "djblint-grammars/text";
import { formerRootServer, isRootServer } from "../model/root-servers.js";
import { cacheRootOf, MOST_SERVERS, type ServerList, serverLists } from "../model/run/cache-root.js";
import type { RunScript } from "../model/run/run-script.js";
import type { Chain } from "../model/run/service.js";
import { environmentOf } from "../model/run/service-environment.js";
import type { AskFacts } from "./service-facts.js";

/** Undefined for other programs, and when the files are not known. */
export function askFacts(chain: Chain, script: RunScript): AskFacts | undefined {
  const root = cacheRootOf(chain, script);
  const lists = root === undefined ? undefined : serverLists(root, script);
  if (!lists) return undefined;
  const forwards = environmentOf(chain, script).some(({ name }) => name === "FORWARDONLY");
  const others = lists.find(({ name }) => name === "@");
  const says = lists
    .filter((list) => list !== others)
    .map((list) => `${serversOf(list).join(", ") || "nobody"} for ${printable(list.name)} and names below it`);
  if (others)
    says.push(`${wordsForOthers(serversOf(others), forwards)} for ${says.length > 0 ? "all other" : "all"} names`);
  return { servers: `${root}/servers`, says };
}

function serversOf({ lines }: ServerList): string[] {
  return lines.flatMap(({ address }) => address ?? []).slice(0, MOST_SERVERS);
}

/** dnscache(8): with FORWARDONLY they are caches, not root servers. */
function wordsForOthers(servers: readonly string[], forwards: boolean): string {
  if (servers.length === 0) return "nobody";
  if (forwards) return `as a client of other caches, ${servers.join(", ")}`;
  const areKnown = servers.every((address) => isRootServer(address) || formerRootServer(address));
  return areKnown ? `${servers.length} of the root servers` : `as root servers ${servers.join(", ")}`;
}
