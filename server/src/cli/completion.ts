/** `djblint completion`: scripts that make shells complete, from the table of commands. */
import type { Command } from "commander";
import { RULES } from "../rules/registry.js";
import { type CommandEntry, commandTable, type OptionEntry } from "./command-table.js";
import { print } from "./output.js";
import type { Shell } from "./shells.js";

export function completion(shell: Shell, root: Command): number {
  print(SCRIPTS[shell](commandTable(root)));
  return 0;
}

const SCRIPTS: Readonly<Record<Shell, (root: CommandEntry) => string>> = { bash, zsh, fish };

/** What stands where no command does. */
const USUAL_COMMAND = "check";

/** All commands that do something, and the groups that they are in. */
function allCommands(entry: CommandEntry): CommandEntry[] {
  return [entry, ...entry.commands.flatMap(allCommands)];
}

function nameOf({ path }: CommandEntry): string {
  return path.join(" ");
}

/** Options of a command; those of the program are those of its usual command too. */
function optionsOf(entry: CommandEntry, root: CommandEntry): readonly OptionEntry[] {
  const usual = root.commands.find(({ path }) => path[0] === USUAL_COMMAND)!;
  return entry === root ? [...root.options, ...usual.options] : entry.options;
}

function namesOfRules(): readonly string[] {
  return RULES.flatMap(({ code, name }) => [code, name]).sort();
}

/** The words that can be the value of an option; undefined when it is a file, or anything. */
function wordsOfOption(option: OptionEntry): readonly string[] | undefined {
  if (option.choices.length > 0) return option.choices;
  return isList(option) ? namesOfRules() : undefined;
}

/** Whether its value may be several words with commas between them. */
function isList({ value }: OptionEntry): boolean {
  return value === "rules";
}

/** Whether a file may stand behind a word that is its value: `sarif=out.sarif`. */
function takesFile({ value }: OptionEntry): boolean {
  return value?.endsWith("[=file]") ?? false;
}

/** The words that can be arguments, where they are no files: the rules of `simulate access` are a file. */
function argumentWords(entry: CommandEntry, root: CommandEntry): readonly string[] {
  return entry.arguments.flatMap(({ name, choices }) => {
    if (name === "rule") return namesOfRules();
    return name === "command" ? root.commands.map(({ path }) => path[0]) : choices;
  });
}

function bash(root: CommandEntry): string {
  const commands = allCommands(root);
  const groups = commands.filter(({ commands: children }) => children.length > 0);
  const steps = groups.flatMap((group) =>
    group.commands.map(
      (child) => `      "${nameOf(group)}:${child.path[child.path.length - 1]}") path="${nameOf(child)}";;`,
    ),
  );
  const values = commands.flatMap((entry) =>
    optionsOf(entry, root).flatMap((option) => {
      const words = wordsOfOption(option);
      const typed = isList(option) ? `-P "$before" -- "$last"` : `-- "$current"`;
      const reply = words ? `COMPREPLY=($(compgen -W "${words.join(" ")}" ${typed}))` : "COMPREPLY=()";
      return option.value === undefined
        ? []
        : `    ${option.flags.map((flag) => `"${nameOf(entry)}:${flag}"`).join("|")}) ${reply}; return;;`;
    }),
  );
  const words = commands.map((entry) => {
    const flags = optionsOf(entry, root).flatMap((option) => option.flags);
    const names = [...entry.commands.map(({ path }) => path[path.length - 1]), ...argumentWords(entry, root)];
    return `    "${nameOf(entry)}") options="${flags.join(" ")}" words="${names.join(" ")}";;`;
  });
  return `# bash completion of djblint
_djblint() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]}
  local path="" options="" words="" index equals=""
  # A word ends with an equals sign.
  if [[ $current == = ]]; then current="" equals=1
  elif [[ $previous == = ]]; then previous=\${COMP_WORDS[COMP_CWORD-2]} equals=1
  fi
  # What stands in front of the last comma of a list stays.
  local last=\${current##*,}
  local before=\${current%"$last"}
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "$path:\${COMP_WORDS[index]}" in
${steps.join("\n")}
    esac
  done
  case "$path:$previous" in
${values.join("\n")}
  esac
  # Behind any other word it is a file: sarif=out.sarif.
  [[ $equals ]] && return
  case "$path" in
${words.join("\n")}
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    # A path can be checked without the name of a command.
    if [[ $path == "" ]]; then
      local IFS=$'\\n'
      compopt -o filenames 2>/dev/null
      COMPREPLY+=($(compgen -f -- "$current"))
    fi
  fi
}
complete -o bashdefault -o default -F _djblint djblint
`;
}

