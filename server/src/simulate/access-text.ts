/** Clients and decision tables of a rule file as text. */

import type { RuleLine } from "djblint-grammars/tcprules/tree";
import { decodeUtf8, printable } from "djblint-grammars/text";
import { countOf, formatAddresses, formatCount } from "../model/ip.js";
import type { Verdict } from "../model/tcprules/access.js";
import type { AccessFile } from "../model/tcprules/access-file.js";
import type { AccessMap, AccessRange } from "../model/tcprules/access-map.js";
import { mayRelay } from "../model/tcprules/variable-effects.js";
import { describeAudience, describeEffects, describeIdle, describeLost, describeVerdict } from "./access-words.js";
import { clientNote } from "./client-note.js";
import type { AccessExplanation, AskedKey, LostRule } from "./explain-access.js";

/** A file may have any number of lines that ask for a name. */
const MOST_LOST = 20;

/** What tcprulescheck does not say about a client. */
export function clientAsText(explanation: AccessExplanation, file: AccessFile, path: string): string {
  const { client, rule, verdict, asked, lost } = explanation;
  const effects = describeEffects(verdict, file.table.variableNames);
  const at = (line: RuleLine) => placed(line, file, path);
  return sections([
    [
      whoIs(explanation),
      clientNote(client, file.dialect),
      rule ? `decided by ${at(rule)}` : "no line speaks of this client: it is allowed, without variables",
      rule && !verdict.allow && rule.variables.length > 0 ? NEVER_USED : undefined,
    ],
    ["what the variables do:", ...effects.map((effect) => `  ${effect}`)],
    ["keys in the order of asking, of which the first that a line has decides:", ...keyRows(asked)],
    ["lines that do not decide:", ...lostRows(lost, at)],
  ]);
}

function whoIs({ client: { ip, host, info } }: AccessExplanation): string {
  const facts = [
    host === undefined ? "name not known (as with tcpserver -H)" : `name ${host || '""'}`,
    info === undefined ? "user not known (as with -R)" : `user ${info || '""'}`,
  ];
  return `client ${ip}, ${facts.join(", ")}`;
}

function keyRows(asked: readonly AskedKey[]): string[] {
  const shown = asked.filter(({ network, rule }) => network === undefined || rule !== undefined);
  const first = shown.find(({ rule }) => rule !== undefined);
  return columns(
    shown.map((entry) => {
      const { key, network, rule } = entry;
      const what = rule ? `line ${rule.line + 1}${entry === first ? ": decides" : ": not asked any more"}` : "-";
      return [network ?? (key === "" ? "(empty)" : key), what];
    }),
  );
}

function lostRows(lost: readonly LostRule[], at: (rule: RuleLine) => string): string[] {
  const rows = lost.slice(0, MOST_LOST).map((entry) => `  ${at(entry.rule)}\n      ${describeLost(entry)}`);
  return lost.length > MOST_LOST ? [...rows, `  and ${lost.length - MOST_LOST} more`] : rows;
}

/** The decision table, which nothing stands in front of. */
export function mapAsText(map: AccessMap, file: AccessFile, path: string): string {
  const at = (index: number) => placed(file.table.rules[index], file, path);
  const guess = file.guessed ? " (guessed; see --dialect)" : "";
  return sections([
    [
      `What tcpserver does by ${path} with clients of whom it knows the address only.`,
      `Read as ${file.dialect}${guess}. Where several lines fit, the longest address decides, not the order.`,
    ],
    [
      ...summary(map),
      map.apart.some(({ verdict }) => mayRelay(verdict)) ? "By name or user others may relay, see below." : undefined,
    ],
    columns([["addresses", "how many", "treatment", "line"], ...map.ranges.map((range) => rangeRow(range, file))]),
    ["what the variables do:", ...effectRows(file, map)],
    [
      "lines that go by more than the address:",
      ...map.apart.map(({ rule, audience, verdict }) => {
        return `  ${at(rule)}\n      ${describeVerdict(verdict)} ${describeAudience(audience)}`;
      }),
    ],
    ["lines that no client meets:", ...map.idle.map(({ rule, why }) => `  ${at(rule)}\n      ${describeIdle(why)}`)],
  ]).slice(1);
}

function summary({ ranges }: AccessMap): string[] {
  return (["IPv4", "IPv6"] as const).flatMap((family) => {
    const all = ranges.filter((range) => range.family === family);
    if (all.length === 0) return [];
    const count = (test: (verdict: Verdict) => boolean) => {
      const some = all.filter(({ verdict }) => test(verdict));
      return some.length === all.length ? "all" : some.length === 0 ? "none" : formatCount(countOf(some));
    };
    const allowed = count(({ allow }) => allow);
    const denied = count(({ allow }) => !allow);
    return `${family} addresses: ${allowed} let in, ${denied} kept out, ${count(mayRelay)} may relay mail.`;
  });
}

function rangeRow(range: AccessRange, file: AccessFile): string[] {
  const rule = range.rule === undefined ? undefined : file.table.rules[range.rule];
  const line = rule ? `${rule.line + 1}: ${printable(file.text.slice(rule.span))}` : "no line";
  return [formatAddresses(range), formatCount(range.count), describeVerdict(range.verdict), line];
}

/** Each effect once, with the lines that have it. */
function effectRows({ table }: AccessFile, { ranges, apart }: AccessMap): string[] {
  const verdicts = new Map([...ranges, ...apart].map(({ rule, verdict }) => [rule, verdict]));
  const elsewhere = table.variableNames;
  const lines = new Map<string, number[]>();
  const say = (text: string, { line }: RuleLine) => {
    const known = lines.get(text);
    if (known) known.push(line + 1);
    else lines.set(text, [line + 1]);
  };
  table.rules.forEach((rule, index) => {
    const verdict = verdicts.get(index);
    if (verdict?.allow === false && rule.variables.length > 0) say(NEVER_USED, rule);
    for (const effect of verdict ? describeEffects(verdict, elsewhere) : []) say(effect, rule);
  });
  return [...lines].map(([text, numbers]) => `  ${nameLines(numbers)}: ${text}`);
}

const NEVER_USED = "its variables are never used, because it denies";
const MOST_LINES = 6;

function nameLines(numbers: readonly number[]): string {
  if (numbers.length === 1) return `line ${numbers[0]}`;
  const rest = numbers.length - MOST_LINES;
  return `lines ${numbers.slice(0, MOST_LINES).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function placed(rule: RuleLine, file: AccessFile, path: string): string {
  return `${path}:${rule.line + 1}: ${sourceOf(rule, file)}`;
}

function sourceOf(rule: RuleLine, { text }: AccessFile): string {
  const source = text.slice(rule.span);
  return decodeUtf8(source) ?? source;
}

/** Parts with an empty line between; of those with a heading the ones with something below it. */
function sections(parts: readonly (readonly (string | undefined)[])[]): string {
  const texts = parts
    .map((part) => part.filter((line) => line !== undefined))
    .filter(([heading, ...rest]) => heading !== undefined && (rest.length > 0 || !heading.endsWith(":")));
  return texts.map((lines) => `\n${lines.join("\n")}\n`).join("");
}

/** Indented, and each column as wide as its widest cell. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    rows.reduce((width, row) => Math.max(width, row[column].length), 0),
  );
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column])).join("  ")}`.trimEnd());
}
