import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { missingSoaField, rowOf } from "./soa-values.js";

export default defineRule({
  code: "TD505",
  name: "soa-field-missing",
  language: "tinydns",
  severity: "error",
  category: "timers",
  since: "0.1",
  what: "The serial or the mailbox is left out of a Z line, and all numbers behind it stand too far in front",
  why: "Secondary servers take the refresh time for the serial, the retry time for the refresh time and so on",
  silent: "When the numbers are no usual timers in either place",
  sources: ["tinydns-data(8)", "tinydns specification R10"],
  fixable: "unsafe",
  messages: {
    serial: {
      text: "the serial is left out: {first} is published as the serial, and each timer as the one in front of it",
      help: "put a colon in front: an empty serial is the time at which the file was changed",
    },
    mailbox: {
      text: "the mailbox is left out: {first} is published as the mailbox, and each number as the one in front of it",
      help: "write hostmaster.{zone} in front",
    },
    both: {
      text: "the mailbox and the serial are left out: {first} is published as the mailbox, and each number two fields in front of its place",
      help: "write hostmaster.{zone} and a colon for the empty serial in front",
    },
    insert: { text: "Put {text} in front of {first}" },
  },
  example: {
    bad: "Zexample.org:a.ns.example.org:hostmaster.example.org:16384:2048:1048576:2560\n&example.org:192.0.2.1:a.ns.example.org\n",
    good: "Zexample.org:a.ns.example.org:hostmaster.example.org::16384:2048:1048576:2560\n&example.org:192.0.2.1:a.ns.example.org\n",
  },
  on: {
    line: {
      watch: Notice.Zone,
      check: (line, data, report) => {
        const missing = missingSoaField(line, data);
        if (!missing) return;
        const at = line.fields[missing === "serial" ? 3 : 2];
        const zone = data.records.ownerText(rowOf(line, data));
        const text = { serial: ":", mailbox: `hostmaster.${zone}:`, both: `hostmaster.${zone}::` }[missing];
        const params = { first: data.shown(at), zone, text };
        const edits = [{ span: { start: at.start, end: at.start }, newText: text }];
        report({
          at: { start: at.start, end: line.end },
          message: missing,
          params,
          fixes: [{ title: "insert", params, safety: "unsafe", edits }],
        });
      },
    },
  },
});
