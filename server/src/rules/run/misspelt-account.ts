import type { SourceText, Span } from "djblint-grammars/text";
import { isLetterMoved, isOneEditAway } from "../../model/one-edit.js";
import { askedNumber } from "../../model/run/asked-number.js";
import type { Chain } from "../../model/run/service.js";
import { USUAL_ACCOUNT_NAMES } from "../../model/run/usual-accounts.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS130",
  name: "misspelt-account",
  language: "run",
  severity: "warning",
  category: "identity",
  since: "0.1",
  what: "An account has almost the name of one that qmail or djbdns uses: a letter is missing, doubled or one place off",
  why: "Where there is no account of that name, setuidgid and its like stop (exit 111), and id prints nothing",
  silent: "For names with another letter at either end, which make accounts of their own",
  sources: ["setuidgid(8)", "INSTALL.ids of qmail", "tinydns-conf(8)", "dnscache-conf(8)"],
  fixable: "unsafe",
  messages: {
    slip: {
      text: "{found} looks like a slip for {meant}: there is hardly an account of that name",
      help: "write {meant}",
    },
    write: { text: "Write {meant}" },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid dnslgo multilog t ./main\n",
    good: "#!/bin/sh\nexec setuidgid dnslog multilog t ./main\n",
    file: "service/x/log/run",
  },
  on: {
    inStarters: true,
    chain: (chain, { text }, report) => {
      for (const { name: found, start } of accountsIn(chain, text)) {
        const meant = slipFor(found);
        if (meant === undefined) continue;
        const span = { start, end: start + found.length };
        const params = { found, meant };
        const edits = [{ span, newText: meant }];
        report({ at: span, message: "slip", params, fixes: [{ title: "write", params, safety: "unsafe", edits }] });
      }
    },
  },
});

interface WrittenAccount {
  readonly name: string;
  readonly start: number;
}

/** The accounts that a chain becomes or asks for, as far as they are written in plain letters. */
function accountsIn(chain: Chain, text: SourceText): WrittenAccount[] {
  return chain.steps.flatMap(({ effects }) =>
    effects.flatMap((effect): WrittenAccount[] => {
      if (effect.kind === "account" || effect.kind === "ids") return plainName(effect.value.text, effect.value, text);
      if (effect.kind !== "uid" && effect.kind !== "gid") return [];
      const asked = askedNumber(effect.value, chain);
      return asked?.accountWord ? plainName(asked.account, asked.accountWord, text) : [];
    }),
  );
}

/** Of `qmaild:nofiles` the first name, also in quotes; nothing where quotes or variables hold a part of it. */
function plainName(account = "", { start, end }: Span, { bytes }: SourceText): WrittenAccount[] {
  const [name] = account.split(":");
  const quotes = QUOTES.has(bytes[start]) && bytes[start] === bytes[end - 1] ? 1 : 0;
  const isPlain = end - start === account.length + 2 * quotes && /^[A-Za-z]+$/.test(name);
  return isPlain ? [{ name, start: start + quotes }] : [];
}

/** `"` and `'` */
const QUOTES: ReadonlySet<number> = new Set([34, 39]);

function slipFor(name: string): string | undefined {
  if (USUAL_ACCOUNT_NAMES.has(name)) return undefined;
  return [...USUAL_ACCOUNT_NAMES].find((usual) => isSlip(name, usual));
}

/** Whether a letter inside is missing, one is doubled, or two changed places. */
function isSlip(name: string, usual: string): boolean {
  if (isLetterMoved(name, usual)) return true;
  const isShorter = name.length < usual.length && !usual.startsWith(name) && !usual.endsWith(name);
  return isShorter && isOneEditAway(name, usual);
}
