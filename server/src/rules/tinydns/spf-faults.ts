/** What the rules about SPF share: each of them tells of some kinds of faults, one to a record. */
import { inQuotes, printable } from "djblint-grammars/text";
import type { Row } from "../../model/tinydns/records.js";
import type { SpfFault } from "../../model/tinydns/spf-records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import type { Report } from "../rule.js";
import { isSpoiltText } from "./spoilt-text.js";

/** Reports the first fault of some kinds in each SPF record, or in those that are asked for, as the message of that name. */
export function reportSpfFaults(
  kinds: readonly SpfFault["kind"][],
  data: ZoneData,
  report: Report,
  isAsked: (row: Row) => boolean = () => true,
): void {
  for (const { row, faults } of data.faultySpf) {
    const fault = faults.find(({ kind }) => kinds.includes(kind));
    if (!fault || !isAsked(row) || isSpoiltText(row, data)) continue;
    const { kind, term, name, domain = "" } = fault;
    const params = { term: inQuotes(printable(term)), name, domain };
    if (!report({ at: data.textSpan(row), message: kind, params })) return;
  }
}
