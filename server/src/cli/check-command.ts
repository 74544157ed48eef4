/** The options of `djblint check`. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { DIALECTS, LANGUAGE_IDS } from "../config.js";
import { SEVERITIES } from "../rules/rule.js";
import { color, examples, type SetExit } from "./command-parts.js";
import { FORMATS, type FormatName, type Output } from "./reporters/formats.js";
import { suggestion } from "./suggest.js";

export function addCheck(root: Command, exit: SetExit): void {
  root
    .command("check", { isDefault: true })
    .description("check files and whole trees (default: the current folder; - reads standard input)")
    .argument("[path...]")
    .option(
      "--format <name[=file]>",
      `form of the output: ${FORMATS.join(", ")} (repeatable, to several files)`,
      addOutput,
    )
    .option("--statistics", "count the findings of each rule instead of listing them")
    .option("-q, --quiet", "findings only: no summary, no progress, no advice")
    .addOption(new Option("--as <language>", "language of the named files").choices(LANGUAGE_IDS))
    .option("--stdin-filename <path>", "path that standard input is checked as")
    .addOption(new Option("--fail-on <severity>", "exit with 1 from this severity on").choices(SEVERITIES))
    .option("--dialect <name>", "variant of a program, such as ipv6 or netqmail (repeatable)", addDialect)
    .addOption(color())
    .addHelpText(
      "after",
      examples(
        "djblint /etc/tinydns /var/qmail",
        "djblint --format json - --as tinydns < data",
        "djblint --format sarif=djblint.sarif --format pretty .",
      ),
    )
    .action(async (paths: string[], options) => {
      const { check } = await import("./check.js");
      exit(await check(paths.length > 0 ? paths : ["."], options));
    });
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

/** Dialect names belong to one language each, so the name alone is enough. */
function addDialect(name: string, before: readonly (readonly [string, string])[] = []): (readonly [string, string])[] {
  for (const [program, names] of Object.entries(DIALECTS)) {
    if ((names as readonly string[]).includes(name)) return [...before, [program, name]];
  }
  const known = Object.values(DIALECTS).flat();
  throw new InvalidArgumentError(`Known dialects: ${known.join(", ")}${suggestion(name, known)}.`);
}
