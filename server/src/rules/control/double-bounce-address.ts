import { printable } from "djblint-grammars/text";
import { entryText } from "../../model/control/entry-text.js";
import { defineRule } from "../rule.js";

/** For an address, and for other signs. */
const MESSAGES: Readonly<Record<string, readonly [string, string]>> = {
  doublebounceto: ["address", "user"],
  bouncefrom: ["from", "sender"],
};

export default defineRule({
  code: "QM110",
  name: "double-bounce-address",
  language: "control",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "doublebounceto or bouncefrom holds an @, or signs that no user has",
  why: "qmail-send adds @ and doublebouncehost or bouncehost in any case, so the text is a user with an @ in the name",
  sources: ["qmail specification B1", "measured: delivery-decision-056"],
  fixable: "none",
  messages: {
    address: {
      text: "double bounces go to {found}@ and then doublebouncehost: qmail-send always adds the host",
      help: "write the user here, and the host in doublebouncehost",
    },
    user: {
      text: 'double bounces go to a user who is called "{found}": there is no list, no path and no program in doublebounceto',
      help: "write one user; let the .qmail file of that user do the rest. An alias whose file holds only a comment throws mail away",
    },
    sender: {
      text: 'bounces come from a user who is called "{found}"',
      help: "write the user alone, such as MAILER-DAEMON",
    },
    from: {
      text: "bounces come from {found}@ and then bouncehost: qmail-send always adds the host",
      help: "write the user here, and the host in bouncehost",
    },
  },
  example: {
    file: "control/doublebounceto",
    bad: "root@example.org\n",
    good: "root\n",
  },
  on: {
    lines: {
      value: ({ whole }, { name }, report) => {
        const text = MESSAGES[name] && entryText(whole)?.text;
        if (!text) return;
        const [forAddress, forOthers] = MESSAGES[name];
        const message = text.includes("@") ? forAddress : /[/|&,;<>"' \t]/.test(text) ? forOthers : undefined;
        if (message) report({ at: whole, message, params: { found: printable(text) } });
      },
    },
  },
});
