/** Whose database a cdb is, by what it holds: nothing in the form says so. */
import { CdbReader } from "./cdb.js";

export type DatabaseKind = "tinydns" | "tcprules";

const DENY = 68;
const PLUS = 43;
const PERCENT = 37;

/** Undefined for a database without records, which is as good for the one as for the other. */
export function databaseKind(cdb: Uint8Array): DatabaseKind | undefined {
  let kind: DatabaseKind | undefined;
  for (const { key, data } of new CdbReader(cdb).records()) {
    if (isLocationKey(key) || !isRuleData(data)) return "tinydns";
    kind = "tcprules";
  }
  return kind;
}

/** R30. No record type of DNS in use begins with these bytes. */
function isRuleData(data: Uint8Array): boolean {
  if (data.length === 0) return true;
  const denies = data.length >= 2 && data[0] === DENY && data[1] === 0;
  return data[data.length - 1] === 0 && (denies || data[0] === PLUS);
}

/** Specification of tinydns, V3: any two bytes may be the data. */
function isLocationKey(key: Uint8Array): boolean {
  return key.length >= 2 && key[0] === 0 && key[1] === PERCENT;
}
