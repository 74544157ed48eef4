import { printable } from "djblint-grammars/text";
import { entryText } from "../../model/control/entry-text.js";
import { leadingAddress } from "../../model/control/mail-address.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM425",
  name: "unread-qmqp-server",
  language: "control",
  severity: "error",
  category: "routes",
  since: "0.1",
  what: "A line of qmqpservers does not begin with an IPv4 address, or a number of the address is above 255, or there is no line",
  why: "qmail-qmqpc passes over each line that does not begin with four numbers with dots between them; numbers are taken modulo 256, and what stands behind the address is not looked at",
  silent: "About IPv6 addresses when the dialect is patched",
  sources: ["qmail specification section 2", "qmail-qmqpc(8)", "qmail-qmqpc.c (ip_scan)"],
  fixable: "unsafe",
  messages: {
    name: {
      text: 'qmail-qmqpc passes over "{found}": it takes IPv4 addresses only, and asks no DNS',
      help: "write the IPv4 address of the server",
    },
    brackets: {
      text: 'qmail-qmqpc passes over "{found}": an address in qmqpservers has no brackets',
      help: "write the address without brackets",
    },
    octet: {
      text: 'qmail-qmqpc takes the numbers of "{found}" modulo 256, which is another host',
      help: "write four numbers from 0 to 255",
    },
    rest: {
      text: '"{rest}" has no effect: qmail-qmqpc reads the address in front, and connects to port 628',
      help: "write one address on each line",
      severity: "warning",
    },
    nothing: {
      text: "qmail-qmqpc finds no server here and takes no mail (exit 55)",
      help: "write the IPv4 address of a server, or delete the file where mail is queued on the host itself",
      severity: "warning",
    },
    replace: { text: "Write {instead}" },
  },
  example: {
    file: "control/qmqpservers",
    bad: "mail.example.org\n",
    good: "192.0.2.1\n",
  },
  on: {
    file: ({ name, lines }, report) => {
      if (name !== "qmqpservers" || lines.some(({ kind }) => kind === "entry")) return;
      report({ at: { start: 0, end: 0 }, message: "nothing" });
    },
    lines: {
      entry: (line, { name, dialect }, report) => {
        const server = name === "qmqpservers" ? entryText(line.whole) : undefined;
        if (!server || (dialect === "patched" && server.text.includes(":"))) return;
        const at = { start: server.start, end: server.end };
        const params = { found: printable(server.text) };
        const address = leadingAddress(server.text);
        if (address === undefined) {
          const instead = /^\[(\d+\.\d+\.\d+\.\d+)\]/.exec(server.text)?.[1];
          const fix = { title: "replace", params: { instead: instead ?? "" }, safety: "unsafe" as const };
          const fixes = instead ? [{ ...fix, edits: [{ span: at, newText: instead }] }] : [];
          report({ at, message: instead ? "brackets" : "name", params, fixes });
        } else if (address.split(".").some((number) => Number(number) > 255)) {
          report({ at, message: "octet", params });
        } else if (!/^(:628)?$/.test(server.text.slice(address.length))) {
          const rest = server.text.slice(address.length);
          report({
            at: { ...at, start: at.start + address.length },
            message: "rest",
            params: { rest: printable(rest) },
          });
        }
      },
    },
  },
});
