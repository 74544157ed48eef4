/** What the rules about SPF share: each of them tells of some kinds of faults, one to a record. */
import { TYPE } from "../../compile/expand.js";
import type { Row } from "../../model/tinydns/records.js";
import type { SpfFault } from "../../model/tinydns/spf-policies.js";
import { rdataFaultOf } from "../../model/tinydns/stored-record.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import type { Report } from "../rule.js";
import { isCutText } from "./cut-at-colon.js";

/** Reports the first fault of some kinds in each SPF record, as the message of that name. */
export function reportSpfFaults(kinds: readonly SpfFault["kind"][], data: ZoneData, report: Report): void {
  for (const { row, faults } of data.faultyPolicies) {
    const fault = faults.find(({ kind }) => kinds.includes(kind));
    if (!fault) continue;
    const line = data.lineOf(row);
    if (isCutText(line, data) || isBrokenGeneric(row, data)) continue;
    const field = line.fields.find(({ spec }) => spec?.kind === "text" || spec?.kind === "rdata");
    const { kind, term, name, domain = "" } = fault;
    const goesOn = report({ at: field ?? line, message: kind, params: { term: `"${term}"`, name, domain } });
    if (!goesOn) return;
  }
}

/** Whether the strings of a generic line are none: rdata-malformed tells. */
function isBrokenGeneric(row: Row, data: ZoneData): boolean {
  return data.letterOf(row) === ":" && rdataFaultOf(TYPE.TXT, data.records.rdata(row)) !== undefined;
}
