/** Names that end in the domain that they stand in twice. One rule tells it; that such a name does not exist follows. */
import { onceForEach } from "djblint-grammars/once";
import type { NameId } from "../../model/tinydns/name-table.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";

/** All of them, with the domain. */
export const doubledNames = onceForEach(({ names }: ZoneData): ReadonlyMap<NameId, string> => {
  const found = new Map<NameId, string>();
  const known = (name: NameId) => (found.size > 0 ? found.get(names.parent(name)) : undefined);
  for (let name = 0; name < names.count; name++) {
    // A name above another has the smaller number, so what is known of that one is known already.
    const domain = names.isDoubled(name) ? halfOf(names.labels(name)) : known(name);
    if (domain !== undefined) found.set(name, domain);
  }
  return found;
});

function halfOf(labels: readonly string[]): string {
  return labels.slice(labels.length / 2).join(".");
}
