import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { secondLine } from "./two-lines.js";

export default defineRule({
  code: "TD165",
  name: "joined-lines",
  language: "tinydns",
  severity: "error",
  category: "syntax",
  since: "0.1",
  what: "Two lines stand on one, with no line feed between them",
  why: "tinydns-data reads the second line as the rest of a field and the fields behind it: it publishes nothing of it, and the first line with another ttl, time or location",
  silent: "For lines that are joined in a text, and for those whose second part is no +, =, & or @ line",
  sources: ["tinydns specification L1, F1"],
  fixable: "unsafe",
  messages: {
    joined: {
      text: "a second line begins here, which is read as fields of the first: {second} is not published",
      help: "put it on a line of its own",
    },
    split: { text: "Insert a line feed" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:300+ftp.example.org:192.0.2.8:300\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:300\n+ftp.example.org:192.0.2.8:300\n",
  },
  on: {
    line: {
      watch:
        Notice.AddressRest |
        Notice.NumberRest |
        Notice.NumberMissing |
        Notice.Timestamp |
        Notice.Location |
        Notice.OddByte,
      check: (line, data, report) => {
        const start = secondLine(line, data);
        if (start === undefined) return;
        const at = { start, end: line.end };
        const edits = [{ span: { start, end: start }, newText: "\n" }];
        const params = { second: data.inQuotes(at) };
        report({ at, message: "joined", params, fixes: [{ title: "split", safety: "unsafe", edits }] });
      },
    },
  },
});
