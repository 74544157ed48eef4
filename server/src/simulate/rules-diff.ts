/** Two compiled files of tcprules compared by what clients get, not by how they are written. */
import { decodeLatin1 } from "djblint-grammars/text";
import { CdbReader } from "../compile/cdb.js";
import { verdictOf } from "../model/tcprules/access.js";

/** What a client gets that a key decides about. */
export interface Treatment {
  readonly allow: boolean;
  /** Of two with the same name the last (R53); empty for clients that are turned away. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface RuleChange {
  readonly kind: "added" | "removed" | "changed";
  /** Empty: every client that no other key names. */
  readonly key: string;
  /** Undefined where there is no such key: then others decide. */
  readonly before: Treatment | undefined;
  readonly after: Treatment | undefined;
}

/** R40: who matches no key is allowed, without variables. */
const WITHOUT_RULE: Treatment = { allow: true, variables: {} };

/** In the order of the old file; keys that are new come behind, in the order of the new one. */
export function diffRules(old: Uint8Array, now: Uint8Array): RuleChange[] {
  const before = treatments(old);
  const after = treatments(now);
  const changes: RuleChange[] = [];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const change = { key, before: before.get(key), after: after.get(key) };
    if (sameTreatment(change.before, change.after)) continue;
    changes.push({ kind: !change.before ? "added" : change.after ? "changed" : "removed", ...change });
  }
  return changes;
}

/** R42: of equal keys the first counts. */
function treatments(cdb: Uint8Array): Map<string, Treatment> {
  const found = new Map<string, Treatment>();
  for (const record of new CdbReader(cdb).records()) {
    const key = decodeLatin1(record.key);
    if (!found.has(key)) found.set(key, treatmentOf(decodeLatin1(record.data)));
  }
  if (!found.has("")) found.set("", WITHOUT_RULE);
  return found;
}

function treatmentOf(data: string): Treatment {
  const { allow, variables } = verdictOf(data);
  return { allow, variables: allow ? Object.fromEntries(variables) : {} };
}

function sameTreatment(a: Treatment | undefined, b: Treatment | undefined): boolean {
  if (a === undefined || b === undefined || a.allow !== b.allow) return a === b;
  const names = Object.keys(a.variables);
  return (
    names.length === Object.keys(b.variables).length && names.every((name) => a.variables[name] === b.variables[name])
  );
}
