import { printable } from "djblint-grammars/text";
import { type ControlSource, isReadByQmail } from "../../model/control/control-source.js";
import { BYTE_ORDER_MARK } from "../../model/control/entry-text.js";
import { defineRule, type Statement } from "../rule.js";

export default defineRule({
  code: "QM002",
  name: "byte-order-mark",
  language: "control",
  severity: "error",
  category: "reading",
  since: "0.1",
  what: "A file begins with a byte-order mark",
  why: "qmail knows no encodings: the three bytes are part of the first name, and no number begins with them",
  silent: "In lists that begin with a comment: nothing is lost there",
  sources: ["qmail specification R9, R18, Q1, U2", "measured: smtpd-sessions-038, smtproutes-routing-097"],
  fixable: "unsafe",
  messages: {
    value: {
      text: "three bytes of a byte-order mark are part of this name, and qmail uses it so",
      help: "save the file as UTF-8 without a byte-order mark",
    },
    number: {
      text: "the number is not read and the default of {default} stays: a byte-order mark stands in front of it",
      help: "save the file as UTF-8 without a byte-order mark",
    },
    entry: {
      text: 'the first entry begins with a byte-order mark, so that "{found}" matches nothing',
      help: "save the file as UTF-8 without a byte-order mark",
    },
    instruction: {
      text: 'the first line is read as an address: "{found}" has a byte-order mark in front of it',
      help: "save the file as UTF-8 without a byte-order mark",
    },
    remove: { text: "Remove the byte-order mark" },
  },
  example: {
    file: "control/locals",
    bad: "\xef\xbb\xbfexample.org\n",
    good: "example.org\n",
  },
  on: {
    file: (file, report) => {
      const said = isReadByQmail(file) ? effect(file) : undefined;
      if (!said) return;
      const at = { start: 0, end: BYTE_ORDER_MARK.length };
      report({ at, ...said, fixes: [{ title: "remove", safety: "unsafe", edits: [{ span: at, newText: "" }] }] });
    },
  },
});

/** What the mark does to the first line; undefined where it does nothing. */
function effect({ lines: [first], shape, spec }: ControlSource): Statement | undefined {
  if (!first?.whole.text.startsWith(BYTE_ORDER_MARK)) return undefined;
  const rest = first.whole.text.slice(BYTE_ORDER_MARK.length);
  const params = { found: printable(rest) };
  switch (shape) {
    case "value":
      return { message: "value" };
    case "number":
      return { message: "number", params: { default: spec?.default ?? 0 } };
    case "instructions":
      return { message: "instruction", params };
    default:
      return rest === "" || rest.startsWith("#") ? undefined : { message: "entry", params };
  }
}
