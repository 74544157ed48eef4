/** The options of `djblint check`. */
import { existsSync } from "node:fs";
import { type Command, InvalidArgumentError, Option } from "commander";
import { DIALECTS, PRESETS } from "../config.js";
import { LANGUAGE_IDS, SEVERITIES } from "../rules/rule.js";
import { USUAL_BASELINE } from "./baseline-name.js";
import { color, examples, type SetExit } from "./command-parts.js";
import { FORMATS, type FormatName, type Output } from "./reporters/formats.js";
import { suggestion } from "./suggest.js";
import { UsageError } from "./usage.js";

/** Options that change sources, or show how they would be changed. */
const CHANGING = ["fix", "unsafeFixes", "addIgnores", "diff"];
const CHANGING_OTHERWISE = ["fix", "unsafeFixes", "suppress"];
/** Options that say how findings are listed. */
const LISTING = ["format", "outputFile", "statistics"];

export function addCheck(root: Command, exit: SetExit): void {
  root
    .command("check", { isDefault: true })
    .description("check files and whole trees (default: the current folder; - reads standard input)")
    .argument("[path...]")
    .addOption(
      new Option("--format <name[=file]>", "form of the output (repeatable, to several files)")
        .choices(FORMATS)
        .argParser(addOutput),
    )
    .option("-o, --output-file <file>", "write what would go to standard output into a file")
    .option("--statistics", "count the findings of each rule instead of listing them")
    .option("-q, --quiet", "findings only: no summary, no progress, no advice")
    .addOption(
      new Option("-v, --verbose", "tell what each file is taken for, and which settings count").conflicts("quiet"),
    )
    .option("--timing", "tell how long the steps and the slowest rules take")
    .addOption(color())
    .option(
      "--select <rules>",
      "only these rules: codes, prefixes of codes, names (comma separated, repeatable)",
      addWords,
    )
    .option("--ignore <rules>", "not these rules; the more exact of --select and --ignore counts", addWords)
    .addOption(new Option("--preset <name>", "which rules are on to begin with").choices(PRESETS))
    .addOption(new Option("--fail-on <severity>", "exit with 1 from this severity on").choices(SEVERITIES))
    .option("--max-warnings <number>", "so many warnings are no failure", wholeNumber)
    .option("--exit-zero", "exit with 0 in spite of findings")
    .option("--no-suppress", "show what comments in the files suppress")
    .option("--baseline <file>", "show only findings that the file does not list")
    .addOption(
      new Option(
        "--write-baseline",
        `list today's findings in the file of --baseline (default: ${USUAL_BASELINE})`,
      ).conflicts([...CHANGING, ...LISTING, "changedSince"]),
    )
    .option("--changed-since <revision>", "show only findings in files that git says have changed; all files are read")
    .addOption(
      new Option("--shellcheck", "add what shellcheck says of run scripts, if it is installed").conflicts(CHANGING),
    )
    .option("--fix", "mend what can be mended without changing any answer, then check")
    .option("--unsafe-fixes", "mend also what changes answers; look at it with --diff first")
    .addOption(
      new Option("--add-ignores", "suppress the findings: write a comment above each line that has some").conflicts(
        CHANGING_OTHERWISE,
      ),
    )
    .option("--reason <text>", "what --add-ignores gives as the reason")
    .addOption(
      new Option(
        "--diff",
        "show what --fix, --unsafe-fixes or --add-ignores would change, and write nothing",
      ).conflicts(LISTING),
    )
    .addOption(
      new Option("--as <language>", "language of the named files, and of all below named folders").choices(
        LANGUAGE_IDS,
      ),
    )
    .option("--stdin-filename <path>", "path that standard input is checked as")
    .addOption(
      new Option("--dialect <name>", "variant of a program (repeatable)")
        .choices(Object.values(DIALECTS).flat())
        .argParser(addDialect),
    )
    .option("--config <file>", "take this configuration instead of the nearest djblint.json")
    .addOption(new Option("--isolated", "take no configuration").conflicts("config"))
    .addOption(
      new Option("--watch", "check again whenever a file changes, until interrupted").conflicts([
        ...CHANGING,
        "writeBaseline",
      ]),
    )
    .addHelpText(
      "after",
      examples(
        "djblint /etc/tinydns /var/qmail",
        "djblint --format json - --as tinydns < data",
        "djblint --format sarif=djblint.sarif --format pretty .",
        "djblint --select TD,TR1 --ignore missing-ptr --fail-on error .",
        "djblint --changed-since origin/main .",
        "djblint --shellcheck --ignore SC2086 /service",
        "djblint --unsafe-fixes --diff /etc/tinydns/root/data",
        "djblint --add-ignores --select RS037 --reason 'names are logged' /service",
      ),
    )
    .action(async (paths: string[], options) => {
      refuseMistypedCommand(paths, root);
      const { check } = await import("./check.js");
      exit(await check(paths.length > 0 ? paths : ["."], options));
    });
}

/** The first word may be a path, so any mistyped command looks like one. */
function refuseMistypedCommand([word]: readonly string[], root: Command): void {
  if (word === undefined || word === "-" || existsSync(word)) return;
  const meant = suggestion(
    word,
    root.commands.map((command) => command.name()),
  );
  if (meant !== "") throw new UsageError(`no command and no file is called ${word}${meant}`);
}

/** `sarif=out.sarif`, or a name alone for standard output, which takes one form. */
function addOutput(value: string, before: readonly Output[] = []): Output[] {
  const [name, ...rest] = value.split("=");
  if (!(FORMATS as readonly string[]).includes(name)) {
    throw new InvalidArgumentError(`Known forms: ${FORMATS.join(", ")}${suggestion(name, FORMATS)}.`);
  }
  const file = rest.length > 0 ? rest.join("=") : undefined;
  if (file === "") throw new InvalidArgumentError(`A file name is missing after ${name}=.`);
  if (file === undefined && before.some((output) => output.file === undefined)) {
    throw new InvalidArgumentError(`Standard output takes one form; write ${name}=FILE for a further one.`);
  }
  return [...before, { format: name as FormatName, file }];
}

function addWords(value: string, before: readonly string[] = []): string[] {
  return [...before, ...value.split(",").flatMap((word) => word.trim() || [])];
}

function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError("A whole number is wanted.");
  return Number(value);
}

/** Dialect names belong to one language each, so the name alone is enough. */
function addDialect(name: string, before: readonly (readonly [string, string])[] = []): (readonly [string, string])[] {
  for (const [program, names] of Object.entries(DIALECTS)) {
    if ((names as readonly string[]).includes(name)) return [...before, [program, name]];
  }
  const known = Object.values(DIALECTS).flat();
  throw new InvalidArgumentError(`Known dialects: ${known.join(", ")}${suggestion(name, known)}.`);
}
