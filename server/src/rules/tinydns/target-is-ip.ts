import { type DataLine, fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { Notice } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";
import { reverseNameProblem } from "./reverse-name.js";

export default defineRule({
  code: "TD123",
  name: "target-is-ip",
  language: "tinydns",
  severity: "error",
  category: "coercion",
  since: "0.1",
  what: "An address stands where a name belongs",
  why: "tinydns-data publishes the name that is spelled like the address; nobody finds a host behind it",
  silent: "When the fields of the line are swapped: that is told by record-dropped and malformed-reverse-name",
  sources: ["tinydns specification D4, traps T27, T30, T73"],
  fixable: "none",
  messages: {
    server: {
      text: "{written} is published as the name of the server, not as its address",
      help: "addresses belong into the field in front of it",
    },
    target: {
      text: "{written} is published as a name, not as an address",
      help: "write the name of a host here; an address needs a + or = line",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nCftp.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n+ftp.example.org:192.0.2.7\n",
  },
  on: {
    line: {
      watch: Notice.AllDigits,
      check: (line, data, report) => {
        for (const field of fieldsOfKind(line, "server", "target")) {
          if (!/^\d{1,3}(\.\d{1,3}){3}\.?$/.test(data.text.slice(field))) continue;
          const isServer = field.spec!.kind === "server";
          const address = isServer ? data.fieldText(line, field.index - 1) : "";
          if (line.type!.letter === "^" && isNameInFront(line, data)) continue;
          if (isServer && address !== "" && !/^\d+\.\d+\.\d+\.\d+/.test(address)) continue;
          report({ at: field, message: isServer ? "server" : "target", params: { written: data.shown(field) } });
        }
      },
    },
  },
});

/** Whether a host's name stands in the place of the reverse name. */
function isNameInFront({ line }: DataLine, data: ZoneData): boolean {
  const [row] = data.records.rowsOfLine(line);
  return reverseNameProblem(row, data)?.message === "swapped";
}
