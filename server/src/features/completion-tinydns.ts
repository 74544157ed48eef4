/** What may stand in a field of a data line. */
import {
  type FieldKind,
  type FieldSpec,
  hasLineType,
  LINE_TYPES,
  type LineType,
} from "djblint-grammars/tinydns/fields";
import { PROHIBITED } from "../compile/expand.js";
import { formatLocation, formatPrefix } from "../model/tinydns/location-code.js";
import { tai64OfUnix } from "../model/tinydns/scalars.js";
import { formatTai64, RDATA_FORMS, RECORD_TYPES } from "../model/tinydns/stored-record.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";
import { type CompletionItem, type Completions, completions, escapeSnippet, stop } from "./completion-items.js";
import { completeText } from "./completion-text.js";
import { knownAddresses } from "./known-addresses.js";
import { knownHosts } from "./known-hosts.js";
import { describeField } from "./signature-tinydns.js";
import { type TypedDataLine, typedDataLine } from "./typed-data-line.js";
import type { View } from "./view.js";

export function completeTinydns(view: View): Completions | undefined {
  const { source, offset } = view;
  const line = typedDataLine(source.whole.text, offset);
  const data = source.analysis as ZoneData;
  if (line.index < 0) return completions(lineTypes(data), { start: line.start, end: offset });
  if (!line.spec || !line.type) return undefined;
  if (line.type.letter === "'" && line.spec.kind === "text") return completeText(line, view);
  const offer = OFFERS[line.spec.kind];
  return offer && completions(offer(line, line.spec, view, data), line.field);
}

/** The line types of the dialect, with places for the fields in front of the ttl. */
function* lineTypes(data: ZoneData): Generator<CompletionItem> {
  for (const type of LINE_TYPES) {
    if (!hasLineType(data.dialect, type.code)) continue;
    const fields = type.fields.slice(0, mainFields(type));
    yield {
      label: type.letter + fields.map(({ name }) => name).join(":"),
      kind: "line",
      detail: type.name,
      documentation: [
        `Publishes ${type.creates}.`,
        ...fields.map((field) => `- \`${field.name}\`: ${describeField(field)}`),
      ].join("\n"),
      text: type.letter,
      snippet: escapeSnippet(type.letter) + fields.map(({ name }, index) => stop(index + 1, name)).join(":"),
    };
  }
}

/** How many fields stand in front of the ttl, the timestamp and the location, which most lines leave out. */
function mainFields({ fields }: LineType): number {
  const ttl = fields.findIndex(({ kind }) => kind === "ttl");
  return ttl < 0 ? fields.length : ttl;
}

type Offer = (line: TypedDataLine, spec: FieldSpec, view: View, data: ZoneData) => Iterable<CompletionItem>;

const OFFERS: Partial<Record<FieldKind, Offer>> = {
  name: ({ typed }, _, view) => knownHosts(typed, view.around, view.source),
  target: ({ typed }, _, view) => knownHosts(typed, view.around, view.source),
  server: servers,
  address: ({ typed }, _, view) => knownAddresses(typed, view.around, view.source),
  ttl: ttls,
  timestamp: timestamps,
  location: (_, __, ___, data) => locations(data),
  "location-definition": (_, __, ___, data) => locations(data),
  type: recordTypes,
};

/** Short names are expanded: that is shown beside them. */
function* servers({ typed, owner }: TypedDataLine, spec: FieldSpec, view: View): Generator<CompletionItem> {
  if (!typed.includes(".")) {
    const infix = spec.default.replace(/\.FQDN$/, "");
    for (const short of SHORT_NAMES)
      yield { label: short, kind: "host", detail: `${short}.${infix}.${owner}`, text: short };
  }
  yield* knownHosts(typed, view.around, view.source);
}

const SHORT_NAMES = ["a", "b", "c"];

const TTLS: readonly (readonly [string, string])[] = [
  ["0", "with a timestamp: the record ends then; else caches keep nothing"],
  ["300", "5 minutes"],
  ["3600", "1 hour"],
  ["86400", "1 day"],
  ["259200", "3 days"],
];

function* ttls(_: TypedDataLine, spec: FieldSpec): Generator<CompletionItem> {
  for (const [text, detail] of TTLS) {
    const isDefault = text === spec.default;
    yield { label: text, kind: "value", detail: isDefault ? `${detail}, the default` : detail, text };
  }
}

const MOMENTS: readonly (readonly [string, number])[] = [
  ["now", 0],
  ["in an hour", 3600],
  ["in a day", 86400],
  ["in a week", 7 * 86400],
];

function* timestamps(_: TypedDataLine, __: FieldSpec, { source }: View): Generator<CompletionItem> {
  for (const [label, seconds] of MOMENTS) {
    const stamp = tai64OfUnix(source.context.now + seconds);
    yield { label, kind: "value", detail: formatTai64(stamp), text: stamp.toString(16).padStart(16, "0") };
  }
}

function* locations({ records }: ZoneData): Generator<CompletionItem> {
  const prefixes = new Map<number, string[]>();
  for (const location of records.locations) {
    const known = prefixes.get(location.code) ?? [];
    prefixes.set(location.code, [...known, formatPrefix(location) || "everybody else"]);
  }
  for (const [code, known] of prefixes) {
    const text = formatLocation(code);
    yield { label: text, kind: "location", detail: `clients of ${known.slice(0, 4).join(", ")}`, text };
  }
}

function* recordTypes(): Generator<CompletionItem> {
  for (const [type, name] of RECORD_TYPES) {
    if (PROHIBITED.has(type)) continue;
    const form = RDATA_FORMS.get(type);
    yield { label: `${type} ${name}`, kind: "value", detail: form && `data: ${form}`, text: String(type) };
  }
}
