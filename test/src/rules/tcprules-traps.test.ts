/**
 * The traps of tcprules (specification section 10): linting the measured source must give a finding of the rule named
 * here on the guilty line. The vectors are those of the compiler and look-up tests.
 */
import assert from "node:assert/strict";
import { checkFile } from "djblint/check";
import { DEFAULT_SETTINGS, type Settings } from "djblint/config";
import { languageById } from "djblint/languages/index";
import { messageOf } from "djblint/rules/rule";
import type { Dialect } from "djblint-grammars/tcprules/fields";
import { SourceText } from "djblint-grammars/text";
import { readJsonLines } from "../support/files.js";

interface Vector {
  readonly id: string;
  readonly source_b64: string;
}

interface Trap {
  readonly number: number;
  /** The rule that tells of it. */
  readonly code: string;
  /** Vectors that show it; look-up vectors without the number of the question. */
  readonly vectors: readonly string[];
  /** From 1; the first by default. */
  readonly line?: number;
  /** Traps that only the IPv6 patch has. */
  readonly dialect?: Dialect;
}

const IPV6 = "ucspi-tcp-ipv6";

const TRAPS: readonly Trap[] = [
  { number: 1, code: "TR001", vectors: ["nodot", "prefix3-nodot"] },
  { number: 2, code: "TR002", vectors: ["dotzero", "prefix-zero"] },
  { number: 3, code: "TR003", vectors: ["cidr"] },
  { number: 4, code: "TR003", vectors: ["netmask"] },
  { number: 5, code: "TR005", vectors: ["star", "star-all"] },
  { number: 6, code: "TR006", vectors: ["any-word"] },
  { number: 7, code: "TR007", vectors: ["host-bare"] },
  { number: 8, code: "TR008", vectors: ["suffix-nodot"] },
  { number: 9, code: "TR005", vectors: ["suffix-star"] },
  { number: 10, code: "TR010", vectors: ["host-upper", "host-eq-upper"] },
  { number: 11, code: "TR011", vectors: ["host-dot-end"] },
  { number: 12, code: "TR012", vectors: ["info-prefix-dead", "info-any", "info-range"] },
  { number: 13, code: "TR013", vectors: ["leading-zero"] },
  { number: 14, code: "TR014", vectors: ["octet-256"] },
  { number: 15, code: "TR015", vectors: ["five-octets"] },
  { number: 16, code: "TR016", vectors: ["lead-space", "lead-tab", "range-leadspace"] },
  { number: 17, code: "TR016", vectors: ["space-before-colon"] },
  { number: 18, code: "TR018", vectors: ["bom", "bom-comment"] },
  { number: 19, code: "TR021", vectors: ["comment-indented"] },
  { number: 20, code: "TR020", vectors: ["indented-comment-rule"] },
  { number: 21, code: "TR021", vectors: ["no-colon", "no-colon-words", "no-colon-eq", "spaces-only", "tabs-only"] },
  { number: 22, code: "TR021", vectors: ["fullwidth-colon"] },
  { number: 23, code: "TR023", vectors: ["range-reverse"] },
  { number: 24, code: "TR023", vectors: ["range-above"] },
  { number: 24, code: "TR024", vectors: ["range-256", "range-clamp"] },
  { number: 25, code: "TR023", vectors: ["range-notop"] },
  { number: 26, code: "TR026", vectors: ["range-two"] },
  { number: 27, code: "TR023", vectors: ["range-full-ip"] },
  { number: 28, code: "TR001", vectors: ["range-nodot"] },
  { number: 29, code: "TR029", vectors: ["space-after-comma", "env-space-after-comma2", "env-space-name"] },
  { number: 30, code: "TR029", vectors: ["space-around-eq"] },
  { number: 31, code: "TR031", vectors: ["env-letter", "env-noquote-noon", "env-digits-5005", "env-digit-delim"] },
  { number: 32, code: "TR032", vectors: ["env-quote-runs"] },
  { number: 33, code: "TR033", vectors: ["env-export"] },
  { number: 34, code: "TR034", vectors: ["env-empty-name"] },
  { number: 35, code: "TR035", vectors: ["env-lower"] },
  { number: 36, code: "TR036", vectors: ["env-dollar"] },
  { number: 37, code: "TR037", vectors: ["env-dup"] },
  { number: 38, code: "TR101", vectors: ["dup-allow-deny", "dup-deny-allow", "dup-default", "dup-three"], line: 2 },
  { number: 39, code: "TR101", vectors: ["dup-range", "range-then-single"], line: 2 },
  { number: 40, code: "TR104", vectors: ["no-default"] },
  { number: 41, code: "TR041", vectors: ["deny-env"] },
  { number: 42, code: "TR042", vectors: ["no-inherit"], line: 2 },
  { number: 43, code: "TR043", vectors: ["prefix-vs-suffix"], line: 2 },
  { number: 45, code: "TR045", vectors: ["env-nul-d", "env-nul", "nul-in-value", "nul-in-name"] },
  { number: 46, code: "TR046", vectors: ["v6-any", "v6-any3", "ipv6-any-deny"], dialect: IPV6 },
  { number: 47, code: "TR047", vectors: ["v6-prefix-zero", "v6-prefix-cc"], dialect: IPV6 },
  { number: 48, code: "TR048", vectors: ["v6-host", "ipv6-bracket"], dialect: IPV6 },
  { number: 48, code: "TR003", vectors: ["v6-cidr", "ipv6-cidr"], dialect: IPV6 },
  { number: 51, code: "TR105", vectors: ["deny-title", "space-after-colon", "tab-after-colon", "quoted-allow"] },
  { number: 51, code: "TR105", vectors: ["typo-default", "space-default"], line: 2 },
];

