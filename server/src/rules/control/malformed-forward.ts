import { printable } from "djblint-grammars/text";
import { type ForwardTrouble, forwardOf } from "../../model/control/delivery-text.js";
import { ownAddressMeant } from "../../simulate/own-address-slip.js";
import { defineRule } from "../rule.js";

const MESSAGES: Readonly<Partial<Record<ForwardTrouble, string>>> = {
  variable: "variable",
  "no-host": "host",
  "no-user": "user",
  sign: "sign",
};

export default defineRule({
  code: "QM817",
  name: "malformed-forward",
  language: "control",
  severity: "error",
  category: "delivery instructions",
  since: "0.1",
  what: "The address of a forward in a .qmail file holds a variable, begins with a sign, has no host behind its last @, or no user in front of it",
  why:
    "qmail-local hands the line on as it stands: variables are for programs alone, and the host is what follows the last @. " +
    "Mail for a host that the DNS cannot have is returned (5.1.2)",
  silent:
    "About other forwards without @, about a dot at the end of the host, and where the host is a letter or dot away from a domain of this one (QM844)",
  sources: ["qmail specification Q2, T8", "qmail-command(8)"],
  fixable: "none",
  messages: {
    variable: {
      text: 'mail is forwarded to the address "{found}" as it stands: qmail-local fills in no variables',
      help: 'write a program, as in |forward "$DEFAULT"@example.org',
    },
    host: {
      text: 'mail is forwarded to "{found}", and comes to nobody: what follows the last @ is no name of a host',
      help: "write USER@HOST",
    },
    user: {
      text: 'mail is forwarded to "{found}": what stands in front of the last @ is hardly the name of a user',
      help: "write USER@HOST",
      severity: "warning",
    },
    sign: {
      text: 'mail is forwarded to "{found}", with the sign in front: there is hardly a user of that name',
      help: "begin the line with &, |, . or /, and once",
      severity: "warning",
    },
  },
  example: {
    file: "alias/.qmail-default",
    bad: "&$DEFAULT@example.org\n",
    good: '|forward "$DEFAULT"@example.org\n',
  },
  on: {
    lines: {
      instruction: (line, file, report) => {
        const forward = forwardOf(line);
        const message = forward?.trouble && MESSAGES[forward.trouble];
        if (!message) return;
        const { address } = forward;
        if (forward.trouble === "no-host" && ownAddressMeant(address.text, file)) return;
        report({ at: address, message, params: { found: printable(address.text) } });
      },
    },
  },
});
