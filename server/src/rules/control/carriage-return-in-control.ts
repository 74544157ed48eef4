import type { ControlLine } from "djblint-grammars/control/tree";
import { type ControlFile, entriesOf } from "../../model/control/control.js";
import { isReadByInjectAlone } from "../../model/control/control-source.js";
import { findCarriageReturns } from "../../model/line-ends.js";
import { defineRule, type Edit } from "../rule.js";

const CARRIAGE_RETURN = 13;

export default defineRule({
  code: "QM001",
  name: "carriage-return-in-control",
  language: "control",
  severity: "error",
  category: "reading",
  since: "0.1",
  what: "A line ends in a carriage return, as in a file with CRLF line ends",
  why: "qmail strips blanks and tabs from the end of a line, but not a carriage return: it is part of the name",
  silent:
    "In number files and qmqpservers, behind the port of a route, and in the files that qmail-inject alone reads: it does no harm there. When the file has no line feed, when it is morercpthosts, a .qmail file or unknown: other rules speak about those",
  sources: [
    "qmail specification R3, R14, I5, M7",
    "measured: smtpd-sessions-024, -059, smtproutes-routing-063 to -065",
  ],
  fixable: "unsafe",
  messages: {
    value: {
      text: "a carriage return is part of this name, and qmail uses it so",
      help: "save the file with LF line ends",
    },
    entry: {
      text: "a carriage return is part of the entry, which matches nothing ({count} in this file)",
      help: "save the file with LF line ends",
    },
    route: {
      text: "a carriage return is part of the relay, and all mail for it bounces ({count} in this file)",
      help: "save the file with LF line ends",
    },
    prepend: {
      text: "a carriage return is part of the user, whom nobody has ({count} in this file)",
      help: "save the file with LF line ends",
    },
    remove: { text: "Remove the carriage returns" },
  },
  example: {
    file: "control/rcpthosts",
    bad: "example.org\r\nexample.net\r\n",
    good: "example.org\nexample.net\n",
  },
  on: {
    file: (file, report) => {
      const message = messageFor(file);
      if (!file.text.bytes.includes(CARRIAGE_RETURN)) return;
      const lines = entriesOf(file.lines).filter((line) => line.whole.text.endsWith("\r") && !isIdle(line));
      // An empty line of a CRLF file is an entry too, but says little.
      const first = lines.find(({ whole }) => whole.text !== "\r") ?? lines[0];
      if (message === undefined || first === undefined) return;
      report({
        at: returnOf(first),
        message,
        params: { count: lines.length },
        fixes: [{ title: "remove", safety: "unsafe", edits: file.lines.flatMap((line) => removal(file, line)) }],
      });
    },
  },
});

/** What a carriage return does in the file; undefined where it does nothing. */
function messageFor(file: ControlFile): string | undefined {
  if (!file.spec || findCarriageReturns(file.text.bytes)?.alone) return undefined;
  switch (file.shape) {
    case "value":
      return isReadByInjectAlone(file) ? undefined : "value";
    case "list":
      return "entry";
    case "map":
      return "prepend";
    case "routes":
      return "route";
    default:
      return undefined;
  }
}

/** T4, R19: behind the digits of a port nothing is looked at, and a line without a colon is dropped anyway. */
function isIdle(line: ControlLine): boolean {
  return line.kind === "fault" || (line.kind === "route" && line.port !== undefined);
}

function returnOf({ whole }: ControlLine) {
  return { start: whole.end - 1, end: whole.end };
}

function removal({ text }: ControlFile, line: ControlLine): Edit[] {
  const ends = line.whole.end > line.whole.start && text.bytes[line.whole.end - 1] === CARRIAGE_RETURN;
  return ends ? [{ span: returnOf(line), newText: "" }] : [];
}
