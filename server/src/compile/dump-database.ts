/** A compiled file of any program back as source lines. */

import type { Dialect } from "djblint-grammars/tcprules/fields";
import type { Settings } from "../config.js";
import { type DatabaseKind, databaseKind } from "./database-kind.js";
import { dumpTinydns } from "./dump.js";
import { dumpQmail, type QmailDatabase, qmailDatabase } from "./dump-qmail.js";
import { dumpRules, type SourceDump } from "./dump-rules.js";

export interface DatabaseDump extends SourceDump {
  readonly kind: DatabaseKind | QmailDatabase;
}

export interface DumpDatabaseOptions {
  /** Whose file it is, where its content does not tell. */
  readonly kind?: DatabaseKind;
  readonly dialects?: Pick<Settings["dialect"], DatabaseKind>;
}

/** A file that tells nothing of itself is taken for one of tinydns. */
export function dumpDatabase(cdb: Uint8Array, { kind: asked, dialects = {} }: DumpDatabaseOptions): DatabaseDump {
  const kind = asked ?? qmailDatabase(cdb) ?? databaseKind(cdb) ?? "tinydns";
  return { kind, ...sourceOf(cdb, kind, dialects) };
}

function sourceOf(
  cdb: Uint8Array,
  kind: DatabaseDump["kind"],
  { tinydns = "debian", tcprules }: NonNullable<DumpDatabaseOptions["dialects"]>,
): SourceDump {
  if (kind === "tinydns") return dumpTinydns(cdb, tinydns);
  return kind === "tcprules" ? rulesOf(cdb, tcprules) : dumpQmail(cdb, kind);
}

/** Without a dialect, that of the IPv6 patch when only that can write the keys. */
export function rulesOf(cdb: Uint8Array, asked: Dialect | undefined): SourceDump {
  const dumped = dumpRules(cdb, asked ?? "ucspi-tcp");
  if (asked || !dumped.unwritable.some(({ key }) => key.includes(":"))) return dumped;
  const patched = dumpRules(cdb, "ucspi-tcp-ipv6");
  return patched.unwritable.length < dumped.unwritable.length ? patched : dumped;
}
