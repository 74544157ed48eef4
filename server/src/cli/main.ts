/** The command line: arguments to commands, errors to exit codes. Commands are loaded when they are called. */
import { Command, CommanderError, Option } from "commander";
import { DIALECTS } from "../config.js";
import { addCheck } from "./check-command.js";
import { color, examples, type SetExit, textOrJson } from "./command-parts.js";
import { addLearning } from "./learn-commands.js";
import { complain } from "./output.js";
import { EXIT_USAGE, UsageError } from "./usage.js";
import { VERSION } from "./version.js";

export async function main(args: readonly string[]): Promise<number> {
  try {
    let code = 0;
    await program((exit) => {
      code = exit;
    }).parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    return exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
  if (error instanceof UsageError) complain(`djblint: ${error.message}\n`);
  else complain(`djblint: internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT_USAGE;
}

/** All commands; help, completion and the manual page are made from this table. */
export function program(exit: SetExit): Command {
  const root = new Command("djblint")
    .description(
      "Checks, explains and compiles tinydns data, tcprules, qmail control files and daemontools run scripts.",
    )
    .version(VERSION)
    .exitOverride()
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .addHelpText("after", EXIT_CODES);
  addCheck(root, exit);
  addCompile(root, exit);
  addSimulate(root, exit);
  addDatabases(root, exit);
  addLearning(root, exit);
  addLanguageServer(root);
  addStandIns(root);
  return root;
}

const EXIT_CODES = `
Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong use, bad configuration, unreadable input.
The stand-ins for real programs keep those programs' exit codes.`;

function addCompile(root: Command, exit: SetExit): void {
  root
    .command("compile")
    .description("check, then write what the real compiler would: data becomes data.cdb")
    .argument("[path...]")
    .option("--force", "compile in spite of findings, as far as the real compiler would")
    .option("--check", "write nothing; say which outputs are stale and exit with 1 if any is")
    .addOption(color())
    .addHelpText("after", examples("djblint compile /etc/tinydns/root", "djblint compile --check ."))
    .action(async (paths: string[], options) => {
      const { compile } = await import("./compile.js");
      exit(await compile(paths.length > 0 ? paths : ["."], options));
    });
}

function tinydnsDialect(): Option {
  return new Option("--dialect <name>", "which tinydns-data").choices(DIALECTS.tinydns);
}

function addSimulate(root: Command, exit: SetExit): void {
  const simulate = root.command("simulate").description("show what a server will do");
  simulate
    .command("answer")
    .description(
      "what tinydns answers, from data or data.cdb: the records, the lines behind them, or why there are none",
    )
    .argument("<data>", "source or compiled file")
    .argument("<type>", "a, mx, any, ... or a number")
    .argument("<name>")
    .option("--client <ip>", "address of the client, which decides its location", "0.0.0.0")
    .option("--at <time>", "moment of the question: a date or unix seconds (default: now)")
    .addOption(tinydnsDialect())
    .addOption(textOrJson())
    .addHelpText(
      "after",
      examples(
        "djblint simulate answer root/data a www.example.org",
        "djblint simulate answer root/data.cdb any example.org --client 192.168.1.7 --at 2030-01-01",
      ),
    )
    .action(async (data: string, type: string, name: string, options) => {
      const { simulateAnswer } = await import("./simulate-answer.js");
      exit(simulateAnswer(data, type, name, options));
    });
}

function addDatabases(root: Command, exit: SetExit): void {
  root
    .command("dump")
    .description("a compiled file back as source lines; they compile to the same records")
    .argument("<cdb>")
    .addOption(tinydnsDialect())
    .addOption(textOrJson())
    .addHelpText("after", examples("djblint dump root/data.cdb", "djblint dump --dialect djbdns root/data.cdb"))
    .action(async (cdb: string, options) => {
      const { dump } = await import("./dump.js");
      exit(dump(cdb, options));
    });
  root
    .command("diff")
    .description("compare two sources or compiled files by what they answer; exit code 1 when the answers differ")
    .argument("<old>")
    .argument("<new>")
    .option("--serials", "compare serial numbers of zones too")
    .addOption(tinydnsDialect())
    .addOption(textOrJson())
    .addOption(color())
    .addHelpText(
      "after",
      examples("djblint diff root/data.cdb root/data", "djblint diff --format json old/data new/data"),
    )
    .action(async (oldPath: string, newPath: string, options) => {
      const { diff } = await import("./diff.js");
      exit(diff(oldPath, newPath, options));
    });
}

/** Started without this command line, see `bin/djblint.cjs`; here it is for the help and for wrong use. */
function addLanguageServer(root: Command): void {
  root
    .command("lsp")
    .description("start the language server")
    .requiredOption("--stdio", "talk over standard input and output")
    .addHelpText(
      "after",
      examples(
        "djblint lsp --stdio",
        'nvim --cmd \'lua vim.lsp.start({ name = "djblint", cmd = { "djblint", "lsp", "--stdio" } })\'',
      ),
    );
}

/**
 * Commands that take the place of a real program are started without this command line, see `bin/djblint.cjs`; here they
 * are for the help.
 */
function addStandIns(root: Command): void {
  root
    .command("tinydns-data")
    .description("in place of tinydns-data: data in the current folder becomes data.cdb")
    .addHelpText(
      "after",
      examples("cd /etc/tinydns/root && djblint tinydns-data", "make TINYDNS_DATA='djblint tinydns-data'"),
    );
  root
    .command("tinydns-get")
    .description("in place of tinydns-get: what data.cdb in the current folder answers")
    .argument("<type>")
    .argument("<name>")
    .argument("[ip]")
    .addHelpText(
      "after",
      examples("djblint tinydns-get mx example.org", "djblint tinydns-get any example.org 192.0.2.1"),
    );
}
