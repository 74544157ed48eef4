/** Host names that the files of a site hold. */
import { foldCase } from "../model/control/control.js";
import { type NameId, NO_NAME, wireOf } from "../model/tinydns/name-table.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";
import type { Source } from "../source.js";
import type { CompletionItem } from "./completion-items.js";
import { sourcesOf } from "./view.js";

/** Names that begin with a text: first those of one source, then those of the others. */
export function* knownHosts(typed: string, around: readonly Source[], first?: Source): Generator<CompletionItem> {
  const seen = new Set<string>();
  const inOrder = [...around].sort((a, b) => Number(b === first) - Number(a === first));
  for (const { source, analysis } of sourcesOf(inOrder, "tinydns")) {
    for (const label of hostsOfData(typed, analysis)) {
      if (seen.has(label)) continue;
      seen.add(label);
      yield { label, kind: "host", detail: nameOf(source), text: label };
    }
  }
  for (const { source, analysis } of sourcesOf(inOrder, "control")) {
    for (const { name, trouble } of analysis.domains) {
      const label = foldCase(name.text).replace(/^\./, "");
      if (trouble || label === "" || seen.has(label) || !label.startsWith(foldCase(typed))) continue;
      seen.add(label);
      yield { label, kind: "host", detail: nameOf(source), text: label };
    }
  }
}

function nameOf({ whole: { path } }: Source): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The names of the file, and those that the text would make with one of its zones behind it. */
function* hostsOfData(typed: string, data: ZoneData): Generator<string> {
  const { names, zones, records } = data;
  const folded = foldCase(typed);
  const own = folded.replace(/\.$/, "");
  const isMeant = reverseNamesMeant(folded, names);
  for (const name of names.startingWith(folded)) {
    // The names between others say nothing.
    if (records.firstRow(name) < 0 && !data.isAddressAsked(name)) continue;
    // What is typed is in the file too, as far as it goes.
    const text = names.text(name);
    if (isMeant(name) && text !== own) yield text;
  }
  // The head may be new, as www in www.exa.
  for (let at = folded.indexOf("."); at >= 0; at = folded.indexOf(".", at + 1)) {
    const head = folded.slice(0, at);
    const tail = folded.slice(at + 1);
    for (const { name } of zones.all()) {
      if (isMeant(name) && names.beginsWith(name, tail)) yield `${head}.${names.text(name)}`;
    }
  }
}

/** Where names of addresses stand, and how such a name begins. */
const REVERSE_TREES = [
  { tree: wireOf(["in-addr", "arpa"]), begins: /^\d/ },
  { tree: wireOf(["ip6", "arpa"]), begins: /^[0-9a-f](\.|$)/ },
];

/** Nobody writes a reverse name for a host, so it is offered only behind what one may begin with. */
function reverseNamesMeant(typed: string, names: ZoneData["names"]): (name: NameId) => boolean {
  const others = REVERSE_TREES.filter(({ begins }) => !begins.test(typed))
    .map(({ tree }) => names.find(tree))
    .filter((tree) => tree !== NO_NAME);
  return (name) => !others.some((tree) => names.isWithin(name, tree));
}
