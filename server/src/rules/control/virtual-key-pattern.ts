import { printable } from "djblint-grammars/text";
import type { NameTrouble } from "../../model/control/domain-entry.js";
import { defineRule } from "../rule.js";
import { withoutUser } from "./domain-fix.js";
import { withoutStar } from "./star-fix.js";

const MESSAGES: Readonly<Partial<Record<NameTrouble, string>>> = {
  star: "star",
  at: "at",
  address: "address",
  network: "text",
  url: "text",
  negation: "text",
  pattern: "text",
  characters: "text",
};

export default defineRule({
  code: "QM324",
  name: "virtual-key-pattern",
  language: "control",
  severity: "error",
  category: "virtual domains",
  since: "0.1",
  what: "A key of virtualdomains holds a *, begins with an @, or is otherwise neither a domain nor a whole address",
  why: "A key is a whole address, a domain, a suffix that begins with a dot, or empty; * is a letter as any other",
  sources: ["qmail specification D4", "measured: delivery-decision-032"],
  fixable: "unsafe",
  messages: {
    star: {
      text: '"{found}" matches no address: * has no meaning in virtualdomains',
      help: "write .example.org for all hosts below example.org, nothing for every domain",
    },
    at: {
      text: '"{found}" matches only an address without a user: a domain is written without the @',
      help: "write the domain alone",
    },
    suffix: {
      text: '"{found}" matches no usual address: a dot in front stands for the hosts below a domain only where no user is named',
      help: "write a line for each address, or .example.org for all users of all hosts below example.org",
    },
    host: {
      text: '"{found}" matches no usual address: the domain behind the @ is missing',
      help: "write the whole address",
    },
    address: {
      text: '"{found}" is compared as text, and recipients have their address in brackets',
      help: "write the address in brackets, [192.0.2.1], or a domain",
    },
    text: {
      text: '"{found}" matches no address: keys are compared as text',
      help: "write example.org for a domain, .example.org for all hosts below it, joe@example.org for an address",
    },
    replace: { text: "Write {instead}" },
  },
  example: {
    file: "control/virtualdomains",
    bad: "*.example.org:joe\n",
    good: ".example.org:joe\n",
  },
  on: {
    domain: {
      files: ["virtualdomains"],
      check: ({ line, name, trouble }, _file, report) => {
        if (line.kind !== "pair") return;
        if (trouble === undefined && name.text[0] === "." && line.key.text.includes("@"))
          report({ at: line.key, message: "suffix", params: { found: printable(line.key.text) } });
        if (name.text === "" && line.key.text !== "")
          report({ at: line.key, message: "host", params: { found: printable(line.key.text) } });
        const message = trouble && MESSAGES[trouble];
        if (!message) return;
        const fixes = trouble === "star" ? withoutStar(name) : trouble === "at" ? withoutUser(name) : [];
        report({ at: name, message, params: { found: printable(name.text) }, fixes });
      },
    },
  },
});
