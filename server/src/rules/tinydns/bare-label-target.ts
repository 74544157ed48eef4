import type { DataField, DataLine } from "djblint-grammars/tinydns/tree";
import { TYPE } from "../../compile/expand.js";
import type { Row } from "../../model/tinydns/records.js";
import { Trait } from "../../model/tinydns/traits.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule, type Fix, type Observation } from "../rule.js";
import { isCutUrl } from "./cut-at-colon.js";
import { shiftedField } from "./shifted-field.js";

export default defineRule({
  code: "TD155",
  name: "bare-label-target",
  language: "tinydns",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "A target is a single label: the target of a C, ^ or Z line, or the x of a server line with a dot only at its end",
  why: "Names in tinydns data are never completed by the domain of the line: a single label is a top-level name of the Internet",
  silent: "For localhost, and when a zone of this file covers the name",
  sources: ["tinydns specification D4, R2a, traps T26, T73"],
  fixable: "unsafe",
  messages: {
    target: {
      text: "{owner} points to the top-level name {target}, not to a name in its own domain",
      help: "write the whole name, such as {target}.{domain}",
    },
    pointer: {
      text: "{owner} points to the top-level name {target}: nothing is appended to it",
      help: "write the whole name of the host",
    },
    shifted: {
      text: "{owner} points to the top-level name {target}: {meant} stands one field too far behind",
      help: "write it behind the name, and a ttl behind it",
    },
    swap: { text: "Write {written}" },
    server: {
      text: "the dot makes the server the top-level name {target}",
      help: "write the whole name, such as {target}.{domain}; without the dot it is completed to {target}.{infix}.{owner}",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nCwww.example.org:web\n+web.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\nCwww.example.org:web.example.org\n+web.example.org:192.0.2.7\n",
  },
  on: {
    record: {
      types: [TYPE.CNAME, TYPE.PTR, TYPE.NS, TYPE.MX, TYPE.SRV, TYPE.SOA],
      watch: Trait.TargetTop,
      check: (row, data, report) => {
        const { records, names, zones } = data;
        const target = records.target[row];
        if (!names.isTopLevel(target) || zones.fate(target).kind !== "outside" || !isWritten(row, data)) return;
        const text = names.text(target);
        if (text === "localhost" || isCutUrl(data.lineOf(row), data)) return;
        const line = data.lineOf(row);
        const shifted = shiftedField(line, data);
        if (shifted) {
          report(shiftedTarget(row, shifted, line, data));
          return;
        }
        const letter = line.type!.letter;
        report({
          at: data.targetSpan(row),
          message: letter === "^" ? "pointer" : "CZ".includes(letter) ? "target" : "server",
          params: {
            owner: records.ownerText(row),
            target: text,
            domain: domainOf(row, data),
            infix: letter === "@" ? "mx" : letter === "S" ? "srv" : "ns",
          },
        });
      },
    },
  },
});

function shiftedTarget(row: Row, shifted: DataField, line: DataLine, data: ZoneData): Observation {
  const { records, names } = data;
  const value = data.fieldText(line, VALUE);
  const meant = data.text.slice(shifted);
  const written = /^\d+$/.test(value) ? `${meant}:${value}` : meant;
  const span = { start: line.fields[VALUE].start, end: shifted.end };
  const params = { owner: records.ownerText(row), target: names.text(records.target[row]), meant, written };
  const fixes: Fix[] = [{ title: "swap", params, safety: "unsafe", edits: [{ span, newText: written }] }];
  return { at: span, message: "shifted", params, fixes };
}

const VALUE = 1;

/** A host line's PTR has no target of its own, and the SOA of a . line repeats that of its NS. */
function isWritten(row: Row, data: ZoneData): boolean {
  const letter = data.lineOf(row).type!.letter;
  if (data.records.typeOf(row) === TYPE.SOA) return letter === "Z";
  if (letter === "C" || letter === "^") return true;
  // An empty x of a line for the root ends up as a single label too, but nobody wrote it.
  return ".&@S".includes(letter) && data.shown(data.targetSpan(row)).includes(".");
}

function domainOf(row: Row, { records, names, zones }: ZoneData): string {
  const owner = records.owner[row];
  const fate = zones.fate(owner);
  if (fate.kind !== "outside") return names.text(fate.zone.name);
  const labels = names.labels(owner);
  return labels.slice(labels.length > 2 ? 1 : 0).join(".");
}
