/** The command line: arguments to commands, errors to exit codes. Commands are loaded when they are called. */
import { Command, CommanderError, Option } from "commander";
import { DIALECTS } from "../config.js";
import { addCheck } from "./check-command.js";
import { color, examples, type SetExit, textOrJson } from "./command-parts.js";
import { addLearning } from "./learn-commands.js";
import { complain, complainOf, print } from "./output.js";
import { STAND_IN_INFO, type StandInInfo, type StandInName } from "./stand-in-names.js";
import { suggestion } from "./suggest.js";
import { EXIT_USAGE, UsageError } from "./usage.js";
import { VERSION } from "./version.js";

export async function main(args: readonly string[]): Promise<number> {
  try {
    const [name, option, ...rest] = args;
    // What stands behind is for the stand-in to judge, as the real program would.
    if (option === "--explain" && Object.hasOwn(STAND_IN_INFO, name)) {
      const { explained } = await import("./explain-stand-in.js");
      return await explained(name as StandInName, rest);
    }
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
  if (error instanceof UsageError) complainOf(error.message);
  else if ((error as NodeJS.ErrnoException).syscall === "uv_cwd") complainOf("the current folder was removed");
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
    .configureOutput({ writeOut: print, writeErr: complain })
    .configureHelp({ minWidthToWrap: NARROWEST_TEXT })
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
  addHelp(root);
  return root;
}

/** The commands leave this much of 80 columns for what is said of them. */
const NARROWEST_TEXT = 30;

const EXIT_CODES = `
Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong use, bad
configuration, unreadable input.
The stand-ins for real programs keep those programs' exit codes.`;

function addCompile(root: Command, exit: SetExit): void {
  root
    .command("compile")
    .description(
      "check, then write what the real compiler would: data becomes data.cdb, a tcprules source the cdb that a server asks",
    )
    .argument("[path...]")
    .option("--force", "compile in spite of findings, as far as the real compiler would")
    .addOption(
      new Option("--check", "write nothing; say which outputs are stale and exit with 1 if any is").conflicts("force"),
    )
    .addOption(new Option("--watch", "compile again whenever a source changes, until interrupted").conflicts("check"))
    .addOption(textOrJson())
    .addOption(color())
    .addHelpText(
      "after",
      examples("djblint compile /etc/tinydns/root", "djblint compile /etc/tcp.smtp", "djblint compile --check ."),
    )
    .action(async (paths: string[], options) => {
      const { compile } = await import("./compile.js");
      exit(await compile(paths.length > 0 ? paths : ["."], options));
    });
}

/** What patches change differs from patch to patch: nobody can follow a mail through `patched`. */
const FOLLOWED_DIALECTS = DIALECTS.qmail.filter((name) => name !== "patched");

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
      exit(await simulateAnswer(data, type, name, options));
    });
  simulate
    .command("access")
    .description(
      "what tcpserver -x does with a client, from a rule file or its cdb, whose lines are those that djblint dump prints; " +
        "without --ip, what it does with all addresses",
    )
    .argument("<rules>", "source or compiled file")
    .option("--ip <address>", "address of the client, as in TCPREMOTEIP")
    .option("--host <name>", "name of the client, as in TCPREMOTEHOST (default: not known)")
    .option("--info <user>", "user by IDENT, as in TCPREMOTEINFO (default: not known)")
    .addOption(new Option("--dialect <name>", "which tcprules").choices(DIALECTS.tcprules))
    .addOption(textOrJson())
    .addHelpText(
      "after",
      examples(
        "djblint simulate access tcp.smtp",
        "djblint simulate access tcp.smtp.cdb --ip 192.168.1.7 --host pc.example.org",
      ),
    )
    .action(async (rules: string, options) => {
      const { simulateAccess } = await import("./simulate-access.js");
      exit(await simulateAccess(rules, options));
    });
  simulate
    .command("mail")
    .description("what becomes of a mail: whom the rules let in, local, virtual or remote, and by which route")
    .argument("<dir>", "a qmail directory, its control directory, or the files of a whole server")
    .requiredOption("--from <ip>", "address of the client")
    .requiredOption("--to <address>", "the recipient, as it stands in RCPT TO")
    .option("--sender <address>", "the sender, as it stands in MAIL FROM (default: none, as in a bounce)")
    .option("--relayclient <value>", "RELAYCLIENT with this value, whatever the access rules say")
    .addOption(new Option("--dialect <name>", "which qmail").choices(FOLLOWED_DIALECTS))
    .addOption(textOrJson())
    .addHelpText(
      "after",
      examples(
        "djblint simulate mail /var/qmail --from 192.0.2.9 --to joe@example.org",
        'djblint simulate mail . --from 192.168.1.20 --to ann@example.net --relayclient ""',
      ),
    )
    .action(async (dir: string, options) => {
      const { simulateMailCommand } = await import("./simulate-mail.js");
      exit(await simulateMailCommand(dir, options));
    });
}

