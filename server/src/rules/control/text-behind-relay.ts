import type { Field } from "djblint-grammars/control/tree";
import { printable, type Span } from "djblint-grammars/text";
import { isCommentAlone, part } from "../../model/control/entry-text.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule, type Fix } from "../rule.js";

export default defineRule({
  code: "QM404",
  name: "text-behind-relay",
  language: "control",
  severity: "error",
  category: "routes",
  since: "0.1",
  what: "Text stands behind the relay in smtproutes",
  why: "It is part of the name of the relay, which does not exist: the mail bounces; behind a port it is not looked at",
  silent:
    "About a user and a password behind a port (QM419), and elsewhere too when the dialect is patched; an info where files of patches are in the folder",
  sources: ["qmail specification R13, T8", "measured: smtproutes-routing-056, -073"],
  fixable: "unsafe",
  messages: {
    behind: {
      text: 'all mail for {key} bounces: "{found}" is the name of the relay, with all that stands behind it',
      help: "write KEY:RELAY alone; comments need a line of their own, with # in the first column",
    },
    login: {
      text: 'all mail for {key} bounces without the patch for logins: "{found}" is then the name of the relay',
      help: 'set dialect.qmail to "patched" if this qmail has the patch; else write KEY:RELAY alone',
    },
    perhaps: {
      text: 'all mail for {key} bounces without the patch for logins: "{found}" is then the name of the relay',
      help: 'set dialect.qmail to "patched" if this qmail has the patch; else write KEY:RELAY alone',
      severity: "info",
    },
    afterPort: {
      text: '"{found}" has no effect: behind the digits of the port nothing is looked at',
      help: "take it out: a line has one relay, and a comment has a line of its own, with # in the first column",
      severity: "warning",
    },
    remove: { text: "Remove what is behind the relay" },
  },
  example: {
    file: "control/smtproutes",
    bad: "example.org:[192.0.2.7] # hub\n",
    good: "# hub\nexample.org:[192.0.2.7]\n",
  },
  on: {
    route: (route, file, report) => {
      const { line, trouble, host, port } = route;
      if (trouble === "text-behind") {
        // A colon in a comment is no port.
        const behind = (length: number) => part(line.whole, line.relay.start - line.whole.start + length);
        const start = startOfText(line.relay.text);
        const rest = behind(start);
        const isLogin = LOGIN.test(rest.text);
        if (file.dialect === "patched" && isLogin) return;
        const message = !isLogin ? "behind" : mailInstallationOf(file)?.hasPatchFiles ? "perhaps" : "login";
        const params = { key: printable(line.key.text) || "any domain", found: printable(host.text) };
        const relay = line.relay.text.slice(0, start).replace(/(\xc2?\xa0)+$/, "");
        report({ at: textIn(rest), message, params, fixes: removal(behind(relay.length)) });
      } else if (trouble === "text-behind-port") {
        const rest = part(port!, /^\d+/.exec(port!.text)![0].length);
        report({
          at: textIn(rest),
          message: "afterPort",
          params: { found: printable(rest.text.trim()) },
          fixes: removal(rest),
        });
      }
    },
  },
});

/** User and password, as a patch takes them. */
const LOGIN = /^[ \t]+[^\s#;/]\S*[ \t]+\S+\s*$/;

/** Behind the relay, or behind the colon when a comment stands in its place. The byte a0, in UTF-8 too, is no blank here. */
function startOfText(relay: string): number {
  return isCommentAlone(relay) ? 0 : /[^ \t](?=[ \t])/.exec(relay)!.index + 1;
}

function textIn({ end, text }: Field): Span {
  return { start: end - text.trimStart().length, end };
}

function removal(span: Field): Fix[] {
  return [{ title: "remove", safety: "unsafe", edits: [{ span, newText: "" }] }];
}
