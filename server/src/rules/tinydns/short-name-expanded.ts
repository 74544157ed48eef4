import { fieldIndex, fieldNames } from "djblint-grammars/tinydns/fields";
import type { DataField, DataLine } from "djblint-grammars/tinydns/tree";
import { TYPE } from "../../compile/expand.js";
import { wireOf } from "../../model/tinydns/name-table.js";
import { Notice } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";
import { isCutUrl } from "./cut-at-colon.js";
import { looksLikeTtl } from "./like-ttl.js";
import { nameForAddress } from "./name-for-address.js";

/** Names that hosts in these roles have themselves, so that they are hardly meant as a part of one. */
const USUAL: Readonly<Record<string, RegExp>> = {
  ".": /^(ns|dns|nameserver|server|host|primary|secondary|master|slave)-?\d*$/i,
  "&": /^(ns|dns|nameserver|server|host|primary|secondary|master|slave)-?\d*$/i,
  "@": /^(mail|mx|smtp|mailhost|mailhub|mailer|relay|post|server|exchange|imap|pop)-?\d*$/i,
  S: /^(sip|pbx|voip|ldap|kerberos|kdc|dc|server|xmpp|jabber|mail|imap|smtp|www|web|host)-?\d*$/i,
};

const ROLES: Readonly<Record<number, string>> = { [TYPE.NS]: "ns", [TYPE.MX]: "mx", [TYPE.SRV]: "srv" };

export default defineRule({
  code: "TD156",
  name: "short-name-expanded",
  language: "tinydns",
  severity: "info",
  category: "names",
  since: "0.1",
  what: "The x of a server line has no dot and looks like a whole host name of the domain, or is a number that belongs into a later field",
  why: "tinydns-data completes x without a dot by .ns., .mx. or .srv. and the owner, not by the owner alone",
  silent:
    "For single letters, the usual way to write x, and for other names that have no records of their own in the domain",
  sources: ["tinydns-data(8)", "tinydns specification R2a, traps T25, T28"],
  fixable: "unsafe",
  messages: {
    own: {
      text: "{x} stands for {full}, not for {direct}, which has records of its own here",
      help: "write {direct} if that host is meant",
    },
    usual: { text: "{x} stands for {full}, not for {direct}", help: "write {direct} if that host is meant" },
    number: {
      text: "{x} is taken for the name of the server, which becomes {full}: it looks like the {meant}, which stands further behind",
      help: "the fields are {fields}",
      severity: "warning",
    },
    whole: { text: "Write {direct}" },
    behind: { text: "Make {x} the {meant}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n@example.org::mail:10\n+mail.example.org:192.0.2.2\n",
    good: ".example.org:192.0.2.1:a\n@example.org::mail.example.org:10\n+mail.example.org:192.0.2.2\n",
  },
  on: {
    line: {
      watch: Notice.ShortServer,
      check: (line, data, report) => {
        const { records, names } = data;
        const field = line.fields[fieldIndex(line.type!, "server")];
        const x = data.text.slice(field);
        if (!/^[\w-]{2,63}$/.test(x) || isCutUrl(line, data) || nameForAddress(line, data)) return;
        const row = records.rowsOfLine(line.line).find((each) => ROLES[records.typeOf(each)] !== undefined);
        if (row === undefined) return;
        const full = names.text(records.target[row]);
        const meant = meantField(field, line, data);
        if (meant !== undefined) {
          const params = { x, full, meant: meant.kind, fields: fieldNames(line.type!) };
          const edits = [{ span: { start: field.start, end: line.end }, newText: `${":".repeat(meant.further)}${x}` }];
          report({
            at: field,
            message: "number",
            params,
            fixes: [{ title: "behind", params, safety: "unsafe", edits }],
          });
          return;
        }
        const labels = [x.toLowerCase(), ...domainOf(names.labels(records.owner[row]))];
        const hasOwnRecords = records.firstRow(names.find(wireOf(labels))) >= 0;
        if (!hasOwnRecords && !USUAL[line.type!.letter].test(x)) return;
        const direct = labels.join(".");
        report({
          at: field,
          message: hasOwnRecords ? "own" : "usual",
          params: { x, full, direct },
          fixes: [{ title: "whole", params: { direct }, safety: "unsafe", edits: [{ span: field, newText: direct }] }],
        });
      },
    },
  },
});

/** The domain of an owner, without the labels that stand for a service (RFC 2782) or for all names. */
function domainOf(owner: readonly string[]): readonly string[] {
  const first = owner.findIndex((label) => !label.startsWith("_") && label !== "*");
  return first < 0 ? owner : owner.slice(first);
}

/** What a number that stands in place of a name is meant for, when nothing stands behind it; how many fields further it belongs. */
function meantField({ start, end }: DataField, line: DataLine, { text }: ZoneData) {
  if (!/^\d+:*$/.test(text.slice({ start, end: line.end }))) return undefined;
  const number = Number(text.slice({ start, end }));
  const isExchanger = line.type!.letter === "@";
  if (looksLikeTtl(number)) return { kind: "ttl", further: isExchanger ? 2 : 1 };
  return isExchanger && number >= 10 && number <= 100 && number % 5 === 0
    ? { kind: "distance", further: 1 }
    : undefined;
}
