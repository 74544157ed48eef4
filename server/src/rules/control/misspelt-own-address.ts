import { printable } from "djblint-grammars/text";
import { addressesGiven } from "../../model/control/delivery-commands.js";
import { forwardOf } from "../../model/control/delivery-text.js";
import { ownAddressMeant } from "../../simulate/own-address-slip.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM844",
  name: "misspelt-own-address",
  language: "control",
  severity: "warning",
  category: "delivery instructions",
  since: "0.1",
  what: "A forward in a .qmail file, also by the program forward, goes to an address whose domain is one letter or dot away from one of this host, or lacks its @",
  why: "qmail-local hands the address on as it is written: the mail goes to a stranger, or comes back",
  silent:
    "For digits and hyphens, for a plural s, for another top-level domain that there is, for other letters in labels, or words between hyphens, of fewer than five, and " +
    "on hosts of more than 100 domains",
  sources: ["qmail specification Q2", "dot-qmail(5)"],
  fixable: "unsafe",
  messages: {
    domain: {
      text: "{found} is in no domain of this host: is {meant} meant?",
      help: "write {meant}, unless there is such a domain",
    },
    nobody: {
      text: "mail is forwarded to {found}, and comes to nobody: is {meant} meant?",
      help: "write {meant}",
      severity: "error",
    },
    sign: {
      text: "{found} has no @ and is taken for a user of this host: is {meant} meant?",
      help: "write {meant}",
    },
    write: { text: "Write {meant}" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> alias/.qmail-staff <==\n&ann@exmaple.org\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> alias/.qmail-staff <==\n&ann@example.org\n",
  },
  on: {
    lines: {
      instruction: (line, file, report) => {
        const forward = forwardOf(line);
        const isAddress = forward && (forward.trouble === undefined || forward.trouble === "no-host");
        for (const address of isAddress ? [forward.address] : addressesGiven(line)) {
          const slip = ownAddressMeant(address.text, file);
          if (!slip) continue;
          const params = { found: printable(address.text), meant: printable(slip.meant) };
          const edits = [{ span: address, newText: slip.meant }];
          report({
            at: address,
            message: forward?.trouble === "no-host" ? "nobody" : slip.lacks,
            params,
            fixes: [{ title: "write", params, safety: "unsafe", edits }],
          });
        }
      },
    },
  },
});
