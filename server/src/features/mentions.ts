/**
 * The things that files of a site speak of, and where: hosts, addresses, locations, variables and files. Definition,
 * references, highlights and rename all read this.
 */
import type { Span } from "djblint-grammars/text";
import type { LanguageId } from "../rules/rule.js";
import type { Source } from "../source.js";
import { mentionsOfControl } from "./mentions-control.js";
import { mentionsOfRun } from "./mentions-run.js";
import { mentionsOfTcprules } from "./mentions-tcprules.js";
import { mentionsOfTinydns } from "./mentions-tinydns.js";
import type { Thing, Wanted } from "./thing.js";
import type { Place, View } from "./view.js";

/** How a thing is written in a place. */
export type Form =
  | "whole" // as it is called
  | "short" // a name without a dot that the line expands
  | "pattern" // behind a dot: all names below it
  | "implied" // not at all: the line makes it out of its owner name
  | "bytes"; // inside the data of a generic record

export interface Mention {
  readonly thing: Thing;
  readonly span: Span;
  readonly form: Form;
  /** Whether the place says what the thing is: gives a host its address, a variable its value, a location its clients. */
  readonly defines: boolean;
}

/** Finds mentions in the source of a language. */
export interface MentionFinder {
  /** The thing at a place. */
  at(source: Source, offset: number): Mention | undefined;
  /** All mentions of a thing, in the order of the file. */
  of(source: Source, wanted: Wanted): Mention[];
}

const FINDERS: Partial<Record<LanguageId, MentionFinder>> = {
  tinydns: mentionsOfTinydns,
  tcprules: mentionsOfTcprules,
  control: mentionsOfControl,
  run: mentionsOfRun,
};

export type PlacedMention = Mention & Place;

export function mentionAt({ source, offset }: View): PlacedMention | undefined {
  const found = FINDERS[source.language.id]?.at(source, offset);
  return found && { ...found, source };
}

export function mentionsIn(source: Source, thing: Wanted): PlacedMention[] {
  return (FINDERS[source.language.id]?.of(source, thing) ?? []).map((mention) => ({ ...mention, source }));
}

/** Those in all sources of a site; a variable of a script is known in that script only. */
export function mentionsAround({ source, around }: Pick<View, "source" | "around">, thing: Wanted): PlacedMention[] {
  const isOwn = thing.kind === "variable" && source.language.id === "run";
  return (isOwn ? [source] : around).flatMap((other) => mentionsIn(other, thing));
}
