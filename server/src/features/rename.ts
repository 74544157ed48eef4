/**
 * Renaming a host, with all names below it, a location or an account wherever the files of a site speak of it, or a
 * variable of a script, unless that would change what they mean.
 */
import { decodeLatin1, type Span } from "djblint-grammars/text";
import type { RunScript } from "../model/run/run-script.js";
import { NO_NAME, ROOT } from "../model/tinydns/name-table.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";
import { parseName } from "../simulate/question.js";
import { mentionAt, mentionsAround, mentionsIn, type PlacedMention } from "./mentions.js";
import { whyNotVariable, whyVariableStays } from "./rename-variable.js";
import { ACCOUNT, isWanted, type Thing, type Wanted } from "./thing.js";
import { analysisOf, type SourceSpan, sourcesOf, type View } from "./view.js";

export interface Replacement extends SourceSpan {
  /** One character for each byte. */
  readonly text: string;
}

/** Why something is not renamed, as a sentence without a full stop. */
export interface Refusal {
  readonly refused: string;
}

/** What the cursor is on, when it can be renamed. */
export function prepareRename(view: View): (PlacedMention & { readonly placeholder: string }) | Refusal {
  const found = mentionAt(view);
  if (!found) return { refused: "Only hosts, locations, accounts and variables of a script can be renamed" };
  const reason = whyNot(wholeOf(found.thing), view);
  return reason === undefined ? { ...found, placeholder: found.thing.name } : { refused: reason };
}

export function rename(view: View, name: string): readonly Replacement[] | Refusal {
  const prepared = prepareRename(view);
  if ("refused" in prepared) return prepared;
  const thing = wholeOf(prepared.thing);
  const wanted: Wanted = { ...thing, name: thing.kind === "host" ? name.toLowerCase() : name };
  const reason = whyNotTo(thing, wanted, view);
  if (reason !== undefined) return { refused: reason };
  return mentionsAround(view, thing)
    .filter((mention) => !followsOwner(mention, thing))
    .map((mention) => replacement(mention, mention.thing.name.slice(0, -thing.name.length) + wanted.name));
}

/** A host goes with the names below it, as a zone does with its names. */
function wholeOf(thing: Thing): Wanted {
  return thing.kind === "host" ? { ...thing, withNamesBelow: true } : thing;
}

/** Whether the line makes the name out of its owner name, which gets another one itself. */
function followsOwner({ form, source, span }: PlacedMention, thing: Wanted): boolean {
  if (form !== "short" && form !== "implied") return false;
  const { records, names, text } = source.analysis as ZoneData;
  const [row] = records.rowsOfLine(text.lines.lineAt(span.start));
  return isWanted({ kind: "host", name: names.text(records.owner[row]) }, thing);
}

function replacement(mention: PlacedMention, name: string): Replacement {
  const { source, span, form, thing } = mention;
  const written = source.whole.text.slice(span);
  // What the line puts behind a short name; a name with a dot is taken as it stands.
  const ending = thing.name.slice(written.length);
  const head = name.slice(0, name.length - ending.length);
  const isShort = form === "short" && name.endsWith(ending) && head !== "" && !head.includes(".");
  return { source, span, text: isShort ? head : name };
}

/** What speaks against renaming a thing at all. */
function whyNot(thing: Wanted, view: View): string | undefined {
  if (thing.kind === "address") return "An address is not renamed here: it belongs to a network";
  if (thing.kind === "file")
    return "A file is renamed where files are listed: the scripts that name a rule file follow";
  if (thing.kind === "variable") return whyVariableIsNot(thing, view);
  if (thing.kind === "account" && thing.name === "root") return "root is called so on every system";
  const mentions = mentionsAround(view, thing);
  const hidden = mentions.find(
    (mention) => mention.form === "bytes" || (mention.form === "implied" && !followsOwner(mention, thing)),
  );
  if (hidden) {
    const why = hidden.form === "bytes" ? "holds the name in the bytes of its data" : "makes the name out of its own";
    return `${placeOf(hidden)} ${why}: change that line first`;
  }
  if (thing.kind !== "host") return undefined;
  if (thing.name.startsWith("*.") || thing.name === "*") return "A wildcard is no host";
  for (const { source, analysis } of sourcesOf(view.around, "tinydns")) {
    const text = mentionedInText(thing.name, analysis);
    if (text) return `${placeOf({ source, span: text })} speaks of ${thing.name} in a text: change that line first`;
  }
  return undefined;
}

