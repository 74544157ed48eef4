import type { PairLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { entryText } from "../../model/control/entry-text.js";
import { defineRule } from "../rule.js";

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
        const user = userOf(line);
        if (name !== "virtualdomains" || !user) return;
        if (isSwapped(line)) {
          const params = { key: printable(line.key.text), found: printable(user.text) };
          report({ at: line.whole, message: "swapped", params });
          return;
        }
        const hasCharacters = NO_USER.test(user.text);
        if (!hasCharacters && !user.text.endsWith("-")) return;
        const params = { key: printable(line.key.text) || "any domain", found: printable(user.text) };
        const at = { start: user.start, end: user.end };
        if (hasCharacters && isUrl(line)) report({ at: line.whole, message: "url", params });
        else if (hasCharacters) report({ at, message: "characters", params });
        else {
          const edits = [{ span: { start: user.end - 1, end: user.end }, newText: "" }];
          report({ at, message: "hyphen", params, fixes: [{ title: "remove", safety: "unsafe", edits }] });
        }
      },
    },
  },
});

/** Signs of paths, programs, addresses, lists and templates. */
const NO_USER = /^[.~-]|[@/:,;|&<>"'`*%$!#()[\]{}\\\t-\r ]/;

/** A user in front, and a domain behind. */
function isSwapped({ key, value }: PairLine): boolean {
  return /^[a-z][\w-]*$/i.test(key.text) && key.text !== "localhost" && /^([a-z0-9-]+\.)+[a-z]{2,}$/i.test(value.text);
}

function isUrl({ key, value }: PairLine): boolean {
  return /^[a-z]+$/i.test(key.text) && value.text.startsWith("//");
}

function userOf(line: PairLine) {
  if (!entryText(line.whole)) return undefined;
  // Without a blank in front of it, no comment is meant.
  if (line.key.text !== "" && line.value.text.startsWith("//")) return line.value;
  const user = entryText(line.value);
  return user?.text === "" ? undefined : user;
}
