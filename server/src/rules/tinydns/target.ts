/** What the rules about the names that records point to share. They speak only about names that this file serves. */
import { Reach } from "../../model/tinydns/look-up.js";
import { ROOT } from "../../model/tinydns/name-table.js";
import type { Row } from "../../model/tinydns/records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import type { Report } from "../rule.js";
import { nextAlias } from "./alias-path.js";
import { isCutAtColon } from "./cut-at-colon.js";
import { hasDroppedAddress } from "./dropped-address.js";
import { isTargetFaulty } from "./faulty-names.js";
import { isSent } from "./record-set.js";
import { shiftedName } from "./shifted-field.js";
import { shortServer } from "./short-server.js";
import { isDistanceSwapped } from "./swapped-distance.js";
import { isOfZoneFile } from "./zone-file-line.js";

/** Reports a row whose target is an alias, as `alias`, and the alias as `definition`. */
export function reportAlias(row: Row, data: ZoneData, report: Report): void {
  const { records, names } = data;
  const alias = nextAlias(row, data);
  if (alias === undefined || !isSent(row, data)) return;
  report({
    at: data.targetSpan(row),
    message: "alias",
    params: {
      owner: records.ownerText(row),
      target: names.text(records.target[row]),
      canonical: names.text(records.target[alias]),
    },
    related: [{ span: data.ownerSpan(alias), message: "definition", params: { name: records.ownerText(alias) } }],
  });
}

/** Reports a row whose target has no address, as `missing`. */
export function reportMissingAddress(row: Row, data: ZoneData, report: Report): void {
  const { records, names, lookUp } = data;
  const target = records.target[row];
  // The root says that there is none (RFC 7505, RFC 2782).
  if (target === ROOT) return;
  const reach = lookUp.reach(target);
  if ((reach !== Reach.Nothing && reach !== Reach.Other) || !isSent(row, data)) return;
  if (isTargetFaulty(row, data) || isOfZoneFile(row, data)) return;
  const line = data.lineOf(row);
  if (hasDroppedAddress(line, data)) return;
  // Something else stands in the place of the name, which a rule of its own tells.
  if (isCutAtColon(line, data) || isDistanceSwapped(line, data) || shortServer(line, data) || shiftedName(line, data))
    return;
  const fate = data.zones.fate(target);
  report({
    at: data.targetSpan(row),
    message: "missing",
    params: {
      owner: records.ownerText(row),
      target: names.text(target),
      zone: fate.kind === "outside" ? "" : names.text(fate.zone.name),
    },
  });
}
