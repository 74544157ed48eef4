import { printable } from "djblint-grammars/text";
import { findKey, keysOf } from "../../model/control/control.js";
import { senderIn } from "../../model/control/mail-from.js";
import { defineRule } from "../rule.js";
import { lineRemoval } from "./line-removal.js";

export default defineRule({
  code: "QM605",
  name: "covered-sender",
  language: "control",
  severity: "info",
  category: "senders",
  since: "0.1",
  what: "badmailfrom lists an address whose whole domain it lists too",
  why: "A sender is refused when its address or its domain is listed, so the address changes nothing",
  silent: "When the file holds patterns or the dialect is patched: patches take more forms",
  sources: ["qmail specification A4"],
  fixable: "safe",
  messages: {
    covered: { text: '"{found}" changes nothing: {domain} is refused as a whole', help: "remove the line" },
    domain: { text: "this line refuses the whole domain" },
    remove: { text: "Remove the line" },
  },
  example: {
    file: "control/badmailfrom",
    bad: "@example.com\njoe@example.com\n",
    good: "@example.com\njoe@example.net\n",
  },
  on: {
    file: (file, report) => {
      if (file.name !== "badmailfrom") return;
      const keys = keysOf(file.lines);
      for (const line of file.lines) {
        const sender = senderIn(line, file);
        const at = sender?.text.lastIndexOf("@") ?? -1;
        // A sender that is written with blanks, comment, carriage return or wildcard matches nothing anyway.
        if (!sender || at <= 0 || sender.text !== line.whole.text || sender.text.includes("*")) continue;
        const domain = findKey(keys, sender.text.slice(at));
        if (!domain) continue;
        const goesOn = report({
          at: line.whole,
          message: "covered",
          params: { found: printable(sender.text), domain: printable(domain.whole.text) },
          related: [{ span: domain.whole, message: "domain" }],
          tags: ["unnecessary"],
          fixes: lineRemoval(line.line, file, { title: "remove", safety: "safe" }),
        });
        if (!goesOn) return;
      }
    },
  },
});
