/** The addresses of a host that its services listen on, as their scripts and environments tell. */
import { parseIpv4 } from "djblint-grammars/tcprules/address";
import { decodeLatin1 } from "djblint-grammars/text";
import { parentOf, type Tree } from "./tree.js";

/** Dotted; 0.0.0.0 means all addresses and is none itself. */
export function listenAddresses(tree: Tree): string[] {
  const texts = tree.sources("run").flatMap(({ path, analysis }) => {
    const effects = analysis.service.chains.flatMap(({ steps }) => steps).flatMap((step) => step.effects);
    const asked = effects.map((effect) => (effect.kind === "listen" ? effect.address.text : undefined));
    return [...asked, environmentAddress(tree, parentOf(path))];
  });
  return [...new Set(texts)].filter((text) => text !== undefined && parseIpv4(text) && text !== "0.0.0.0") as string[];
}

/** The servers of djbdns find theirs in IP. */
function environmentAddress(tree: Tree, service: string): string | undefined {
  const text = tree.text(`${service}/env/IP`);
  return text && decodeLatin1(text.bytes).split("\n")[0].trimEnd();
}
