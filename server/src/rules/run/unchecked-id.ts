import { printable } from "djblint-grammars/text";
import { type AskedNumber, askedNumber } from "../../model/run/asked-number.js";
import type { RunScript } from "../../model/run/run-script.js";
import type { Chain, Effect, OptionUse, Step } from "../../model/run/service.js";
import { isAccountTested, isTested } from "../../model/run/service-checks.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS022",
  name: "unchecked-id",
  language: "run",
  severity: "warning",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "The number for -u or -g comes from id, getent or /etc/passwd, and nobody checks that there is one, or it is that of the other",
  why:
    "When the account does not exist, they print nothing: without quotes the option takes the next word instead, with " +
    "quotes it gets an empty word; both count as 0, so the service runs as root, or keeps its group, or reads what is left " +
    "of the command line otherwise and does not start",
  silent:
    "When the script tests the variable or asks for the account, and does more than to print a message when there is none; " +
    "when it demands the variable with :?, or stops at errors with set -e",
  sources: ["run script specification C2, C3, R22"],
  fixable: "none",
  messages: {
    unquoted: {
      text:
        "if {program} finds no account {account}, {variable} leaves no word behind -{letter}, which takes the next one: " +
        "that counts as 0, and {effect}",
      help: 'test it first: [ -n "{variable}" ] || exit 1; or put envuidgid {account} in front and use -U',
    },
    quoted: {
      text: "if {program} finds no account {account}, {variable} is empty: -{letter} counts it as 0, and {effect}",
      help: 'test it first: [ -n "{variable}" ] || exit 1; or put envuidgid {account} in front and use -U',
    },
    unquotedCommand: {
      text:
        "if {program} finds no account {account}, it prints nothing: -{letter} takes the next word, " +
        "which counts as 0, and {effect}",
      help: "put envuidgid {account} in front and use -U, or set a variable first and test it",
    },
    quotedCommand: {
      text: "if {program} finds no account {account}, it prints nothing: -{letter} counts that as 0, and {effect}",
      help: "put envuidgid {account} in front and use -U, or set a variable first and test it",
    },
    group: {
      text: "-u takes the number of an account, and gets that of a group, from id -g",
      help: "write id -u",
    },
    user: {
      text: "-g takes the number of a group, and gets that of an account, from id -u",
      help: "write id -g",
    },
    comes: { text: "the number comes from here" },
  },
  example: {
    bad: "#!/bin/sh\nQUID=`id -u qmaild`\nexec tcpserver -RHl0 -u $QUID -g 810 0 25 qmail-smtpd 2>&1\n",
    good: '#!/bin/sh\nQUID=`id -u qmaild`\n[ -n "$QUID" ] || exit 1\nexec tcpserver -RHl0 -u "$QUID" -g 810 0 25 qmail-smtpd 2>&1\n',
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      for (const step of chain.steps) {
        if (!step.program?.numericIds) continue;
        reportMixedUp(step.effects, chain, report);
        const all = step.effects.flatMap((effect) => uncheckedId(effect, chain, script));
        // Both numbers of a server come the same way: one finding is enough.
        const [found] = all;
        if (found === undefined) continue;
        const { word, isQuoted, variable, source, account = "ACCOUNT", option } = found;
        const effect = effectOf(found, all, step);
        const params = { program: found.program, account: printable(account), letter: option.letter, effect };
        if (variable === undefined) {
          report({ at: word, message: isQuoted ? "quotedCommand" : "unquotedCommand", params });
          continue;
        }
        report({
          at: word,
          message: isQuoted ? "quoted" : "unquoted",
          params: { ...params, variable: `$${variable}` },
          related: [{ span: source, message: "comes" }],
        });
      }
    },
  },
});

/** `-g "$(id -u qmaild)"` */
function reportMixedUp(effects: readonly Effect[], chain: Chain, report: Report): void {
  for (const effect of effects) {
    if (effect.kind !== "uid" && effect.kind !== "gid") continue;
    const asked = askedNumber(effect.value, chain);
    if (asked?.of !== (effect.kind === "uid" ? "group" : "account")) continue;
    const related = asked.variable === undefined ? [] : [{ span: asked.source, message: "comes" as const }];
    report({ at: asked.word, message: effect.kind === "uid" ? "group" : "user", related });
  }
}

interface UncheckedId extends AskedNumber {
  readonly kind: "uid" | "gid";
  readonly option: OptionUse;
}

/** No test can stand in front of the command line itself. */
function uncheckedId(effect: Effect, chain: Chain, script: RunScript): UncheckedId[] {
  if (effect.kind !== "uid" && effect.kind !== "gid") return [];
  const { kind, option } = effect;
  const asked = askedNumber(effect.value, chain);
  if (!asked || (asked.variable !== undefined && isTested(script, asked.variable, asked.source))) return [];
  if (asked.account !== undefined && isAccountTested(script, asked.account)) return [];
  // `-u"$QUID"` is no more than -u when there is no number.
  return [{ ...asked, isQuoted: asked.isQuoted && option.takesNext, kind, option }];
}

/** What comes of it when there is no account: all that asks for the same one gets nothing. */
function effectOf(found: UncheckedId, all: readonly UncheckedId[], step: Step): string {
  const missing = all.filter(({ account }) => account === found.account);
  const taken = found.isQuoted ? [] : wordBehind(found.option, step);
  const host = found.isQuoted ? undefined : wordForHost(taken, missing, step);
  if (host !== undefined) return `${step.name} takes ${printable(host)} for the host and does not start`;
  const uids = step.effects.filter(({ kind }) => kind === "uid" || kind === "ids-from-environment");
  const isLost = (effect: Effect) =>
    "option" in effect && (taken.includes(effect.option) || missing.some(({ option }) => option === effect.option));
  return uids.every(isLost) ? `${step.name} runs as root` : "the group of root stays";
}

/** The options in the word behind that of an option, which takes that word for want of its own. */
function wordBehind(option: OptionUse, { options }: Step): readonly OptionUse[] {
  const behind = options.slice(options.indexOf(option) + 1);
  const end = behind.findIndex(({ start }, index) => index > 0 && start !== behind[index - 1].end);
  return end < 0 ? behind : behind.slice(0, end);
}

/** The word that is read as the host, when the one in front of it is taken away. */
function wordForHost(taken: readonly OptionUse[], missing: readonly UncheckedId[], step: Step): string | undefined {
  const last = taken.at(-1);
  if (last === undefined) return step.operands.at(1)?.head;
  const vanishes = missing.some(({ option, isQuoted }) => option === last && !isQuoted);
  return last.takesNext && !vanishes ? (last.value?.text ?? `the word behind -${last.letter}`) : undefined;
}
