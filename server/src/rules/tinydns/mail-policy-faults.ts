/** What the rules about DKIM, DMARC and their like share. */
import { printable } from "djblint-grammars/text";
import type { FaultyMailPolicy } from "../../model/tinydns/mail-policies.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import type { Report } from "../rule.js";
import { isSpoiltText } from "./spoilt-text.js";

/** Reports the faults that a rule has a message for. */
export function reportMailPolicies(
  messageFor: (faulty: FaultyMailPolicy, data: ZoneData) => string | undefined,
  data: ZoneData,
  report: Report,
): void {
  for (const faulty of data.faultyMailPolicies) {
    const message = messageFor(faulty, data);
    if (message === undefined || isSpoiltText(faulty.row, data)) continue;
    const { row, record, fault } = faulty;
    const { tag, value, wanted = "" } = fault;
    const params = {
      record,
      name: data.records.ownerText(row),
      tag,
      value: printable(value),
      wanted: printable(wanted),
    };
    if (!report({ at: data.textSpan(row), message, params })) return;
  }
}