function fish(root: CommandEntry): string {
  const lines = allCommands(root).flatMap((entry) => {
    const condition = `-n '__djblint_at ${quoteWord(nameOf(entry))}'`;
    const commands = entry.commands.map(
      ({ path, description }) => `${condition} -a ${path[path.length - 1]} -d ${fishText(description)}`,
    );
    const options = optionsOf(entry, root).flatMap((option) => {
      const flags = option.flags
        .map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`))
        .join(" ");
      const words = wordsOfOption(option);
      const offers = isList(option) ? `(__djblint_in_list ${words?.join(" ")})` : words?.join(" ");
      const value = option.value === undefined ? "" : offers ? ` -x -a ${fishText(offers)}` : " -r";
      const files = `-n '__djblint_at ${quoteWord(nameOf(entry))}; and __djblint_behind_equals' ${flags} -r -F`;
      return [
        `${condition} ${flags}${value} -d ${fishText(option.description)}`,
        ...(takesFile(option) ? [files] : []),
      ];
    });
    const words = argumentWords(entry, root);
    // A path can be checked without the name of a command.
    const isOfWords = words.length > 0 || (entry !== root && commands.length > 0);
    const others = words.length > 0 ? ` -a ${fishText(words.join(" "))}` : "";
    return [...commands, ...options, ...(isOfWords ? [`${condition} -f${others}`] : [])];
  });
  const groups = allCommands(root).filter(({ commands }) => commands.length > 0);
  const steps = groups.flatMap((group) =>
    group.commands.map(
      (child) =>
        `      case ${quoteWord(`${nameOf(group)}:${child.path[child.path.length - 1]}`)}\n        set path ${quoteWord(nameOf(child))}`,
    ),
  );
  return `# fish completion of djblint
function __djblint_at
  set -l path ''
  for word in (commandline -opc)[2..-1]
    switch "$path:$word"
${steps.join("\n")}
    end
  end
  test "$path" = "$argv"
end
function __djblint_in_list
  set -l before (string replace -r '^(?:--[\\w-]+=)?(.*,|)[^,]*$' '$1' -- (commandline -ct))
  printf '%s\\n' $before$argv
end
function __djblint_behind_equals
  string match -qr '^(--\\w+=)?\\w+=' -- (commandline -ct)
end
${lines.map((line) => `complete -c djblint ${line}`).join("\n")}
`;
}

function quoteWord(text: string): string {
  return /^[\w:-]+$/.test(text) ? text : fishDouble(text);
}

function fishDouble(text: string): string {
  return `"${text.replace(/["\\$]/g, "\\$&")}"`;
}

function fishText(text: string): string {
  return `'${text.replace(/['\\]/g, "\\$&")}'`;
}

function zsh(root: CommandEntry): string {
  const functions = allCommands(root).map((entry) => {
    const specs = optionsOf(entry, root).flatMap(zshOption);
    const words = argumentWords(entry, root);
    const rest =
      entry.commands.length > 0
        ? [`'(-): :->command'`, `'(-)*:: :->arguments'`]
        : [words.length > 0 ? `'*: :(${words.join(" ")})'` : "'*:file:_files'"];
    const body = [`  _arguments -C -S \\`, ...[...specs, ...rest].map((spec) => `    ${spec} \\`)]
      .join("\n")
      .slice(0, -2);
    return `${zshName(entry)}() {\n  local context state line\n  typeset -A opt_args\n${body}\n${zshStates(entry)}}\n`;
  });
  return `#compdef djblint
# zsh completion of djblint

${functions.join("\n")}
if [ "$funcstack[1]" = "_djblint" ]; then
  _djblint "$@"
else
  compdef _djblint djblint
fi
`;
}

function zshName({ path }: CommandEntry): string {
  return ["_djblint", ...path].join("_").replaceAll("-", "_");
}

/** What follows a group: the names of its commands, and behind a name what that command takes. */
function zshStates(entry: CommandEntry): string {
  if (entry.commands.length === 0) return "";
  const names = entry.commands.map(
    ({ path, description }) => `        ${zshText(`${path[path.length - 1]}:${description.replaceAll(":", "\\:")}`)}`,
  );
  const calls = entry.commands.map((child) => `        ${child.path[child.path.length - 1]}) ${zshName(child)};;`);
  const others = entry.path.length === 0 ? `        *) _djblint_${USUAL_COMMAND};;\n` : "";
  return `  case $state in
    command)
      local -a commands=(
${names.join("\n")}
      )
      _describe -t commands command commands${entry.path.length === 0 ? "\n      _files" : ""};;
    arguments)
      case $words[1] in
${calls.join("\n")}
${others}      esac;;
  esac
`;
}

function zshOption(option: OptionEntry): string[] {
  const { flags, value, description } = option;
  const text = description.replace(/[[\]:]/g, "\\$&");
  const action = value === undefined ? "" : `:${value.replace(/[^\w ]/g, " ")}:${zshValues(option)}`;
  const behind = (flag: string) => (value !== undefined && flag.startsWith("--") ? "=" : "");
  return flags.map((flag) => zshText(`*${flag}${behind(flag)}[${text}]${action}`));
}

function zshValues(option: OptionEntry): string {
  const words = wordsOfOption(option)?.join(" ");
  if (words === undefined) return "_files";
  if (isList(option)) return `{ compset -P "*,"; compadd -- ${words} }`;
  return takesFile(option) ? `{ if compset -P "*="; then _files; else compadd -- ${words}; fi }` : `(${words})`;
}

function zshText(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
