import { addressNumber, notPublic } from "../../model/address-block.js";
import type { RunScript } from "../../model/run/run-script.js";
import type { Chain, Step } from "../../model/run/service.js";
import { rulesSource, serverRules } from "../../model/run/service-access.js";
import { environmentOf, exportsOf } from "../../model/run/service-environment.js";
import { listeningOf, listensInside, listensOnLoopback } from "../../model/run/service-listening.js";
import { onceForService } from "../../model/run/service-once.js";
import { relayclientFor } from "../../model/run/service-relayclient.js";
import { type Server, serverOf } from "../../model/run/service-server.js";
import { ruleFor } from "../../model/tcprules/access.js";
import type { AccessFile } from "../../model/tcprules/access-file.js";
import { isOpenToStrangers } from "../../model/tcprules/open-to-strangers.js";
import type { Placed } from "../../model/tree.js";
import { mailInstallationBeside } from "../../simulate/mail-installation.js";
import { OUT, wayOut } from "../relay-way.js";
import { defineRule, type Related } from "../rule.js";

export default defineRule({
  code: "QM507",
  name: "relayclient-for-all",
  language: "run",
  severity: "error",
  category: "mail",
  security: true,
  since: "0.1",
  what: "RELAYCLIENT is set in the environment of the server that starts qmail-smtpd, or between the two",
  why: "Every connection inherits it, and a rule without RELAYCLIENT does not take it away: everybody may send mail to every domain",
  silent:
    "When the server listens on a loopback address, on port 25 also on a private one, when its access rules let private " +
    "addresses in only, and when unset or env takes the variable away; on other ports when the server has a private " +
    "address or checks certificates, or when qmail-smtpd has arguments or a variable with AUTH in its name is set, as " +
    "patches have them that authenticate clients",
  sources: ["qmail specification A5", "tcp-environ(5)"],
  fixable: "none",
  messages: {
    open: {
      text: "open relay: every connection gets RELAYCLIENT from here, and no access rule takes it away",
      help: "take it out, and set it for your own networks in access rules that -x names",
    },
    folder: {
      text: "open relay: every connection gets RELAYCLIENT from the file {file}, and no access rule takes it away",
      help: "delete that file, and set RELAYCLIENT for your own networks in access rules that -x names",
    },
    port: {
      text: "whoever can reach port {port} may send mail to any domain: every connection gets RELAYCLIENT from here",
      help: "take it out, and set it for your own networks in access rules that -x names; or have clients authenticate",
      severity: "warning",
    },
    out: OUT,
    way: { text: "the way in: anybody -> this rule lets him in and leaves RELAYCLIENT as it is -> any domain" },
  },
  example: {
    bad: "#!/bin/sh\nexec env RELAYCLIENT= envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 smtp qmail-smtpd\n",
    good: "#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 smtp qmail-smtpd\n",
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      const server = serverOf(chain);
      const smtpd = server?.behind.find(({ name }) => name === "qmail-smtpd");
      if (!server || !smtpd || listensOnLoopback(listeningOf(chain, script))) return;
      const rules = serverRules(chain, script);
      const at = rules && rulesSource(rules, script);
      const access = at && script.around.analysis("tcprules", at.path);
      if (access && !isOpenToStrangers(access.table)) return;
      const source = relayclientFor(smtpd, chain, script);
      if (!source?.at) return;
      const isSmtp = server.portNumber === SMTP;
      if (isSmtp ? listensInside(listeningOf(chain, script)) : isForSome(chain, script, smtpd, server)) return;
      const ownMessage = source.file === undefined ? "open" : "folder";
      report({
        at: source.at,
        message: isSmtp ? ownMessage : "port",
        params: { file: source.file ?? "", port: server.portNumber ?? "" },
        related: [...(access ? wayThrough(access) : []), ...wayOut(mailInstallationBeside(script))],
      });
    },
  },
});

const SMTP = 25;

/** Whether a server on another port than 25 lets in those only who can show who they are, or is out of reach. */
function isForSome(chain: Chain, script: RunScript, smtpd: Step, { portNumber, step, host }: Server): boolean {
  if (portNumber === undefined || step.name !== "tcpserver" || smtpd.arguments.length > 0) return true;
  const address = addressNumber(host?.text ?? "");
  // 0.0.0.0 stands for all addresses.
  if (address !== undefined && address !== 0 && notPublic(address)) return true;
  return environmentOf(chain, script, loginExports(script.service)).some(({ name }) => isForLogins(name));
}

/** The rule for everybody whom no other names. */
function wayThrough({ path, table }: Placed<AccessFile>): Related[] {
  const rule = ruleFor(table, "");
  return rule ? [{ file: path, span: rule.address, message: "way" }] : [];
}

const loginExports = onceForService((service) => exportsOf(service).filter(({ name }) => isForLogins(name)));

function isForLogins(name: string): boolean {
  return name.includes("AUTH");
}
