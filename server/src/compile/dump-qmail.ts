/** morercpthosts.cdb and users/cdb back as source lines, which compile to the same records in the same order. */
import { decodeLatin1 } from "djblint-grammars/text";
import { foldCase } from "../model/control/control.js";
import { CdbReader } from "./cdb.js";
import type { SourceDump, Unwritable } from "./dump-rules.js";

export type QmailDatabase = "morercpthosts" | "assign";

interface TextRecord {
  readonly key: string;
  readonly data: string;
}

function* recordsOf(cdb: Uint8Array): Generator<TextRecord> {
  for (const { key, data } of new CdbReader(cdb).records()) {
    yield { key: decodeLatin1(key), data: decodeLatin1(data) };
  }
}

const DOMAIN = /^\.?([\w-]+\.)*[\w-]*[a-z_][\w-]*$/;
/** U1: user, uid, gid, home, dash, ext. */
const FIELDS = 6;

/** Which of the two a database is, by what it holds; undefined when it is neither, or may be one of tcprules. */
export function qmailDatabase(cdb: Uint8Array): QmailDatabase | undefined {
  let kind: QmailDatabase | undefined;
  for (const { key, data } of recordsOf(cdb)) {
    if (key === "" && kind !== "morercpthosts") continue;
    const found = kindOfRecord(key, data);
    if (found === undefined || (kind !== undefined && found !== kind)) return undefined;
    kind = found;
  }
  return kind;
}

/** Keys of tcprules are addresses, or have = or @ in them. */
function kindOfRecord(key: string, data: string): QmailDatabase | undefined {
  if (data === "") return DOMAIN.test(key) ? "morercpthosts" : undefined;
  return key[0] === "!" && data.split("\0").length === FIELDS ? "assign" : undefined;
}

/** Lines without their line feeds. */
export function dumpQmail(cdb: Uint8Array, kind: QmailDatabase): SourceDump {
  const lines: string[] = [];
  const unwritable: Unwritable[] = [];
  for (const record of recordsOf(cdb)) {
    // The last record of users/cdb is made of all the others.
    if (kind === "assign" && record.key === "") continue;
    const line = kind === "assign" ? assignment(record) : domain(record);
    if (line === undefined) unwritable.push({ ...record, reason: "no line has this key and this data" });
    else lines.push(line);
  }
  return { lines: kind === "assign" ? [...lines, "."] : lines, unwritable };
}

function domain({ key }: TextRecord): string | undefined {
  const isLine = key !== "" && key[0] !== "#" && !/\n|[ \t]$/.test(key) && key === foldCase(key);
  return isLine ? key : undefined;
}

function assignment({ key, data }: TextRecord): string | undefined {
  const isWhole = key.endsWith("\0");
  const address = key.slice(1, isWhole ? -1 : undefined);
  const fields = data.split("\0");
  const isLine =
    key[0] === "!" && fields.length === FIELDS && ![address, ...fields].some((text) => /[:\n\0]/.test(text));
  return isLine ? `${isWhole ? "=" : "+"}${[address, ...fields].join(":")}:` : undefined;
}
