import type { DataField, DataLine } from "djblint-grammars/tinydns/tree";
import { fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { Notice } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD133",
  name: "upper-case-name",
  language: "tinydns",
  severity: "info",
  category: "style",
  optIn: true,
  since: "0.1",
  what: "A name has upper-case letters",
  why: "Owners are stored in lower case; targets keep their case in answers, where it makes no difference",
  sources: ["tinydns specification D6"],
  fixable: "unsafe",
  messages: {
    owner: { text: "{name} is stored as {lower}", help: "write names in lower case" },
    target: {
      text: "answers carry {name} with its case, which makes no difference",
      help: "write names in lower case",
    },
    lower: { text: "Write {lower}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+WWW.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n",
  },
  on: {
    line: {
      watch: Notice.UpperCase,
      check: (line, data, report) => {
        for (const field of fieldsOfKind(line, "name", "server", "target")) {
          const text = data.text.slice(field);
          if (!/[A-Z]/.test(text)) continue;
          const lower = text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
          const params = { name: data.shown(field), lower };
          const isSafe = isKeyAlone(field, line, data);
          report({
            at: field,
            message: field.index === 0 ? "owner" : "target",
            params,
            fixes: [
              { title: "lower", params, safety: isSafe ? "safe" : "unsafe", edits: [{ span: field, newText: lower }] },
            ],
          });
        }
      },
    },
  },
});

/** Whether the name goes into keys only, which are lower-cased, and not into the data of an answer too. */
function isKeyAlone(field: DataField, line: DataLine, data: ZoneData): boolean {
  const { letter } = line.type!;
  if (field.index > 0 || letter === "=" || letter === "6" || letter === ".") return false;
  const server = line.type!.fields.findIndex(({ kind }) => kind === "server");
  return server < 0 || data.fieldText(line, server).includes(".");
}
