import { TYPE } from "../../compile/expand.js";
import { Notice, ScannedNumber, scanNumber } from "../../model/tinydns/scalars.js";
import { defineRule, type Fix } from "../rule.js";
import { isCommented } from "./comment-at-end.js";
import { colonInOwner, isCutIpv4, isCutUrl } from "./cut-at-colon.js";
import { harmlessRest } from "./rest-of-value.js";
import { colonInFront, shiftedName, shiftedServer } from "./shifted-field.js";
import { isDistanceSwapped } from "./swapped-distance.js";

const SERVER = 2;
const DISTANCE = 3;

export default defineRule({
  code: "TD114",
  name: "mx-distance-not-a-number",
  language: "tinydns",
  severity: "error",
  category: "coercion",
  since: "0.1",
  what: "The distance of an MX is not made of digits alone",
  why: "tinydns-data takes the digits at its start and ignores the rest; without a digit there the distance is 0",
  silent:
    "For blanks and marks such as ; at the end, which harmless-rest is about, and for a colon too many in front (target-is-ip, record-dropped)",
  sources: ["tinydns specification N1, N2"],
  fixable: "unsafe",
  messages: {
    swapped: {
      text: "the fields are swapped: {written} is read as the distance 0, and {x} as the name of the exchanger",
      help: "the fields are fqdn:ip:x:dist",
    },
    swap: { text: "Write {name}:{x}" },
    shifted: {
      text: "{name} stands one field too far behind, where it is read as the distance 0: mail goes to {server}",
      help: "take out a colon in front of it: the fields are fqdn:ip:x:dist",
    },
    colon: { text: "Take out the colon in front of {name}" },
    misread: { text: "distance {written} is published as {published}", help: "write a number from 0 to 65535" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n@example.org:192.0.2.2:a:ten\n",
    good: ".example.org:192.0.2.1:a\n@example.org:192.0.2.2:a:10\n",
  },
  on: {
    line: {
      watch: Notice.NumberMissing | Notice.NumberRest,
      check: (line, data, report) => {
        const field = line.fields[DISTANCE];
        if (line.type!.letter !== "@" || !field || field.end === field.start) return;
        const scanned = new ScannedNumber();
        const found = scanNumber(data.text.bytes, field.start, field.end, scanned);
        if ((found && scanned.end === field.end) || isCommented(field, line, data)) return;
        if (
          harmlessRest(field, data) ||
          isCutUrl(line, data) ||
          isCutIpv4(line, data) ||
          colonInOwner(line, data) ||
          shiftedServer(line, data)
        )
          return;
        const x = data.fieldText(line, SERVER);
        const name = data.text.slice(field);
        if (isDistanceSwapped(line, data)) {
          const params = { written: data.inQuotes(field), x, name };
          const edits = [
            { span: line.fields[SERVER], newText: name },
            { span: field, newText: x },
          ];
          const fixes: Fix[] = [{ title: "swap", params, safety: "unsafe", edits }];
          report({ at: { start: line.fields[SERVER].start, end: field.end }, message: "swapped", params, fixes });
          return;
        }
        if (shiftedName(line, data)) {
          const [row] = data.records.rowsOfLine(line.line).filter((each) => data.records.typeOf(each) === TYPE.MX);
          const params = { name, server: data.names.text(data.records.target[row]) };
          const fixes: Fix[] = [{ title: "colon", params, safety: "unsafe", edits: [colonInFront(field)] }];
          report({ at: field, message: "shifted", params, fixes });
          return;
        }
        const published = found ? scanned.low & 0xffff : 0;
        report({ at: field, message: "misread", params: { written: data.inQuotes(field), published } });
      },
    },
  },
});
