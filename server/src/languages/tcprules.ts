import type { FaultLine, RuleLine } from "djblint-grammars/tcprules/tree";
import { isOneEditAway } from "../model/one-edit.js";
import { AddressKind } from "../model/tcprules/access-address.js";
import { type AccessFile, readAccess } from "../model/tcprules/access-file.js";
import type { VariableFault } from "../model/tcprules/access-variables.js";
import { compiledNames } from "../model/tcprules/rule-file-names.js";
import type { Placed } from "../model/tree.js";
import type { Report } from "../rules/rule.js";
import { type ActiveRule, type Language, placeOf } from "./language.js";

/** What a rule about tcprules sources can look at. Lines that tcprules never reaches are looked at too. */
export interface TcprulesChecks {
  /** Every line that makes no rule, though it is neither empty nor a comment. */
  readonly fault?: (line: FaultLine, access: Placed<AccessFile>, report: Report) => void;
  /** Rules whose addresses are of these kinds. */
  readonly address?: {
    readonly kinds: readonly AddressKind[];
    /** Whether they matter in a file at all; asked once for the file, before its rules are parsed. */
    readonly matterIn?: (access: Placed<AccessFile>) => boolean;
    check(rule: RuleLine, access: Placed<AccessFile>, report: Report): void;
  };
  /** Rules that have variables with this fault. */
  readonly variables?: {
    readonly fault: VariableFault;
    check(rule: RuleLine, access: Placed<AccessFile>, report: Report): void;
  };
  /** The file as a whole. */
  readonly file?: (access: Placed<AccessFile>, report: Report) => void;
}

/** axfrdns-conf(8) calls its file `tcp`, s/qmail its files `rules.smtpd` or `rules.smtpd.txt`. Compiled files and the temporary ones of the compiler stand beside sources. */
const SOURCE_NAME = /^(tcp(\..+)?|.+\.rules?|(tcp)?rules\.[\w-]+(\.txt)?)$/;
/** What folders of rules are called, as in /etc/tcprules.d/smtp; their sources may have any name without an end. */
const RULES_FOLDER = /^(tcp|tcprules|tcpcontrol)(\.d)?$/;
const PLAIN_NAME = /^[A-Za-z0-9_-]+$/;
const PRODUCT_NAME = /\.(cdb|tmp)$|\.cdb\./;

/** Rules of udev, iptables or snort and sources such as tcp.c have no line like this in their first bytes. */
const LOOKED_AT = 1 << 16;
const INSTRUCTION = /:\s*(allow|deny)/i;
/** A word behind a colon that may be a slip for one. */
const WORD = /^[^#\s:]*:[ \t]*([A-Za-z]{3,6})[ \t]*(?:,|$)/gm;
const STATEMENT = /^[^#\s]/m;

export const tcprules: Language<"tcprules", Placed<AccessFile>> = {
  id: "tcprules",
  title: "tcprules",
  recognises: (path) => {
    const { name, folders } = placeOf(path);
    const isSource = SOURCE_NAME.test(name) || (RULES_FOLDER.test(folders[0] ?? "") && PLAIN_NAME.test(name));
    return isSource && !PRODUCT_NAME.test(name);
  },
  mayHold: (text) => {
    const start = text.slice({ start: 0, end: Math.min(text.bytes.length, LOOKED_AT) });
    return INSTRUCTION.test(start) || !STATEMENT.test(start) || hasSlip(start);
  },
  hasComments: () => true,
  compiledNames: ({ parts: [{ path }] }) => compiledNames(path),
  analyze: ({ path, text }, { settings, tree }) => ({
    ...readAccess(text, settings.dialect.tcprules, settings.site),
    path,
    around: tree,
  }),
  check: (access, rules) => {
    checkFaults(access, rules);
    checkRules(access, rules);
    for (const { on, report } of rules) on.file?.(access, report);
  },
};

/** `:alow` */
function hasSlip(text: string): boolean {
  const words = [...text.matchAll(WORD)].map(([, word]) => word.toLowerCase());
  return words.some((word) => isOneEditAway(word, "allow") || isOneEditAway(word, "deny"));
}

function checkFaults(access: Placed<AccessFile>, rules: readonly ActiveRule<"tcprules">[]): void {
  const interested = rules.filter(({ on }) => on.fault);
  for (const line of access.table.faults) {
    const asked = interested.filter(({ isFull }) => !isFull);
    if (asked.length === 0) return;
    const fault = access.table.fault(line);
    for (const { on, report } of asked) on.fault!(fault, access, report);
  }
}

/** A rule is parsed for those who are asked about its kind of address or the faults of its variables. */
function checkRules(access: Placed<AccessFile>, rules: readonly ActiveRule<"tcprules">[]): void {
  const asked = rules.filter(({ on: { address } }) => address && (address.matterIn?.(access) ?? true));
  const ofKind = Object.values(AddressKind).map((kind) => asked.filter(({ on }) => on.address!.kinds.includes(kind)));
  const { table } = access;
  for (let index = 0; index < table.count; index++) {
    for (const rule of ofKind[table.kind(index)]) ask(rule, rule.on.address!, index, access);
  }
  const ofVariables = rules.filter(({ on }) => on.variables);
  for (const { rule: index, faults } of table.faultyVariables) {
    for (const rule of ofVariables) {
      if (faults & rule.on.variables!.fault) ask(rule, rule.on.variables!, index, access);
    }
  }
}

type RuleCheck = Pick<NonNullable<TcprulesChecks["address"]>, "check">;

function ask(
  { isFull, report }: ActiveRule<"tcprules">,
  { check }: RuleCheck,
  index: number,
  access: Placed<AccessFile>,
): void {
  if (!isFull) check(access.table.rule(index), access, report);
}
