import { decodeLatin1 } from "djblint-grammars/text";
import { isRulesOfSmtp } from "../../model/site/smtp-service.js";
import { lookUp } from "../../model/tcprules/access.js";
import { mayRelay } from "../../model/tcprules/variable-effects.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM508",
  name: "loopback-without-relayclient",
  language: "tcprules",
  severity: "info",
  category: "mail",
  since: "0.1",
  what: "The rules of the SMTP service give RELAYCLIENT to some clients, but not to 127.0.0.1",
  why: "Programs on the host itself that send mail by SMTP, such as a web mailer, reach its own domains only",
  silent:
    "When no rule gives RELAYCLIENT, where a line stops tcprules, when a line about 127 or localhost names the variable, or nearly so, and for rules that are not known to be those of the SMTP service",
  sources: ["qmail specification A5", "measured: smtpd-sessions-001"],
  fixable: "none",
  messages: {
    refused: {
      text: "programs on this host cannot send mail to other hosts by SMTP: no rule gives RELAYCLIENT to 127.0.0.1",
      help: 'write a line 127.:allow,RELAYCLIENT="", if there are such programs',
    },
  },
  example: {
    file: "tcp.smtp",
    bad: '192.168.1.:allow,RELAYCLIENT=""\n:allow\n',
    good: '127.:allow,RELAYCLIENT=""\n192.168.1.:allow,RELAYCLIENT=""\n:allow\n',
  },
  on: {
    file: (access, report) => {
      const { table } = access;
      const [relaying] = table.relaying;
      if (table.stop || relaying === undefined || !isRulesOfSmtp(access)) return;
      const match = lookUp(table, { ip: "127.0.0.1" });
      if (match && mayRelay(match.verdict)) return;
      // A line that was to do it, and has a slip in it, is told of by itself.
      if (RELAYS_LOOPBACK.test(decodeLatin1(access.text.bytes))) return;
      report({ at: match?.rule.address ?? table.rule(relaying).address, message: "refused" });
    },
  },
});

/** Also with a number or a variable that is misspelt (TR001, TR014, TR107). */
const RELAYS_LOOPBACK = /^[^#\n]*\b(1?127|1227|1277|12\.7|localhost)\b[^\n]*(relay|client)/im;
