import { printable } from "djblint-grammars/text";
import { lastStep } from "../../model/run/service.js";
import { readActions } from "../../model/run/service-multilog.js";
import { defineRule, type Statement } from "../rule.js";

export default defineRule({
  code: "RS125",
  name: "pattern-without-stamp",
  language: "run",
  severity: "warning",
  category: "logging",
  since: "0.1",
  what: "A pattern of multilog forgets the time stamp that t puts in front of each line",
  why:
    "With t each line begins with @, 24 digits and letters from a to f, and a blank, and a pattern has to match the whole line. " +
    "A star stops at the first place where the sign behind it stands, also when that is in the stamp, and does not look any further",
  silent:
    "Without t, for a star alone, for a sign behind the star that no stamp holds, and for a word that looks like an option (RS057)",
  sources: ["run script specification L7", "multilog(8)", "measured: daemontools 0.76"],
  fixable: "none",
  messages: {
    never: {
      text: "with t each line begins with @ and its time, so {word} matches no line",
      help: "begin the pattern with a star and a blank, for the stamp: {better}",
    },
    chance: {
      text: "with t the star ends at the first {sign}, which may stand in the time stamp: {word} misses such lines, by chance",
      help: "begin the pattern with a star and a blank, for the stamp: {better}",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid dlog multilog t '-*' '+fatal: *' ./main\n",
    good: "#!/bin/sh\nexec setuidgid dlog multilog t '-*' '+* fatal: *' ./main\n",
    file: "service/x/log/run",
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const step = lastStep(chain);
      const actions = step.name === "multilog" ? readActions(step) : [];
      if (actions[0]?.kind !== "stamp") return;
      for (const { kind, argument } of actions) {
        if (argument.text === undefined || (kind !== "select" && kind !== "deselect")) continue;
        const statement = statementAbout(argument.text);
        if (statement) report({ at: argument, ...statement });
      }
    },
  },
});

function statementAbout(word: string): Statement | undefined {
  if (/^-([a-z]|t+)$/.test(word)) return undefined;
  const [action, ...pattern] = word;
  const [first, sign] = pattern;
  const rest = pattern.join("");
  const params = { word: printable(word), better: printable(`${action}* ${rest}`), sign: sign ?? "" };
  if (first !== "*" && first !== "@") return { message: "never", params };
  return first === "*" && sign !== undefined && IN_STAMPS.test(sign) ? { message: "chance", params } : undefined;
}

/** What the 24 signs of a stamp are made of. */
const IN_STAMPS = /[0-9a-f]/;
