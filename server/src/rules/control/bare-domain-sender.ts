import { printable } from "djblint-grammars/text";
import { senderIn } from "../../model/control/mail-from.js";
import { defineRule } from "../rule.js";

/** An address, a network, or the beginning of one. */
const CLIENTS = /^(\d+\.){1,3}\d*(\/[\d.]+)?$/;

export default defineRule({
  code: "QM601",
  name: "bare-domain-sender",
  language: "control",
  severity: "error",
  category: "senders",
  since: "0.1",
  what: "badmailfrom lists a domain without an @ in front, or addresses of clients",
  why: "An entry is a whole address, or @ and a domain: a domain alone matches only a sender without an @",
  silent: "When the file holds patterns or the dialect is patched: patches take more forms",
  sources: ["qmail specification A4", "measured: smtpd-sessions-045, -051"],
  fixable: "unsafe",
  messages: {
    bare: {
      text: '"{found}" refuses no sender at {found}: a domain is written with an @ in front',
      help: "write @{found}",
    },
    address: {
      text: '"{found}" refuses no client: badmailfrom lists senders, and is compared with the address behind MAIL FROM',
      help: "deny the address in the rules of tcpserver, such as 192.0.2.1:deny",
    },
    replace: { text: "Write @{found}" },
  },
  example: {
    file: "control/badmailfrom",
    bad: "example.com\n",
    good: "@example.com\n",
  },
  on: {
    lines: {
      entry: (line, file, report) => {
        const sender = senderIn(line, file);
        if (!sender) return;
        const params = { found: printable(sender.text) };
        const span = { start: sender.start, end: sender.end };
        if (CLIENTS.test(sender.text)) return report({ at: span, message: "address", params });
        if (!/^[\w-]+(\.[\w-]+)+$/.test(sender.text)) return;
        const edits = [{ span: { start: sender.start, end: sender.start }, newText: "@" }];
        report({ at: span, message: "bare", params, fixes: [{ title: "replace", params, safety: "unsafe", edits }] });
      },
    },
  },
});
