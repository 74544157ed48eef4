/** From the smallest thing under the cursor outwards: label, field, line; octet, address, rule; part, word, command. */
import type { Span } from "djblint-grammars/text";
import { parseAddress } from "djblint-grammars/tinydns/address";
import { parseName } from "djblint-grammars/tinydns/name";
import type { ControlSource } from "../model/control/control-source.js";
import type { RunScript } from "../model/run/run-script.js";
import type { AccessFile } from "../model/tcprules/access-file.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";
import type { LanguageId } from "../rules/rule.js";
import { touches, type View } from "./view.js";

/** Stretches that hold the place, each inside the next. */
export function selectionRanges({ source, offset }: View): Span[] {
  const { text } = source.whole;
  const inner = SPANS[source.language.id]?.(source.analysis as never, offset) ?? [];
  const line = text.lines.span(text.lines.lineAt(offset));
  const around = [...inner, line].filter((span) => touches(span, offset)).sort((a, b) => size(a) - size(b));
  const chain: Span[] = [];
  for (const span of around) if (isWider(span, chain.at(-1))) chain.push(span);
  return chain;
}

function size({ start, end }: Span): number {
  return end - start;
}

function isWider(span: Span, inner: Span | undefined): boolean {
  if (inner === undefined) return true;
  return span.start <= inner.start && span.end >= inner.end && size(span) > size(inner);
}

const SPANS: Partial<Record<LanguageId, (analysis: never, offset: number) => Span[]>> = {
  tinydns: ({ text, records }: ZoneData, offset) => {
    const number = text.lines.lineAt(offset);
    const line = number < text.lines.count ? records.dataLine(number) : undefined;
    const field = line?.fields.find((candidate) => touches(candidate, offset));
    return line && field ? [...partsOf(text.slice(field), field), field, line] : [];
  },
  tcprules: ({ text, table }: AccessFile, offset) => {
    const number = text.lines.lineAt(offset);
    const line = number < text.lines.count ? table.lineAt(number) : undefined;
    if (line?.kind !== "rule") return [];
    const { address, instruction, variables, span } = line;
    const fields = variables.flatMap((variable) => [variable.name, variable.value, variable]);
    return [...partsOf(address.text, address), address, instruction, ...fields, span];
  },
  control: ({ lines }: ControlSource, offset) =>
    lines
      .filter(({ whole }) => touches(whole, offset))
      .flatMap((line) => {
        const fields = Object.values(line).filter(isField);
        return [...fields.flatMap((field) => partsOf(field.text, field)), ...fields];
      }),
  run: ({ tree }: RunScript, offset) => nodesAt(tree, offset),
};

interface TextField extends Span {
  readonly text: string;
}

function isField(value: unknown): value is TextField {
  return typeof value === "object" && value !== null && "text" in value;
}

/** The labels of a name or the numbers of an address. */
function partsOf(text: string, { start }: Span): Span[] {
  const { numbers } = parseAddress(text);
  const parts = numbers.length > 1 ? numbers : parseName(text).labels;
  return parts.map((part) => ({ start: start + part.start, end: start + part.end }));
}

/** All nodes of a tree that hold a place. */
function nodesAt(node: unknown, offset: number): Span[] {
  if (Array.isArray(node)) return node.flatMap((child) => nodesAt(child, offset));
  if (typeof node !== "object" || node === null) return [];
  const own = isSpan(node) ? [node] : [];
  // What stands inside of a node that does not hold the place may: here-documents stand behind their command.
  return [...own, ...Object.values(node).flatMap((child) => nodesAt(child, offset))].filter((span) =>
    touches(span, offset),
  );
}

function isSpan(node: object): node is Span {
  return "start" in node && "end" in node;
}