/** Traps that no rule file shows, or that no vector shows alone. */
const NOT_SHOWN: Readonly<Record<number, string>> = {
  44: "what the temporary file is named stands in Makefiles and run scripts",
  49: "the fixtures show it",
  50: "its vector is a correct file; the fixtures show the fault",
};

const FOLDER = "fixtures/oracle/tcprules";
const sources = new Map(
  ["compile", "lookup"].flatMap((name) =>
    readJsonLines<Vector>(`${FOLDER}/${name}.jsonl`).map(
      ({ id, source_b64 }) => [id.split("/")[0], Buffer.from(source_b64, "base64")] as const,
    ),
  ),
);

function findings(source: Uint8Array, dialect?: Dialect): string[] {
  const settings: Settings = { ...DEFAULT_SETTINGS, dialect: dialect ? { tcprules: dialect } : {} };
  const text = new SourceText(source);
  const found = checkFile({ path: "tcp.smtp", text }, languageById("tcprules"), { settings, now: 0 });
  return found.map(({ rule, at }) => `${text.positionAt(at.start).line + 1} ${rule.code}`);
}

describe("tcprules traps", () => {
  for (const { number, code, vectors, line = 1, dialect } of TRAPS) {
    for (const id of vectors.filter((vector) => sources.has(vector))) {
      it(`${number} ${id} is told by ${code}`, () => {
        const found = findings(sources.get(id)!, dialect);
        assert.ok(found.includes(`${line} ${code}`), `found ${found.join(", ") || "nothing"}`);
      });
    }
  }

  it("are all told or explained here", () => {
    const told = new Set(TRAPS.map(({ number }) => number));
    const all = Array.from({ length: 51 }, (_, n) => n + 1);
    assert.deepEqual(
      all.filter((number) => !told.has(number) && !NOT_SHOWN[number]),
      [],
    );
  });

  it("hang the IPv6 patch only on lines that are errors in every dialect", () => {
    for (const { id, program, exit, source_b64 } of readJsonLines<Vector & { program: string; exit: unknown }>(
      `${FOLDER}/compile.jsonl`,
    )) {
      if (program !== "ucspi-tcp-ipv6-0.88" || exit !== "hang") continue;
      for (const dialect of ["ucspi-tcp", IPV6, "ucspi-tcp6"] as const) {
        const settings: Settings = { ...DEFAULT_SETTINGS, dialect: { tcprules: dialect } };
        const text = new SourceText(Buffer.from(source_b64, "base64"));
        const found = checkFile({ path: "tcp.smtp", text }, languageById("tcprules"), { settings, now: 0 });
        const told = found.some(
          (finding) =>
            finding.severity === "error" && /loops/.test(messageOf(finding.rule, finding.message, finding.params)),
        );
        assert.ok(told, `${id} with ${dialect}`);
      }
    }
  });
});
