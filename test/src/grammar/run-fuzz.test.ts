// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are shell scripts
/** Random scripts: what dash reads, the parser reads, and the other way round. */
import assert from "node:assert/strict";
import { parseScript } from "djblint-grammars/run/parser";
import { encodeLatin1 } from "djblint-grammars/text";
import fc, { type Arbitrary } from "fast-check";
import { inTemporaryDirectory, oracle } from "../support/oracle.js";
import { READ, REFUSED } from "./run-verdicts.js";

const SCRIPTS = 200;

function joined(...parts: (string | Arbitrary<string>)[]): Arbitrary<string> {
  const pieces = parts.map((part) => (typeof part === "string" ? fc.constant(part) : part));
  return fc.tuple(...pieces).map((texts) => texts.join(""));
}

function several(piece: Arbitrary<string>, separator: Arbitrary<string>, most: number): Arbitrary<string> {
  return fc
    .array(fc.tuple(piece, separator), { minLength: 1, maxLength: most })
    .map((pairs) => pairs.map((pair) => pair.join("")).join(""));
}

/** Pieces that go together more often than not. */
const { script } = fc.letrec<Record<string, string>>((tie) => ({
  word: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("a", "-v", "./x", "0", "x=1", "~u/x", "*", "in", "{", "}", "#", "a#b", "if", "done", "!", "'b c'"),
    fc.constantFrom(
      "\\a",
      "\\\n",
      "'#'",
      "$x",
      "$1",
      "$@",
      "${x}",
      "${#x}",
      "${x:-b}",
      "${x%/*}",
      '"a $x"',
      "$((1+2))",
    ),
    joined('"', tie("word"), '"'),
    joined("$(", tie("list"), ")"),
    joined("${x:-", tie("word"), "}"),
    joined(tie("word"), tie("word")),
  ),
  redirect: joined(
    fc.constantFrom("", "2", "10"),
    fc.constantFrom(">", ">>", "<", ">&", "<>", "2>&1 >", ">|"),
    tie("word"),
  ),
  simple: several(
    fc.oneof({ weight: 5, arbitrary: tie("word") }, { weight: 1, arbitrary: tie("redirect") }),
    fc.constantFrom(" ", " ", "\t", " \\\n"),
    4,
  ),
  separator: fc.constantFrom("\n", "\n", "; ", " & ", ";\n", " # c\n", "\n\n", " "),
  list: several(tie("pipeline"), tie("separator"), 2),
  pipeline: fc.oneof(
    { depthSize: "small" },
    { weight: 4, arbitrary: tie("command") },
    {
      weight: 1,
      arbitrary: joined(tie("command"), fc.constantFrom(" | ", " && ", " || ", "|\n", "&&\n\n"), tie("command")),
    },
  ),
  command: fc.oneof(
    { depthSize: "small" },
    { weight: 6, arbitrary: tie("simple") },
    { weight: 1, arbitrary: joined("if ", tie("list"), "\nthen ", tie("list"), "\nfi") },
    { weight: 1, arbitrary: joined("if ", tie("list"), "; then ", tie("list"), "; else ", tie("list"), "; fi") },
    { weight: 1, arbitrary: joined(fc.constantFrom("while ", "until "), tie("list"), "\ndo ", tie("list"), "\ndone") },
    {
      weight: 1,
      arbitrary: joined("for i in ", tie("simple"), fc.constantFrom("; ", "\n", " "), "do ", tie("list"), "\ndone"),
    },
    {
      weight: 1,
      arbitrary: joined(
        "case ",
        tie("word"),
        " in ",
        tie("word"),
        ") ",
        tie("list"),
        fc.constantFrom(";; ", "\n"),
        "esac",
      ),
    },
    { weight: 1, arbitrary: joined("{ ", tie("list"), fc.constantFrom("; ", "\n", " "), "}") },
    { weight: 1, arbitrary: joined("(", tie("list"), ")") },
    { weight: 1, arbitrary: joined(fc.constantFrom("f", "if", "a-b", "exec"), "() ", tie("command")) },
    { weight: 1, arbitrary: joined("cat <<E\n", tie("word"), "\nE\n") },
    { weight: 1, arbitrary: joined("! ", tie("command")) },
  ),
  script: several(tie("pipeline"), tie("separator"), 4),
})) as { script: Arbitrary<string> };

const SIGNS = [
  ..."'\"\\$(){}<>|&;\n #",
  "if",
  "then",
  "fi",
  "do",
  "done",
  "case",
  "in",
  "esac",
  "$(",
  "${",
  "<<E",
  "\nE\n",
  "&&",
  ";;",
];

/** A script of the list with a piece cut out and another put in. */
const mutant = fc
  .tuple(fc.constantFrom(...READ, ...REFUSED), fc.nat(), fc.nat(6), fc.constantFrom("", ...SIGNS))
  .map(([text, place, length, sign]) => {
    const at = place % (text.length + 1);
    return text.slice(0, at) + sign + text.slice(at + length);
  })
  // dash takes any sign for a pattern, and does not look at quotes behind the commands between backquotes.
  .filter((text) => !/case|`[^`]*[);]/.test(text));

describe("random run scripts", () => {
  for (const [title, scripts] of Object.entries({ "made by a grammar": script, "with a fault put in": mutant })) {
    it(`${title} are read as dash reads them`, function () {
      const dash = oracle("dash");
      if (dash === undefined) this.skip();
      const samples = fc.sample(scripts, { numRuns: SCRIPTS, seed: 20260101 }).filter((text) => text.length < 4000);
      const files = Object.fromEntries(samples.map((text, index) => [String(index), encodeLatin1(text)]));
      const verdicts = inTemporaryDirectory(files, (cwd) => {
        const loop = `i=0; while [ $i -lt ${samples.length} ]; do ${dash.path} -n $i 2>/dev/null; echo $?; i=$((i+1)); done`;
        const { stdout } = dash.run(["-c", loop], { cwd, timeout: 60000 });
        return Buffer.from(stdout).toString("latin1").trim().split("\n");
      });
      assert.equal(verdicts.length, samples.length);
      const wrong = samples.filter((text, index) => {
        const reads = parseScript(encodeLatin1(text)).faults.length === 0;
        return reads !== (verdicts[index] === "0");
      });
      assert.deepEqual(wrong, []);
    }).timeout(90000);
  }
});
