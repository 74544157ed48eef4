import { rulesSource, serverRules } from "../../model/run/service-access.js";
import { listeningOf, listensInside } from "../../model/run/service-listening.js";
import { serverOf } from "../../model/run/service-server.js";
import { ruleFor } from "../../model/tcprules/access.js";
import type { AccessFile } from "../../model/tcprules/access-file.js";
import { isOpenToMost } from "../../model/tcprules/open-to-strangers.js";
import type { Placed } from "../../model/tree.js";
import { mailInstallationBeside } from "../../simulate/mail-installation.js";
import { OUT, wayOut } from "../relay-way.js";
import { defineRule, type Related } from "../rule.js";

export default defineRule({
  code: "QM515",
  name: "qmqpd-for-all",
  language: "run",
  severity: "error",
  category: "mail",
  security: true,
  since: "0.1",
  what: "qmail-qmqpd serves strangers",
  why: "It asks neither rcpthosts nor RELAYCLIENT: whoever can connect sends mail to every domain, so only access rules stand in the way",
  silent: "Where the server listens on private addresses only, and where its access rules are not among the files",
  sources: ["qmail-qmqpd(8)"],
  fixable: "none",
  messages: {
    open: {
      text: "open relay: qmail-qmqpd takes mail to every domain from everybody, and {server} has no access rules",
      help: "name rules with -x that let your own hosts in, and end with :deny",
    },
    rules: {
      text: "open relay: qmail-qmqpd takes mail to every domain from everybody whom the access rules let in, strangers among them",
      help: "let your own hosts in, and end the rules with :deny",
    },
    out: OUT,
    way: { text: "the way in: anybody -> this rule -> any domain" },
  },
  example: {
    bad: "#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 0 628 qmail-qmqpd\n",
    good: "#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x /etc/qmqp.cdb 0 628 qmail-qmqpd\n",
  },
  on: {
    chain: (chain, script, report) => {
      const server = serverOf(chain);
      const qmqpd = server?.behind.find(({ name }) => name === "qmail-qmqpd");
      if (!server || !qmqpd || listensInside(listeningOf(chain, script))) return;
      const rules = serverRules(chain, script);
      const at = rules && rulesSource(rules, script);
      const access = at && script.around.analysis("tcprules", at.path);
      if (access ? !isOpenToMost(access.table) : server.rules) return;
      report({
        at: qmqpd.word,
        message: access ? "rules" : "open",
        params: { server: server.step.name },
        related: [...(access ? wayThrough(access) : []), ...wayOut(mailInstallationBeside(script))],
      });
    },
  },
});

/** The rule for everybody whom no other names. */
function wayThrough({ path, table }: Placed<AccessFile>): Related[] {
  const rule = ruleFor(table, "");
  return rule ? [{ file: path, span: rule.address, message: "way" }] : [];
}