function whyVariableIsNot(thing: Wanted, view: View): string | undefined {
  const { source } = view;
  const script = analysisOf(source, "run");
  if (!script) return `${thing.name} goes into the environment of programs, which look for it by this name`;
  const trouble = whyVariableStays(
    thing.name,
    script,
    mentionsIn(source, thing).map(({ span }) => span),
  );
  return trouble?.span ? `${placeOf({ source, span: trouble.span })} ${trouble.says}` : trouble?.says;
}

/** A line whose text or data may name the host or one below it, as SPF does: what is meant there nobody knows. */
function mentionedInText(name: string, { records }: ZoneData): Span | undefined {
  const pattern = new RegExp(`(?<![a-z0-9_-])${name.replace(/[^a-z0-9]/g, "\\$&")}(?![a-z0-9_-]|\\.[a-z0-9])`, "i");
  for (let row = 0; row < records.count; row++) {
    if (records.letterCodeOf(row) !== QUOTE && records.letterCodeOf(row) !== COLON) continue;
    if (pattern.test(decodeLatin1(records.rdata(row)))) return records.dataLine(records.line[row]);
  }
  return undefined;
}

const QUOTE = 39;
const COLON = 58;

/** Dotted, without the dot at the end. */
const LONGEST_NAME = 253;

const LABEL = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/;

/** Why a name is none of its kind. */
function whyNotWritten(kind: Wanted["kind"], name: string): string | undefined {
  if (kind === "location") {
    return /^[!-9;-~]{1,2}$/.test(name) ? undefined : "A location is one or two characters, and no colon";
  }
  if (kind === "account") return ACCOUNT.test(name) ? undefined : `${name} is no name of an account`;
  if (!name.includes(".") || !name.split(".").every((label) => LABEL.test(label))) {
    return `${name} is no host name with its domain`;
  }
  return parseName(name) ? undefined : "No name is longer than 255 bytes, and no label longer than 63";
}

/** What speaks against the new name. */
function whyNotTo(thing: Wanted, wanted: Wanted, view: View): string | undefined {
  if (thing.kind === "variable") {
    return wanted.name === thing.name ? undefined : whyNotVariable(wanted.name, view.source.analysis as RunScript);
  }
  const reason = whyNotWritten(thing.kind, wanted.name);
  if (reason !== undefined) return reason;
  if (wanted.name === thing.name) return undefined;
  const [taken] = mentionsAround(view, wanted);
  if (taken) return `${taken.thing.name} is in use: ${placeOf(taken)}`;
  if (thing.kind !== "host") return undefined;
  const grown = wanted.name.length - thing.name.length;
  const isTooLong = (mention: PlacedMention) => mention.thing.name.length + grown > LONGEST_NAME;
  if (mentionsAround(view, thing).some(isTooLong)) return "A name below it would be longer than 255 bytes";
  return whyNotMoved(thing.name, wanted.name, view);
}

/** In another zone, other clients would get other answers, or none. */
function whyNotMoved(name: string, wanted: string, { around }: View): string | undefined {
  for (const { analysis } of sourcesOf(around, "tinydns")) {
    const { names, zones } = analysis;
    const id = find(name, names);
    if (id === NO_NAME) continue;
    // A zone lies where the name above it lies.
    const before = zones.at(id) && id !== ROOT ? zones.fate(names.parent(id)) : zones.fate(id);
    const after = zones.fate(names.nearestKnown(parseName(wanted)!));
    const zoneOf = (fate: typeof before) => (fate.kind === "outside" ? NO_NAME : fate.zone.name);
    if (zoneOf(before) !== zoneOf(after)) {
      return `${wanted} lies in another zone than ${name}`;
    }
  }
  return undefined;
}

function find(name: string, names: ZoneData["names"]): number {
  const wire = parseName(name);
  return wire ? names.find(wire) : NO_NAME;
}

/** `data:12`, as messages name places; scripts are all called alike, so `smtpd/run:3`. */
function placeOf({ source, span }: SourceSpan): string {
  const { file, span: local } = source.locate(span);
  const text = source.parts.find(({ path }) => path === file)!.text;
  const name = file
    .split("/")
    .slice(source.language.id === "run" ? -2 : -1)
    .join("/");
  return `${name}:${text.positionAt(local.start).line + 1}`;
}
