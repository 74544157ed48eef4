import type { CommandSubstitution, Parameter, SimpleCommand, Word, WordPart } from "djblint-grammars/run/tree";
import { printable } from "djblint-grammars/text";
import type { RunScript } from "../../model/run-script.js";
import type { Chain, Effect } from "../../model/service.js";
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
  what: "The number for -u or -g comes from the program id, and nobody checks that there is one",
  why:
    "When the account does not exist, id prints nothing: without quotes the option takes the next word instead, with " +
    "quotes it gets an empty word; both count as 0, so the service runs as root",
  silent: "When the script tests the variable, demands it with :?, or stops at errors with set -e",
  sources: ["run script specification C2, C3, R22"],
  fixable: "none",
  messages: {
    unquoted: {
      text:
        "If id finds no account {account}, the unquoted {variable} is no word at all: -{letter} takes the next word, " +
        "which counts as 0, and {server} runs as root",
      help: 'test it first: [ -n "{variable}" ] || exit 1; or put envuidgid {account} in front and use -U',
    },
    quoted: {
      text: "If id finds no account {account}, {variable} is empty: -{letter} counts it as 0, and {server} runs as root",
      help: 'test it first: [ -n "{variable}" ] || exit 1; or put envuidgid {account} in front and use -U',
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
        const { parameter, word, source, account, letter } = found;
        report({
          at: word,
          message: word.parts.includes(parameter) ? "unquoted" : "quoted",
          params: { account: printable(account), variable: `$${parameter.name}`, letter, server },
          related: [{ span: source, message: "comes" }],
        });
      }
    },
  },
});

interface Unchecked {
  readonly parameter: Parameter;
  readonly word: Word;
  readonly source: Word;
  readonly account: string;
  readonly letter: string;
}

/** Both numbers of a server come the same way: one finding is enough. */
function firstUnchecked(effects: readonly Effect[], chain: Chain, script: RunScript): Unchecked | undefined {
  for (const effect of effects) {
    if (effect.kind !== "uid" && effect.kind !== "gid") continue;
    const { parameter, word } = parameterIn(chain.command, effect.value) ?? {};
    if (parameter === undefined || word === undefined || parameter.operator !== undefined) continue;
    const source = chain.variables.wordOf(parameter.name);
    const account = source && accountAsked(source, chain.variables);
    if (source === undefined || account === undefined || isTested(script, parameter.name, source)) continue;
    return { parameter, word, source, account, letter: effect.option.letter };
  }
  return undefined;
}

/** Of `` `id -u ACCOUNT` `` the account. */
function accountAsked({ parts }: Word, variables: Variables): string | undefined {
  const substitution = onlySubstitution(parts);
  const [item, ...more] = substitution?.list.items ?? [];
  const command = item?.pipelines[0].commands[0];
  if (more.length > 0 || item?.pipelines.length !== 1 || command?.kind !== "simple") return undefined;
  return accountOf(command, variables);
}

function accountOf({ words }: SimpleCommand, variables: Variables): string | undefined {
  const [program, ...rest] = words.map(({ parts, start }) => textOf(parts, variables, start));
  if (program === undefined || !/^(\/usr)?(\/bin\/)?id$/.test(program)) return undefined;
  const account = rest.at(-1) ?? "ACCOUNT";
  return account !== "root" && rest.some((text) => /^-r?[ug]$/.test(text ?? "")) ? account : undefined;
}

function onlySubstitution(parts: readonly WordPart[]): CommandSubstitution | undefined {
  const [part, ...more] = parts;
  if (part === undefined || more.length > 0) return undefined;
  if (part.kind === "double-quoted") return onlySubstitution(part.parts);
  return part.kind === "substitution" ? part : undefined;
}
