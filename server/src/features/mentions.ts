/**
 * The things that files of a site speak of, and where: hosts, addresses, locations, variables, accounts and files. Definition,
 * references, highlights and rename all read this.
 */
import type { Span } from "djblint-grammars/text";
import { hostRootOf } from "../model/site/site-roots.js";
import type { LanguageId } from "../rules/rule.js";
import type { Source } from "../source.js";
import { mentionsOfControl } from "./mentions-control.js";
import { mentionsOfRun } from "./mentions-run.js";
import { mentionsOfTcprules } from "./mentions-tcprules.js";
import { mentionsOfTinydns } from "./mentions-tinydns.js";
import type { Thing, Wanted } from "./thing.js";
import type { SourceSpan, View } from "./view.js";

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

export type PlacedMention = Mention & SourceSpan;

export function mentionAt({ source, offset }: View): PlacedMention | undefined {
  const found = FINDERS[source.language.id]?.at(source, offset);
  return found && { ...found, source };
}

export function mentionsIn(source: Source, thing: Wanted): PlacedMention[] {
  return (FINDERS[source.language.id]?.of(source, thing) ?? []).map((mention) => ({ ...mention, source }));
}

export function mentionsAround(view: Pick<View, "source" | "around">, thing: Wanted): PlacedMention[] {
  return sourcesKnowing(thing, view).flatMap((other) => mentionsIn(other, thing));
}

/** All sources of a site; of a variable of a script that script only, of an account the files of its host. */
function sourcesKnowing({ kind }: Thing, { source, around }: Pick<View, "source" | "around">): readonly Source[] {
  if (kind === "variable" && source.language.id === "run") return [source];
  return kind === "account" ? around.filter((other) => hostOf(other) === hostOf(source)) : around;
}

function hostOf({ whole, context }: Source): string {
  return hostRootOf(context.tree, whole.path);
}
