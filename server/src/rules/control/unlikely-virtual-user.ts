import { printable } from "djblint-grammars/text";
import { virtualUser, virtualUserTrouble } from "../../model/control/virtual-user.js";
import { defineRule, type Fix } from "../rule.js";

export default defineRule({
  code: "QM325",
  name: "unlikely-virtual-user",
  language: "control",
  severity: "warning",
  category: "virtual domains",
  since: "0.1",
  what: "The user in virtualdomains ends in a hyphen, holds a blank or a sign such as @, / or |, or begins with a dot or a hyphen",
  why: "qmail-send puts the text, a hyphen and the address together: joe-@ is no user, and joe- gives joe--",
  silent: "For lines that are meant as comments",
  sources: ["qmail specification D4, D6", "measured: delivery-decision-035 to -037"],
  fixable: "unsafe",
  messages: {
    hyphen: {
      text: "mail for {key} goes to {found}-USER, with two hyphens: qmail-send adds one itself",
      help: "leave out the hyphen at the end",
    },
    characters: {
      text: 'mail for {key} goes to a local user who is called "{found}": what stands behind the colon is no address and no path',
      help: "write a local user, such as joe or alias-example; let the .qmail file of that user forward the mail",
    },
    swapped: {
      text: "mail for a domain called {key} goes to a local user {found}: the domain stands in front of the colon",
      help: "write {found}:{key}",
    },
    url: {
      text: 'mail for {key} goes to a local user who is called "{found}": the key ends at the first colon',
      help: "write the domain without {key}://, a colon, and a local user",
    },
    remove: { text: "Remove the hyphen" },
  },
  example: {
    file: "control/virtualdomains",
    bad: "example.org:joe-\n",
    good: "example.org:joe\n",
  },
  on: {
    lines: {
      pair: (line, { name }, report) => {
        const user = name === "virtualdomains" ? virtualUser(line) : undefined;
        const message = user && virtualUserTrouble(line);
        if (!message) return;
        const params = { key: printable(line.key.text) || "any domain", found: printable(user.text) };
        const at = message === "swapped" || message === "url" ? line.whole : { start: user.start, end: user.end };
        const edits = [{ span: { start: user.end - 1, end: user.end }, newText: "" }];
        const fixes: readonly Fix[] = message === "hyphen" ? [{ title: "remove", safety: "unsafe", edits }] : [];
        report({ at, message, params, fixes });
      },
    },
  },
});
