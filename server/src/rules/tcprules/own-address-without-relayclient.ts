import { lookUp } from "../../model/access.js";
import { isRulesOfSmtp } from "../../model/smtp-service.js";
import { mayRelay } from "../../model/variable-effects.js";
import { mailInstallationBeside } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM509",
  name: "own-address-without-relayclient",
  language: "tcprules",
  severity: "info",
  category: "mail",
  since: "0.1",
  what: "The rules of the SMTP service give RELAYCLIENT to 127.0.0.1, but not to another address of this host",
  why: "A program on the host that connects to that address comes from it: it can send to the host's own domains only",
  silent:
    "Where the tree does not tell the addresses of this host, and for rules that are not known to be those of the SMTP service",
  sources: ["qmail specification A5", "tcpserver(1)"],
  fixable: "none",
  messages: {
    refused: {
      text: "programs on this host that send mail by way of {address} cannot reach other hosts: RELAYCLIENT is for 127.0.0.1, and not for that address",
      help: 'write a line {address}:allow,RELAYCLIENT="", if there are such programs',
    },
  },
  example: { bad: "", good: "" },
  on: {
    file: (access, report) => {
      const { table } = access;
      const loopback = lookUp(table, { ip: "127.0.0.1" });
      if (!loopback || !mayRelay(loopback.verdict) || !isRulesOfSmtp(access)) return;
      const mail = mailInstallationBeside(access);
      if (!mail?.isWhole) return;
      const address = mail.remote.ownAddresses.find((ip) => {
        const verdict = /^[\d.]+$/.test(ip) ? lookUp(table, { ip })?.verdict : undefined;
        return verdict !== undefined && !mayRelay(verdict);
      });
      if (address) report({ at: loopback.rule.address, message: "refused", params: { address } });
    },
  },
});
