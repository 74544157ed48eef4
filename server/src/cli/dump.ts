/** `djblint dump`: a compiled file back as source lines. */
import { encodeLatin1, printable } from "djblint-grammars/text";
import { type DatabaseKind, databaseKind } from "../compile/database-kind.js";
import { dumpTinydns } from "../compile/dump.js";
import { dumpQmail, type QmailDatabase, qmailDatabase } from "../compile/dump-qmail.js";
import { dumpRules, type RulesDump, type Unwritable } from "../compile/dump-rules.js";
import { type DatabaseOptions, dialectIn, kindAsked, readDatabase } from "./database.js";
import { complain, print } from "./output.js";

export interface DumpOptions extends DatabaseOptions {
  readonly format: string;
}

/** Exit code 1: there are records that no source can make. */
export function dump(path: string, options: DumpOptions): number {
  const cdb = readDatabase(path);
  const kind = kindAsked(options) ?? qmailDatabase(cdb) ?? databaseKind(cdb) ?? "tinydns";
  const { lines, unwritable } = sourceOf(cdb, kind, options);
  if (options.format === "json") print(`${JSON.stringify({ version: 1, kind, lines, unwritable }, undefined, 2)}\n`);
  else print(encodeLatin1(lines.map((line) => `${line}\n`).join("")));
  complainOf(unwritable, path);
  return unwritable.length > 0 ? 1 : 0;
}

export function complainOf(unwritable: readonly Unwritable[], path: string): void {
  for (const { key, reason } of unwritable) {
    complain(`djblint: ${path}: no source line makes the record with the key "${printable(key)}": ${reason}\n`);
  }
}

function sourceOf(cdb: Uint8Array, kind: DatabaseKind | QmailDatabase, options: DumpOptions): RulesDump {
  if (kind === "tinydns") return zonesOf(cdb, options);
  return kind === "tcprules" ? rulesOf(cdb, options) : dumpQmail(cdb, kind);
}

function zonesOf(cdb: Uint8Array, { dialect }: DumpOptions): RulesDump {
  return { lines: [...dumpTinydns(cdb, dialectIn("tinydns", dialect) ?? "debian")], unwritable: [] };
}

/** Without a dialect, that of the IPv6 patch when only that can write the keys. */
export function rulesOf(cdb: Uint8Array, { dialect }: DatabaseOptions): RulesDump {
  const asked = dialectIn("tcprules", dialect);
  const dumped = dumpRules(cdb, asked ?? "ucspi-tcp");
  if (asked || !dumped.unwritable.some(({ key }) => key.includes(":"))) return dumped;
  const patched = dumpRules(cdb, "ucspi-tcp-ipv6");
  return patched.unwritable.length < dumped.unwritable.length ? patched : dumped;
}
