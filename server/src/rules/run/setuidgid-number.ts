import { printable } from "djblint-grammars/text";
import type { Step, Value } from "../../model/run/service.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS025",
  name: "setuidgid-number",
  language: "run",
  severity: "error",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "setuidgid or envuidgid gets a number or a group instead of an account, or chpst or s6-setuidgid mix up names and numbers",
  why: "They look for an account of that name in the password file: `unknown account`, exit 111, once a second",
  silent:
    "For s6-setuidgid with both numbers, for chpst with a colon in front of numbers, in scripts that start busybox or that busybox reads " +
    "(`#!/bin/busybox sh`, `#!/bin/ash`), whose own setuidgid, envuidgid and chpst take numbers and groups",
  sources: [
    "run script specification R25",
    "measured: daemontools 0.76, runit 2.1.2, s6 2.11.3",
    "source of busybox: get_uidgid in libpwdgrp/uidgid_get.c",
  ],
  fixable: "none",
  messages: {
    number: {
      text: "{program} of daemontools takes names only: it looks for an account called {account} and fails with unknown account {account}",
      help: "write the name of the account",
    },
    group: {
      text: "{program} of daemontools takes names of accounts only: it looks for one called {account} and fails with unknown account {account}",
      help: "write the account alone, whose group it takes, or chpst -u {account}",
    },
    equals: {
      text: "{program} takes the = for a part of the name: it knows no account called {account}, and the service never starts",
      help: "write the name directly behind -{letter}, or behind a blank",
    },
    empty: {
      text: "chpst looks for an account without a name: unknown user/group, and the service never starts",
      help: "write the name of the account",
    },
    pair: {
      text: "{program} takes the name of an account, or two numbers as UID:GID: {account} is neither, and the service never starts",
      help: "write the name of the account, or both numbers",
    },
    name: {
      text: "{program} looks for an account called {account}: unknown user, and the service never starts",
      help: "write the name of the account",
    },
    names: {
      text: "chpst looks for names in {account}: unknown user/group, and the service never starts",
      help: "write names, or a colon in front of the numbers of both account and group, such as :1000:100",
    },
    numbers: {
      text: "behind a colon in front, chpst wants the numbers of account and group: invalid uid/gids, and the service never starts",
      help: "write both numbers, such as :1000:100, or names without the colon in front",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid 812 /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec setuidgid web /usr/local/bin/webd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: ({ steps }, { tree, service }, report) => {
      if (service.names.has("busybox") || (tree.shebang && OF_BUSYBOX.has(tree.shebang.program))) return;
      for (const step of steps) {
        if (!step.certain || step.inBusybox) continue;
        for (const { at, message, letter } of refusalsOf(step)) {
          const params = { program: step.name, account: printable(at.text ?? ""), letter };
          report({ at, message, params });
        }
      }
    },
  },
});

interface Refusal {
  readonly at: Value;
  readonly message: "number" | "group" | "pair" | "name" | "equals" | "empty" | "names" | "numbers";
  /** Of the option that the account stands behind. */
  readonly letter: string;
}

function refusalsOf({ name: program, operands: [word], options }: Step): Refusal[] {
  const account = word?.text;
  const message = account === undefined || options.length > 0 ? undefined : refusalOfOperand(program, account);
  if (message) return [{ at: word, message, letter: "" }];
  return (OF_RUNIT.has(program) ? options : []).flatMap(({ letter, value }): Refusal[] => {
    if ((letter !== "u" && letter !== "U") || value?.text === undefined) return [];
    const refused = refusalOfRunit(program, value.text);
    return refused ? [{ at: value, message: refused, letter }] : [];
  });
}

/** Of daemontools and s6. */
function refusalOfOperand(program: string, account: string): "number" | "group" | "pair" | "name" | undefined {
  if (program === "setuidgid" || program === "envuidgid") {
    if (isNumber(account)) return "number";
    return /^[^:]+:/.test(account) ? "group" : undefined;
  }
  const refusal = OF_S6.get(program);
  return refusal && isRefusedByS6(account, refusal) ? refusal : undefined;
}

/** What reads accounts as chpst does. */
const OF_RUNIT: ReadonlySet<string> = new Set(["chpst", "tcpsvd", "udpsvd"]);

const OF_S6: ReadonlyMap<string, "pair" | "name"> = new Map([
  ["s6-setuidgid", "pair"],
  ["s6-envuidgid", "name"],
]);

function isRefusedByS6(account: string, refusal: "pair" | "name"): boolean {
  return isNumber(account) || (account.includes(":") && !(refusal === "pair" && /^[0-9]+:[0-9]+$/.test(account)));
}

/** Shells of busybox, which looks among its own programs first. */
const OF_BUSYBOX: ReadonlySet<string> = new Set(["busybox", "ash"]);

/** What chpst makes of `account:group:group...`, and of `:uid:gid:gid...`. */
function refusalOfRunit(program: string, text: string): "equals" | "empty" | "names" | "numbers" | undefined {
  if (text.startsWith("=")) return "equals";
  if (program !== "chpst") return undefined;
  if (text === "") return "empty";
  if (text.startsWith(":")) return /^:\d+(:\d*)+$/.test(text) ? undefined : "numbers";
  return text.split(":").some((name) => name === "" || isNumber(name)) ? "names" : undefined;
}

function isNumber(text: string): boolean {
  return /^[0-9]+$/.test(text);
}
