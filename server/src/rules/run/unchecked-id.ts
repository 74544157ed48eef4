import type { CommandSubstitution, Word, WordPart } from "djblint-grammars/run/tree";
import { printable } from "djblint-grammars/text";
import type { RunScript } from "../../model/run-script.js";
import type { Chain, Effect, Value } from "../../model/service.js";
import { isTested, parameterIn } from "../../model/service-checks.js";
import { textOf, type Variables } from "../../model/service-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS022",
  name: "unchecked-id",
  language: "run",
  severity: "warning",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "The number for -u or -g comes from id or getent, and nobody checks that there is one",
  why:
    "When the account does not exist, they print nothing: without quotes the option takes the next word instead, with " +
    "quotes it gets an empty word; both count as 0, so the service runs as root",
  silent: "When the script tests the variable, demands it with :?, or stops at errors with set -e",
  sources: ["run script specification C2, C3, R22"],
  fixable: "none",
  messages: {
    unquoted: {
      text:
        "If {program} finds no account {account}, the unquoted {variable} is no word at all: -{letter} takes the next word, " +
        "which counts as 0, and {server} runs as root",
      help: 'test it first: [ -n "{variable}" ] || exit 1; or put envuidgid {account} in front and use -U',
    },
    quoted: {
      text: "If {program} finds no account {account}, {variable} is empty: -{letter} counts it as 0, and {server} runs as root",
      help: 'test it first: [ -n "{variable}" ] || exit 1; or put envuidgid {account} in front and use -U',
    },
    unquotedCommand: {
      text:
        "If {program} finds no account {account}, it prints nothing: -{letter} takes the next word, " +
        "which counts as 0, and {server} runs as root",
      help: "put envuidgid {account} in front and use -U, or set a variable first and test it",
    },
    quotedCommand: {
      text: "If {program} finds no account {account}, it prints nothing: -{letter} counts that as 0, and {server} runs as root",
      help: "put envuidgid {account} in front and use -U, or set a variable first and test it",
    },
    comes: { text: "The number comes from here" },
  },
  example: {
    bad: "#!/bin/sh\nQUID=`id -u qmaild`\nexec tcpserver -RHl0 -u $QUID -g 810 0 25 qmail-smtpd 2>&1\n",
    good: '#!/bin/sh\nQUID=`id -u qmaild`\n[ -n "$QUID" ] || exit 1\nexec tcpserver -RHl0 -u "$QUID" -g 810 0 25 qmail-smtpd 2>&1\n',
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      for (const { program, effects, name: server } of chain.steps) {
        const found = program?.numericIds ? firstUnchecked(effects, chain, script) : undefined;
        if (found === undefined) continue;
        const { word, isQuoted, variable, source, asked, letter } = found;
        const params = { program: asked.program, account: printable(asked.account), letter, server };
        if (variable === undefined) {
          report({ at: word, message: isQuoted ? "quotedCommand" : "unquotedCommand", params });
          continue;
        }
        report({
          at: word,
          message: isQuoted ? "quoted" : "unquoted",
          params: { ...params, variable },
          related: [{ span: source, message: "comes" }],
        });
      }
    },
  },
});

interface Unchecked {
  /** The word of the command line that may be empty. */
  readonly word: Word;
  /** Whether quotes keep it a word when it is empty. */
  readonly isQuoted: boolean;
  /** Undefined where the number is asked for in the command line itself. */
  readonly variable: string | undefined;
  /** Where the number is asked for. */
  readonly source: Word;
  readonly asked: Asked;
  readonly letter: string;
}

/** Both numbers of a server come the same way: one finding is enough. */
function firstUnchecked(effects: readonly Effect[], chain: Chain, script: RunScript): Unchecked | undefined {
  for (const effect of effects) {
    if (effect.kind !== "uid" && effect.kind !== "gid") continue;
    const found = fromVariable(effect.value, chain, script) ?? fromCommand(effect.value, chain);
    if (found) return { ...found, letter: effect.option.letter };
  }
  return undefined;
}

type Found = Omit<Unchecked, "letter">;

function fromVariable(value: Value, { command, variables }: Chain, script: RunScript): Found | undefined {
  const { parameter, word } = parameterIn(command, value) ?? {};
  if (parameter === undefined || word === undefined || parameter.operator !== undefined) return undefined;
  const source = variables.wordOf(parameter.name);
  const asked = source && askedIn(onlySubstitution(source.parts), variables);
  if (source === undefined || asked === undefined || isTested(script, parameter.name, source)) return undefined;
  return { word, isQuoted: !word.parts.includes(parameter), variable: `$${parameter.name}`, source, asked };
}

/** ``-u `id -u ACCOUNT` ``, which no test can stand in front of. */
function fromCommand(value: Value, { command, variables }: Chain): Found | undefined {
  const word = command.words.find(({ start, end }) => start <= value.start && value.end <= end);
  const last = word?.parts.at(-1);
  const asked = last && askedIn(onlySubstitution([last]), variables);
  if (word === undefined || asked === undefined) return undefined;
  return { word, isQuoted: last?.kind === "double-quoted", variable: undefined, source: word, asked };
}

interface Asked {
  /** The program that is asked. */
  readonly program: string;
  readonly account: string;
}

/** Of `` `id -u ACCOUNT` `` and `` `getent passwd ACCOUNT | cut -d: -f3` `` who is asked, and for what. */
function askedIn(substitution: CommandSubstitution | undefined, variables: Variables): Asked | undefined {
  const [item, ...more] = substitution?.list.items ?? [];
  const [command, ...filters] = item?.pipelines[0].commands ?? [];
  if (more.length > 0 || item?.pipelines.length !== 1 || command?.kind !== "simple") return undefined;
  const [program, ...rest] = command.words.map(({ parts, start }) => textOf(parts, variables, start));
  const name = program === undefined ? undefined : /^(?:(?:\/usr)?\/bin\/)?(id|getent)$/.exec(program)?.[1];
  const account = rest.at(-1) ?? "ACCOUNT";
  if (name === undefined || account === "root") return undefined;
  const asksNumber =
    name === "id"
      ? filters.length === 0 && rest.some((text) => /^-r?[ug]$/.test(text ?? ""))
      : filters.length > 0 && /^(passwd|group)$/.test(rest[0] ?? "");
  return asksNumber ? { program: name, account } : undefined;
}

function onlySubstitution(parts: readonly WordPart[]): CommandSubstitution | undefined {
  const [part, ...more] = parts;
  if (part === undefined || more.length > 0) return undefined;
  if (part.kind === "double-quoted") return onlySubstitution(part.parts);
  return part.kind === "substitution" ? part : undefined;
}
