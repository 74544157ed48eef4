/**
 * The silent traps of tinydns: for each that a data file shows, linting the measured data must give a finding of one
 * of the rules named here. The vectors are those of the compiler and answer tests.
 */
import assert from "node:assert/strict";
import { checkFile } from "djblint/check";
import { DEFAULT_SETTINGS } from "djblint/config";
import { languageById } from "djblint/languages/index";
import { RULES } from "djblint/rules/registry";
import { SourceText } from "djblint-grammars/text";
import { readJsonLines } from "../support/files.js";

const FOLDER = "fixtures/oracle/tinydns";

interface Trap {
  readonly id: string;
  readonly severity: "high" | "medium" | "low";
  readonly line: string;
  readonly vectors: readonly string[];
}

interface CompileVector {
  readonly id: string;
  readonly input_b64: string;
}

interface QueryVector {
  readonly id: string;
  readonly data_b64: string;
  readonly mtime: number;
  readonly now: number | null;
}

/** Rules that tell of a trap; one of them is enough. */
const TOLD_BY: Readonly<Record<string, readonly string[]>> = {
  T01: ["TD144"],
  T02: ["TD144"],
  T03: ["TD115"],
  T04: ["TD115"],
  T05: ["TD144"],
  T06: ["TD144"],
  T07: ["TD144"],
  T08: ["TD144"],
  T09: ["TD146"],
  T10: ["TD144"],
  T11: ["TD147"],
  T12: ["TD141"],
  T13: ["TD141"],
  T14: ["TD306"],
  T15: ["TD102"],
  T16: ["TD102"],
  T17: ["TD102"],
  T18: ["TD101"],
  T19: ["TD103"],
  T20: ["TD104"],
  T21: ["TD102"],
  T22: ["TD303", "TD305"],
  T23: ["TD157"],
  T24: ["TD343"],
  T25: ["TD156"],
  T26: ["TD155"],
  T27: ["TD102", "TD123"],
  T28: ["TD156"],
  T29: ["TD102"],
  T30: ["TD123"],
  T31: ["TD118"],
  T32: ["TD113", "TD114"],
  T33: ["TD006"],
  T34: ["TD007"],
  T35: ["TD159"],
  T36: ["TD152"],
  T37: ["TD121"],
  T38: ["TD121"],
  T40: ["TD126"],
  T42: ["TD127"],
  T43: ["TD128"],
  T44: ["TD261"],
  T45: ["TD261"],
  T46: ["TD261"],
  T47: ["TD117"],
  T48: ["TD111"],
  T50: ["TD112"],
  T52: ["TD116", "TD124"],
  T53: ["TD115"],
  T54: ["TD115"],
  T55: ["TD115"],
  T56: ["TD115"],
  T57: ["TD111"],
  T58: ["TD305"],
  T59: ["TD302"],
  T60: ["TD301"],
  T61: ["TD304"],
  T62: ["TD404"],
  T63: ["TD403"],
  T64: ["TD244"],
  T65: ["TD245"],
  T66: ["TD241"],
  T68: ["TD242"],
  T69: ["TD246"],
  T70: ["TD314"],
  T72: ["TD202", "TD204"],
  T73: ["TD122", "TD123", "TD155"],
  T74: ["TD405"],
  T77: ["TD511"],
  T80: ["TD143"],
  T81: ["TD129"],
  T85: ["TD345"],
  T86: ["TD221"],
};

/** Traps that no data file shows, or that only show in files which are right as well. */
const NOT_DECIDABLE: Readonly<Record<string, string>> = {
  T71: "an alias for a name of the same file is right; resolvers ask once more for its target",
  T75: "two . lines for one zone are the usual way to name two servers; the second SOA does no harm",
  T76: "the time of change of the file is not in the file",
};

/** Vectors that stand beside a trap to show how to do it right. */
const CORRECT = new Set(["compile:octal-colon"]);

const traps = readJsonLines<Trap>(`${FOLDER}/traps.jsonl`).filter(({ severity }) => severity !== "low");
const inputs = new Map<string, { data: string; now: number }>([
  ...readJsonLines<CompileVector>(`${FOLDER}/compile.jsonl`).map(
    ({ id, input_b64 }) => [`compile:${id}`, { data: input_b64, now: 1700000000 }] as const,
  ),
  ...readJsonLines<QueryVector>(`${FOLDER}/query.jsonl`).map(
    ({ id, data_b64, mtime, now }) => [`query:${id}`, { data: data_b64, now: now ?? mtime }] as const,
  ),
]);

function codesIn(base64: string, now: number): string[] {
  const file = { path: "root/data", text: new SourceText(Buffer.from(base64, "base64")) };
  const findings = checkFile(file, languageById("tinydns"), { settings: DEFAULT_SETTINGS, now });
  return findings.map(({ rule }) => rule.code);
}

describe("tinydns traps", () => {
  for (const { id, line, vectors } of traps) {
    const codes = TOLD_BY[id]?.filter((code) => RULES.some((rule) => rule.code === code)) ?? [];
    const shown = vectors.filter((vector) => inputs.has(vector) && !CORRECT.has(vector));
    if (codes.length === 0 || shown.length === 0) continue;

    it(`${id} ${line}`, () => {
      for (const vector of shown) {
        const { data, now } = inputs.get(vector)!;
        const found = codesIn(data, now);
        assert.ok(
          codes.some((code) => found.includes(code)),
          `${vector} gives ${found.join(" ") || "nothing"}, not ${codes.join(" or ")}`,
        );
      }
    });
  }

  it("are told by a rule or explained here", () => {
    const open = traps.filter(({ id }) => !TOLD_BY[id] && !NOT_DECIDABLE[id]).map(({ id }) => id);
    assert.deepEqual(open, []);
  });
});
