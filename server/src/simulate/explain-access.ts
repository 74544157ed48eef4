/** Which line decides about a client, which lines do not and why: for `simulate access` and hovers. */
import type { RuleLine } from "djblint-grammars/tcprules/tree";
import {
  type Client,
  dataOf,
  keyCount,
  keysAsked,
  keysOf,
  ruleFor,
  type Verdict,
  verdictOf,
} from "../model/tcprules/access.js";
import { audiencesOf, type ByName } from "../model/tcprules/access-key.js";
import type { AccessTable } from "../model/tcprules/access-table.js";
import { formatNetwork, storedNetwork } from "../model/tcprules/stored-key.js";
import { effectsOf, type VariableEffect } from "../model/tcprules/variable-effects.js";
import { printCheck } from "./access-check.js";

export interface AskedKey {
  readonly key: string;
  /** What a key of ucspi-tcp6 stands for that is made of the bits of a network. */
  readonly network: string | undefined;
  /** The line that makes it; the server asks no further than the first. */
  readonly rule: RuleLine | undefined;
}

/** A line that could have decided. */
export interface LostRule {
  readonly rule: RuleLine;
  readonly why: /** An earlier line makes the same key. */
    | "later-line"
    /** Its key comes later in the order of asking. */
    | "less-specific"
    /** It would count if the client's name, or its user's, were the one that it asks for. */
    | "needs-name"
    | "needs-user";
}

export interface AccessExplanation {
  readonly client: Client;
  /** What tcprulescheck prints. */
  readonly printed: string;
  readonly verdict: Verdict;
  readonly asked: readonly AskedKey[];
  /** The line that decides; undefined when no line speaks of the client. */
  readonly rule: RuleLine | undefined;
  readonly lost: readonly LostRule[];
  readonly effects: readonly VariableEffect[];
}

export function explainAccess(table: AccessTable, client: Client): AccessExplanation {
  const asked = keysAsked(client, table.dialect).map((key): AskedKey => {
    const network = table.dialect === "ucspi-tcp6" ? storedNetwork(key) : undefined;
    return { key, network: network && formatNetwork(network), rule: ruleFor(table, key) };
  });
  const winner = asked.find(({ rule }) => rule !== undefined);
  const data = winner?.rule && dataOf(winner.rule);
  const verdict = data === undefined ? { allow: true, variables: [] } : verdictOf(data);
  return {
    client,
    printed: printCheck(winner && { key: winner.key, data: data! }, table.dialect),
    verdict,
    asked,
    rule: winner?.rule,
    lost: lostRules(table, client, asked, winner),
    effects: effectsOf(verdict),
  };
}

function lostRules(
  table: AccessTable,
  client: Client,
  asked: readonly AskedKey[],
  winner: AskedKey | undefined,
): LostRule[] {
  const lost: LostRule[] = [];
  const seen = new Set([winner?.rule?.line]);
  const add = (rule: RuleLine, why: LostRule["why"]) => {
    if (!seen.has(rule.line)) lost.push({ rule, why });
    seen.add(rule.line);
  };
  if (winner) for (const rule of table.rules) if (makes(rule, winner.key)) add(rule, "later-line");
  for (const { rule } of asked) if (rule) add(rule, "less-specific");
  const best = winner ? stepOf(winner.key, client) : STEPS;
  for (const { rule, audience } of rulesByName(table)) {
    const missing = missingFor(audience, client);
    if (missing !== undefined && STEP_OF[audience.kind] < best) add(rule, missing);
  }
  return lost;
}

/** Whether one of a rule's keys is this one. */
function makes(rule: RuleLine, key: string): boolean {
  const { form } = rule.address;
  if (form.kind !== "range") return [...keysOf(rule)][0] === key;
  const { head, tail, bottom } = form;
  if (!key.startsWith(head) || !key.endsWith(tail)) return false;
  const number = key.slice(head.length, key.length - tail.length);
  if (!/^(0|[1-9]\d*)$/.test(number)) return false;
  return Number(number) >= bottom.value && Number(number) < bottom.value + keyCount(rule);
}

/** The steps of R40. */
const STEP_OF: Readonly<Record<ByName["kind"], number>> = {
  "user-at-address": 1,
  "user-at-host": 2,
  host: 4,
  suffix: 6,
  "any-name": 7,
};
const ADDRESS_STEP = 3;
const PREFIX_STEP = 5;
const DEFAULT_STEP = 8;
const STEPS = 9;

/** The step at which the server asks for a key about a client. */
function stepOf(key: string, { ip }: Client): number {
  if (key === "") return DEFAULT_STEP;
  if (key.includes("@")) return key.includes("@=") ? STEP_OF["user-at-host"] : STEP_OF["user-at-address"];
  if (key.startsWith("=.")) return STEP_OF.suffix;
  if (key.startsWith("=")) return key === "=" ? STEP_OF["any-name"] : STEP_OF.host;
  return key === ip ? ADDRESS_STEP : PREFIX_STEP;
}

function rulesByName(table: AccessTable): { readonly rule: RuleLine; readonly audience: ByName }[] {
  return table.rules
    .filter(({ address: { text } }) => /[=@]/.test(text))
    .flatMap((rule) => {
      const [audience] = audiencesOf(rule, table.dialect);
      const counts = "name" in audience && ruleFor(table, [...keysOf(rule)][0])?.line === rule.line;
      return counts ? [{ rule, audience }] : [];
    });
}

/** What has to be known of a client so that it could be one of these; undefined when it cannot. */
function missingFor({ kind, name }: ByName, { ip, host, info }: Client): LostRule["why"] | undefined {
  if (kind === "user-at-address") return name === ip && info === undefined ? "needs-user" : undefined;
  if (kind === "user-at-host" && info === undefined && (host === undefined || host === name)) return "needs-user";
  return kind !== "user-at-host" && host === undefined ? "needs-name" : undefined;
}