/** Files whose content does not tell whose they are. */
function whose(): Option {
  return new Option("--as <language>", "whose files these are, where their content does not tell").choices([
    "tinydns",
    "tcprules",
  ]);
}

function anyDialect(): Option {
  const names = [...DIALECTS.tinydns, ...DIALECTS.tcprules];
  return new Option("--dialect <name>", "which tinydns-data or tcprules").choices(names);
}

function addDatabases(root: Command, exit: SetExit): void {
  root
    .command("dump")
    .description("a compiled file of tinydns, tcprules or qmail back as source lines; they compile to the same records")
    .argument("<cdb>")
    .addOption(whose())
    .addOption(anyDialect())
    .addOption(textOrJson())
    .addHelpText(
      "after",
      examples(
        "djblint dump root/data.cdb",
        "djblint dump --dialect djbdns root/data.cdb",
        "djblint dump /etc/tcp.smtp.cdb",
      ),
    )
    .action(async (cdb: string, options) => {
      const { dump } = await import("./dump.js");
      exit(await dump(cdb, options));
    });
  root
    .command("diff")
    .description(
      "compare two sources or compiled files by what a server answers or does with its clients; exit code 1 when that differs",
    )
    .argument("<old>")
    .argument("<new>")
    .option("--serials", "compare serial numbers of zones too")
    .addOption(whose())
    .addOption(anyDialect())
    .addOption(textOrJson())
    .addOption(color())
    .addHelpText(
      "after",
      examples(
        "djblint diff root/data.cdb root/data",
        "djblint diff --format json old/data new/data",
        "djblint diff tcp.smtp.cdb tcp.smtp",
      ),
    )
    .action(async (oldPath: string, newPath: string, options) => {
      const { diff } = await import("./diff.js");
      exit(await diff(oldPath, newPath, options));
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
        'nvim -c \'lua vim.lsp.start({ name = "djblint", cmd = { "djblint", "lsp", "--stdio" } })\' root/data',
      ),
    );
}

/**
 * Commands that take the place of a real program are started without this command line, see `bin/djblint.cjs`, or
 * before it, when they are to explain themselves; here they are for the help.
 */
function addStandIns(root: Command): void {
  for (const [name, { does, explains, arguments: names, examples: lines }] of Object.entries<StandInInfo>(
    STAND_IN_INFO,
  )) {
    const command = root
      .command(name)
      .description(`in place of ${name}: ${does}`)
      .option("--explain", `do the same, then tell on standard error ${explains}`);
    for (const argument of names) command.argument(argument);
    command.addHelpText("after", examples(...lines));
  }
}

/** In place of commander's, which knows one word and says nothing about one that is no command. */
function addHelp(root: Command): void {
  root
    .helpCommand(false)
    .command("help")
    .description("show the help of a command")
    .argument("[command...]")
    .addHelpText("after", examples("djblint help compile", "djblint help simulate answer"))
    .action((words: string[]) => words.reduce(commandIn, root).help());
}

function commandIn(group: Command, word: string): Command {
  const found = group.commands.find((command) => command.name() === word);
  if (found) return found;
  const known = group.commands.map((command) => command.name());
  throw new UsageError(`no command is called ${word}${suggestion(word, known)}`);
}
