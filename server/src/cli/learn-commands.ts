/** The commands that tell about djblint itself: rules, settings, completion. */
import { Argument, type Command, Option } from "commander";
import { color, examples, type SetExit, textOrJson } from "./command-parts.js";
import { SHELLS, type Shell } from "./shells.js";
import { SITE_FORMATS } from "./site-formats.js";

export function addLearning(root: Command, exit: SetExit): void {
  addExplain(root, exit);
  addExplainService(root, exit);
  addSite(root, exit);
  addRules(root, exit);
  addConfig(root, exit);
  addInit(root, exit);
  addCompletion(root, exit);
}

function addExplain(root: Command, exit: SetExit): void {
  root
    .command("explain")
    .description("tell all about a rule")
    .argument("<rule>", "code or name")
    .addOption(textOrJson())
    .addOption(color())
    .addHelpText("after", examples("djblint explain TD101", "djblint explain ip-octet-wraps"))
    .action(async (rule: string, options) => {
      const { explain } = await import("./explain.js");
      exit(explain(rule, options));
    });
}

function addExplainService(root: Command, exit: SetExit): void {
  root
    .command("explain-service")
    .description(
      "tell what a service is: its programs, who it runs as, where it listens, who may connect, where its log goes",
    )
    .argument("<dir>", "the folder of a service, a run script, or a folder with several services such as /service")
    .option("--with <path...>", "further files and folders that belong to it, such as those of access rules")
    .addOption(textOrJson())
    .addHelpText(
      "after",
      examples("djblint explain-service /service/qmail-smtpd --with /etc/tcp.smtp", "djblint explain-service /service"),
    )
    .action(async (dir: string, options) => {
      const { explainServiceCommand } = await import("./explain-service.js");
      exit(await explainServiceCommand(dir, options));
    });
}

function addSite(root: Command, exit: SetExit): void {
  root
    .command("site")
    .description("tell what the files of whole hosts say together: addresses, services, zones, mail, who may relay")
    .argument("[dir]", "the files of a host, or of several, such as hosts/mx1 and hosts/ns1", ".")
    .addOption(
      new Option("--format <name>", "text; json for scripts; a picture as mermaid or svg")
        .choices(SITE_FORMATS)
        .default("text"),
    )
    .addHelpText("after", examples("djblint site /", "djblint site --format svg hosts >hosts.svg"))
    .action(async (dir: string, { format }) => {
      const { siteCommand } = await import("./site.js");
      exit(await siteCommand(dir, format));
    });
}

function addRules(root: Command, exit: SetExit): void {
  root
    .command("rules")
    .description("list all rules")
    .addOption(textOrJson())
    .addHelpText("after", examples("djblint rules", "djblint rules --format json"))
    .action(async ({ format }: { format: string }) => {
      const { listRules } = await import("./explain.js");
      exit(listRules(format));
    });
}

function addConfig(root: Command, exit: SetExit): void {
  root
    .command("config")
    .description("show the settings in force, and what each file is taken for")
    .argument("[path...]")
    .addOption(textOrJson())
    .addHelpText("after", examples("djblint config", "djblint config --format json /service"))
    .action(async (paths: string[], { format }: { format: string }) => {
      const { showConfiguration } = await import("./config.js");
      exit(await showConfiguration(paths.length > 0 ? paths : ["."], format));
    });
}

function addInit(root: Command, exit: SetExit): void {
  root
    .command("init")
    .description("write a djblint.json with what was found about the files of a folder")
    .argument("[folder]", "where the file is written (default: the current folder)")
    .option("--force", "write over a djblint.json that is there")
    .addHelpText("after", examples("djblint init", "djblint init --force /etc/tinydns"))
    .action(async (folder: string | undefined, options) => {
      const { init } = await import("./init.js");
      exit(await init(folder ?? ".", options));
    });
}

function addCompletion(root: Command, exit: SetExit): void {
  root
    .command("completion")
    .description("print what makes a shell complete the words of djblint")
    .addArgument(new Argument("<shell>").choices(SHELLS))
    .addHelpText(
      "after",
      examples(
        "djblint completion bash > ~/.local/share/bash-completion/completions/djblint",
        "djblint completion zsh > ~/.zfunc/_djblint",
        "djblint completion fish > ~/.config/fish/completions/djblint.fish",
      ),
    )
    .action(async (shell: Shell) => {
      const { completion } = await import("./completion.js");
      exit(completion(shell, root));
    });
}
