import { TYPE } from "../../compile/expand.js";
import type { NameId } from "../../model/tinydns/name-table.js";
import type { Row } from "../../model/tinydns/records.js";
import { formatAddress, Notice } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "TD313",
  name: "glue-mismatch",
  language: "tinydns",
  severity: "warning",
  category: "delegation",
  since: "0.1",
  what: "A server line gives its server another address than the server's own lines, or than the lines of other zones",
  why: "tinydns puts all addresses of a name together and sends the old one as often as the new one",
  silent:
    "For records that no client sees together; without + or = lines of the server, when a zone gives it two addresses itself; when one of the addresses has a number above 255 (ip-octet-wraps)",
  sources: ["tinydns specification Q8, Q11"],
  fixable: "none",
  messages: {
    differs: {
      text: "{server} has the address {address} here and {others} in its own lines: tinydns sends all of them",
      help: "correct one of the lines, or leave the address out here: it is taken from the server's own line",
    },
    own: { text: "{server} is {others} here" },
    zones: {
      text: "{server} has the address {address} here and {others} in the line of another zone: tinydns sends both",
      help: "correct the line that is out of date",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n&sub.example.org:192.0.2.2:ns.example.org\n+ns.example.org:192.0.2.3\n",
    good: ".example.org:192.0.2.1:a\n&sub.example.org:192.0.2.3:ns.example.org\n+ns.example.org:192.0.2.3\n",
  },
  on: {
    name: {
      type: TYPE.A,
      several: true,
      check: (name, data, report) => {
        const { records } = data;
        if (!hasOtherAddress(name, data)) return;
        const rows = records.rowsOfType(name, TYPE.A);
        // ip-octet-wraps tells.
        if (rows.some((row) => (records.noticed.of(records.line[row]) & Notice.AddressWraps) !== 0)) return;
        const own = rows.filter((row) => "+=".includes(data.letterOf(row)));
        if (own.length === 0) return reportOddZones(rows, data, report);
        if (own.length === rows.length) return;
        const known = new Set(own.map((row) => records.target[row]));
        for (const row of rows) {
          if (!".&".includes(data.letterOf(row)) || known.has(records.target[row])) continue;
          const beside = own.slice(0, SHOWN).filter((each) => records.coexist(each, row));
          if (beside.length === 0) continue;
          const params = {
            server: data.names.text(name),
            address: formatAddress(records.target[row]),
            others: beside.map((each) => formatAddress(records.target[each])).join(", "),
          };
          report({
            at: data.targetSpan(row),
            message: "differs",
            params,
            related: [{ span: data.targetSpan(beside[0]), message: "own", params }],
          });
        }
      },
    },
  },
});

/** Zones whose line gives a server another address than most others do, where each gives it one. */
function reportOddZones(rows: readonly Row[], data: ZoneData, report: Report): void {
  const { records } = data;
  const { target } = records;
  const ofZone = new Map<NameId, Row>();
  const usual = new Map<number, Row[]>();
  for (const row of rows) {
    if (!".&".includes(data.letterOf(row)) || !data.lookUp.isSeenByAll(row)) return;
    const zone = records.owner[records.rowsOfLine(records.line[row])[0]];
    const before = ofZone.get(zone);
    if (before !== undefined && target[before] !== target[row]) return;
    ofZone.set(zone, row);
    const same = usual.get(target[row]);
    if (same) same.push(row);
    else usual.set(target[row], [row]);
  }
  const [[most], ...others] = [...usual.values()].sort((a, b) => b.length - a.length);
  for (const row of others.flat()) {
    const params = {
      server: data.names.text(records.owner[row]),
      address: formatAddress(target[row]),
      others: formatAddress(target[most]),
    };
    const related = [{ span: data.targetSpan(most), message: "own", params }];
    if (!report({ at: data.targetSpan(row), message: "zones", params, related })) return;
  }
}

/** Own addresses that a message names; nobody reads more. */
const SHOWN = 8;

/** Whether a name has more than one address; most names are done with here. */
function hasOtherAddress(name: NameId, { records }: ZoneData): boolean {
  let seen: Row = -1;
  for (let row = records.firstRow(name); row >= 0; row = records.nextRow(row)) {
    if (records.typeOf(row) !== TYPE.A) continue;
    if (seen >= 0 && records.target[row] !== records.target[seen]) return true;
    seen = row;
  }
  return false;
}
