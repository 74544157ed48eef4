import { printable } from "djblint-grammars/text";
import { entryText } from "../../model/control/entry-text.js";
import { defineRule } from "../rule.js";

const INJECT_FILES = new Set(["defaulthost", "defaultdomain", "plusdomain"]);

export default defineRule({
  code: "QM108",
  name: "default-host-at",
  language: "control",
  severity: "error",
  category: "names",
  since: "0.1",
  what: "defaulthost, defaultdomain or plusdomain holds an @, a blank, or a sign that no host name has",
  why: "qmail-inject adds the @ itself, and takes the whole line for one name: the addresses it makes do not exist",
  sources: ["qmail specification I1, I5", "measured: inject-rewriting-021, -026"],
  fixable: "unsafe",
  messages: {
    at: {
      text: '"{found}" gives addresses such as joe@{found}: qmail-inject adds the @ itself',
      help: "write the host alone",
    },
    blank: {
      text: '"{found}" is one name for qmail-inject, with the blank taken out in the envelope',
      help: "write one host",
    },
    sign: {
      text: '"{found}" is used as it stands, with {sign}, which no host name has',
      help: "write the name of a host or domain",
    },
    remove: { text: "Remove the @" },
  },
  example: {
    file: "control/defaulthost",
    bad: "@example.org\n",
    good: "example.org\n",
  },
  on: {
    lines: {
      value: (line, { name }, report) => {
        const value = INJECT_FILES.has(name) ? entryText(line.whole) : undefined;
        if (!value) return;
        const params = { found: printable(value.text) };
        if (/[\t-\r ]/.test(value.text)) report({ at: value, message: "blank", params });
        else if (value.text.includes("@")) {
          const sign = { start: value.start, end: value.start + 1 };
          const fixes =
            value.text.lastIndexOf("@") === 0
              ? [{ title: "remove", safety: "unsafe" as const, edits: [{ span: sign, newText: "" }] }]
              : [];
          report({ at: value, message: "at", params, fixes });
        } else {
          const sign = SIGN.exec(value.text)?.[0];
          if (sign) report({ at: value, message: "sign", params: { ...params, sign } });
        }
      },
    },
  },
});

/** Quotes and brackets are for another rule (QM109). */
const SIGN = /[!#$%&*+,/:;<=>?\\^`{|}~]/;
