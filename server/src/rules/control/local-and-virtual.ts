import { printable, withoutBlanks } from "djblint-grammars/text";
import { defineRule } from "../rule.js";
import { lineRemoval } from "./line-removal.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM307",
  name: "local-and-virtual",
  language: "control",
  severity: "error",
  category: "virtual domains",
  since: "0.1",
  what: "A domain is both in locals and in virtualdomains",
  why: "qmail-send looks into locals first: the line of virtualdomains is never used, and its user gets nothing",
  silent: "For exceptions, which only say that the domain is not virtual",
  sources: ["qmail specification D6", "measured: delivery-decision-025, end-to-end-020"],
  fixable: "unsafe",
  messages: {
    dead: {
      text: "{user} gets no mail for {domain}: it is in locals too, and that comes first",
      help: "take {domain} out of locals, or remove this line",
    },
    byDefault: {
      text: "{user} gets no mail for {domain}: it is local, as there is no file locals, and that comes first",
      help: "make a file locals without {domain}, or remove this line",
    },
    local: { text: "{domain} is local by this" },
    remove: { text: "Remove the line" },
    removeLocal: { text: "Take {domain} out of locals" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> control/virtualdomains <==\nexample.org:joe\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> control/virtualdomains <==\nexample.org:joe\n",
  },
  on: {
    domain: {
      files: ["virtualdomains"],
      check: ({ line, name, trouble, mail }, file, report) => {
        if (trouble !== undefined || line.kind !== "pair") return;
        const user = withoutBlanks(line.value.text);
        if (user === "" || line.key.text.includes("@") || name.text === "") return;
        const local = mail?.localBy(name.text);
        if (!mail || !local) return;
        const params = { domain: printable(name.text), user: printable(user) };
        const locals = local.file === "locals" ? mail.file("locals") : undefined;
        const fromLocals = { title: "removeLocal", params, safety: "unsafe" } as const;
        report({
          at: line.whole,
          message: local.file === "locals" ? "dead" : "byDefault",
          params,
          related: otherPlace(mail.place(local), "local", params),
          tags: ["unnecessary"],
          fixes: [
            ...lineRemoval(line.line, file, { title: "remove", safety: "unsafe" }),
            ...(locals ? lineRemoval(local.line!, locals, fromLocals, { file: locals.path }) : []),
          ],
        });
      },
    },
  },
});
