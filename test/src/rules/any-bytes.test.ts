/** Whatever the bytes: no check throws, every place lies inside the file, and the same input gives the same findings. */
import assert from "node:assert/strict";
import { checkFile } from "djblint/check";
import { DEFAULT_SETTINGS, type Settings } from "djblint/config";
import { LANGUAGES } from "djblint/languages/index";
import { RULES } from "djblint/rules/registry";
import { helpOf, messageOf } from "djblint/rules/rule";
import { encodeLatin1, SourceText } from "djblint-grammars/text";
import fc from "fast-check";
import { piecesOfFixtures } from "../support/fixture-pieces.js";
import { processorTime } from "../support/processor-time.js";

/** All rules, those of taste too. */
const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  rules: Object.fromEntries(RULES.map(({ code, severity }) => [code, severity])),
};

/** Pieces that each language takes for something. */
const PIECES: Readonly<Record<string, readonly string[]>> = {
  tinydns: [
    "\n.",
    "\n=",
    "\n+",
    "\n@",
    "\nC",
    "\n'",
    "\n^",
    "\nZ",
    "\n:",
    "\nS",
    "\n%in",
    "\n#",
    "www",
    ".example.org",
    "*",
  ],
  tcprules: [
    "\n:allow",
    "\n:deny",
    "127.",
    "=.example.org",
    ",A=",
    '"x"',
    "1-300",
    "joe@",
    "::",
    "::ffff:",
    "2001:db8:",
    "-",
    "/8",
    "\n#",
  ],
  control: ["\n", "example.org", ":", "[192.0.2.1]", "10M", "#", "@", "\n&joe", "\n|prog", "./Maildir/"],
  run: [
    "#!/bin/sh\n",
    "exec ",
    "tcpserver ",
    "-u ",
    "if ",
    "fi",
    "\n",
    "'",
    '"',
    "`",
    "$(",
    ")",
    "${",
    "<<E\n",
    "|",
    "&",
    ";",
  ],
};
const COMMON = [
  ":",
  ".",
  "192.0.2.1",
  "300",
  "4000000038af1379",
  "\\",
  "\\052",
  " ",
  "\t",
  "\r\n",
  "\0",
  "\xff",
  "\xef\xbb\xbf",
];
const PATHS: Readonly<Record<string, readonly string[]>> = {
  tinydns: ["root/data"],
  tcprules: ["tcp.smtp"],
  control: [
    "control/smtproutes",
    "control/virtualdomains",
    "control/rcpthosts",
    "control/badmailfrom",
    "control/me",
    "users/assign",
    "alias/.qmail-x",
  ],
  run: ["service/x/run"],
};

/** Longer than the arguments that a function takes. */
const LONG = "x".repeat(300_000);

const LONG_FILES: Readonly<Record<string, string>> = {
  tinydns: `'www.example.org:${LONG}\n+${LONG}:192.0.2.1\n`,
  tcprules: `${LONG}:allow\n:allow,A="${LONG}"\n`,
  control: `${LONG}:${LONG}\n# ${LONG}\n`,
  run: `#!/bin/sh\ntest -d ${LONG} || ( echo no; exit 1 # ${LONG}\n)\nexec cat ${LONG}\n`,
};

describe("any bytes", () => {
  for (const language of LANGUAGES) {
    it(`are taken by ${language.title}, however many there are`, () => {
      const text = new SourceText(encodeLatin1(LONG_FILES[language.id]));
      checkFile({ path: PATHS[language.id][0], text }, language, { settings: SETTINGS, now: 1767225600 });
    });
  }

  for (const language of LANGUAGES) {
    it(`are taken by ${language.title}`, () => {
      const piece = fc.oneof(
        fc.constantFrom(...PIECES[language.id], ...COMMON),
        fc.constantFrom(...piecesOfFixtures(language.id)),
        fc.integer({ min: 0, max: 255 }).map((byte) => String.fromCharCode(byte)),
      );
      fc.assert(
        fc.property(fc.constantFrom(...PATHS[language.id]), fc.array(piece, { maxLength: 60 }), (path, pieces) => {
          const bytes = encodeLatin1(pieces.join(""));
          const check = () =>
            checkFile({ path, text: new SourceText(bytes) }, language, {
              settings: SETTINGS,
              now: 1767225600,
            });
          const findings = check();
          for (const finding of findings) {
            const { rule, at, message, params, related = [], fixes = [] } = finding;
            const spans = [
              at,
              ...related.map(({ span }) => span),
              ...fixes.flatMap(({ edits }) => edits.map(({ span }) => span)),
            ];
            for (const { start, end } of spans) assert.ok(start >= 0 && start <= end && end <= bytes.length, rule.code);
            const { text: template, help = "" } = rule.messages[message];
            for (const [, name] of `${template}${help}`.matchAll(/\{(\w+)\}/g)) {
              assert.notEqual(params?.[name], undefined, `${rule.code} ${message}: ${name}`);
            }
            const texts = [messageOf(rule, message, params), helpOf(finding) ?? ""];
            for (const text of texts) assert.doesNotMatch(text, /undefined|NaN/, `${rule.code}: ${text}`);
          }
          const tell = (list: typeof findings) => list.map(({ rule, at, message }) => [rule.code, at, message]);
          assert.deepEqual(tell(check()), tell(findings));
        }),
        { numRuns: 300 },
      );
    });
  }

  it("are checked in a time that does not grow with their square: a variable that is set and used in each line", () => {
    const run = LANGUAGES.find(({ id }) => id === "run")!;
    const text = new SourceText(
      encodeLatin1(`#!/bin/sh\n${'X="$X ./Mailbox"\nqmail-start "$X" splogger\n'.repeat(6000)}`),
    );
    const check = () => checkFile({ path: PATHS.run[0], text }, run, { settings: SETTINGS, now: 1767225600 });
    assert.ok(processorTime(check) < 15);
  });
});
