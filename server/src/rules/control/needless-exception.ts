import { printable } from "djblint-grammars/text";
import { broaderLine, decidingEntries } from "../../model/control/broader-keys.js";
import type { Listed } from "../../model/control/control-directory.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";
import { lineRemoval } from "./line-removal.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM328",
  name: "needless-exception",
  language: "control",
  severity: "info",
  category: "virtual domains",
  since: "0.1",
  what: "An entry of virtualdomains without a user is no exception to one with a user, or its domain is local",
  why: "An empty user says that the mail goes out; without a broader key it would do so anyway, and for a domain in locals qmail-send does not look into virtualdomains",
  silent: "For keys that are no domain or address, and for those of which an earlier line says otherwise",
  sources: ["qmail specification D4 to D6"],
  fixable: "safe",
  messages: {
    needless: {
      text: '"{found}:" changes nothing: no broader key takes this mail, so that it goes out in any case',
      help: "remove the line, or write the user who gets the mail",
    },
    covered: {
      text: '"{found}:" changes nothing: "{broader}:" lets this mail out as well',
      help: "remove the line, or write the user who gets the mail",
    },
    dead: {
      text: '"{found}:" is never used: {domain} is in locals, and that comes first',
      help: "remove the line, or take {domain} out of locals if its mail is to go out",
    },
    byDefault: {
      text: '"{found}:" is never used: {domain} is local, as there is no file locals, and that comes first',
      help: "remove the line, or make a file locals without {domain} if its mail is to go out",
    },
    local: { text: "{domain} is local by this" },
    remove: { text: "Remove the line" },
  },
  example: {
    file: "control/virtualdomains",
    bad: "example.org:\n",
    good: ":joe\nexample.org:\n",
  },
  on: {
    file: (file, report) => {
      if (file.name !== "virtualdomains") return;
      const mail = mailInstallationOf(file);
      for (const { line, name } of decidingEntries(file)) {
        if (line.kind !== "pair" || line.value.text !== "") continue;
        const broader = broaderLine(line, file);
        const local = name.text === line.key.text ? mail?.localBy(name.text) : undefined;
        const isException = broader?.kind === "pair" && broader.value.text !== "";
        if (!local && isException) continue;
        const params = {
          found: printable(line.key.text),
          domain: printable(name.text),
          broader: printable(broader?.key.text ?? ""),
        };
        const goesOn = report({
          at: line.whole,
          message: local ? messageFor(local) : broader ? "covered" : "needless",
          params,
          related: local ? otherPlace(mail?.place(local), "local", params) : [],
          tags: ["unnecessary"],
          // For a local domain it could count again, once that is no longer local.
          fixes: isException ? [] : lineRemoval(line.line, file, { title: "remove", safety: "safe" }),
        });
        if (!goesOn) return;
      }
    },
  },
});

/** For a domain that is local. */
function messageFor({ file }: Listed): string {
  return file === "locals" ? "dead" : "byDefault";
}
