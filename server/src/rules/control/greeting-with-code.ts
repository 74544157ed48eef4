import { printable } from "djblint-grammars/text";
import { defineRule, type Statement } from "../rule.js";

export default defineRule({
  code: "QM106",
  name: "greeting-with-code",
  language: "control",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "smtpgreeting begins with a code, ends in ESMTP, or does not begin with a host name",
  why: "qmail-smtpd writes 220 in front of the text and ESMTP behind it; clients take the first word for the name of the host",
  sources: ["qmail specification G1", "measured: smtpd-sessions-055, -062", "RFC 5321 section 4.2"],
  fixable: "unsafe",
  messages: {
    code: {
      text: 'clients are greeted with "220 {found} ESMTP": qmail-smtpd adds the code itself',
      help: "leave out the code",
    },
    esmtp: {
      text: 'clients are greeted with "220 {found} ESMTP": qmail-smtpd adds ESMTP itself',
      help: "leave out ESMTP",
    },
    name: {
      text: 'clients take "{word}" for the name of this host, as the first word of the greeting',
      help: "begin with the full name of the host",
    },
    remove: { text: "Remove what qmail-smtpd adds" },
  },
  example: {
    file: "control/smtpgreeting",
    bad: "220 mail.example.org ESMTP\n",
    good: "mail.example.org\n",
  },
  on: {
    lines: {
      value: ({ whole }, { name }, report) => {
        if (name !== "smtpgreeting" || whole.text.trim() === "") return;
        const said = fault(whole.text);
        if (!said) return;
        const bare = whole.text
          .trim()
          .replace(/^\d{3}[ -]?\s*/, "")
          .replace(/\s+E?SMTP$/i, "");
        const fixes =
          said.message === "name" || bare === ""
            ? []
            : [{ title: "remove", safety: "unsafe" as const, edits: [{ span: whole, newText: bare }] }];
        report({ at: whole, ...said, fixes });
      },
    },
  },
});

function fault(text: string): Statement | undefined {
  const found = printable(text);
  const [word, ...others] = text.trim().split(/\s+/);
  if (/^[245]\d\d(-.*)?$/.test(word)) return { message: "code", params: { found } };
  if (/^E?SMTP$/i.test(others[others.length - 1] ?? "")) return { message: "esmtp", params: { found } };
  return /[.[#]/.test(word) ? undefined : { message: "name", params: { word: printable(word) } };
}
