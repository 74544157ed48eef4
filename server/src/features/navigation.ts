/** Where a thing is defined, where it is used, and where else it stands in the same file. */
import { mentionAt, mentionsAround, mentionsIn, type PlacedMention } from "./mentions.js";
import type { View } from "./view.js";

export interface Definitions {
  readonly mentions: readonly PlacedMention[];
  /** The thing is a file: its absolute path. */
  readonly file: string | undefined;
}

/** Lines that give a host its address come first; a host without one is defined where it owns records. */
export function definition(view: View): Definitions {
  const found = mentionAt(view);
  if (!found) return { mentions: [], file: undefined };
  if (found.thing.kind === "file") {
    const { name } = found.thing;
    // No editor opens a folder.
    const isFolder = view.source.context.tree.entry(name)?.kind === "directory";
    return { mentions: [], file: isFolder ? undefined : name };
  }
  const all = mentionsAround(view, found.thing);
  const defining = all.filter(({ defines }) => defines);
  const inData = defining.filter(({ source }) => source.language.id === "tinydns");
  return { mentions: inData.length > 0 ? inData : defining.length > 0 ? defining : owned(all), file: undefined };
}

/** Of a name without an address: the lines that it begins. */
function owned(mentions: readonly PlacedMention[]): PlacedMention[] {
  return mentions.filter(({ source, span }) => {
    const { lines } = source.whole.text;
    return source.language.id === "tinydns" && span.start === lines.start(lines.lineAt(span.start)) + 1;
  });
}

export function references(view: View, withDefinitions: boolean): PlacedMention[] {
  const found = mentionAt(view);
  if (!found) return [];
  return mentionsAround(view, found.thing).filter(({ defines }) => withDefinitions || !defines);
}

export function highlights(view: View): PlacedMention[] {
  const found = mentionAt(view);
  return found ? mentionsIn(view.source, found.thing) : [];
}
