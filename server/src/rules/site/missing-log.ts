import { printable } from "djblint-grammars/text";
import { lastStep } from "../../model/run/service.js";
import type { SiteService } from "../../model/site/site-services.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "XF505",
  name: "missing-log",
  language: "site",
  severity: "info",
  category: "logging",
  since: "0.1",
  what: "A service has no log service, and the others of the host have one",
  why: "What it prints goes where the output of svscan goes: mostly to readproctitle, which keeps a few hundred bytes of all services together",
  silent:
    "Unless at least three quarters of the services that svscan starts have one; for services whose script sends the output " +
    "elsewhere or hands it to splogger or logger, for those that print nothing, and for those that have a file down",
  sources: ["svscan(8)", "run script specification X4"],
  fixable: "none",
  messages: {
    missing: {
      text: "{service} has no log service, unlike {others} others of this host: what it prints is not kept",
      help: "make a folder log with a run script in it, as {other} has",
    },
    other: { text: "the log service of {other}" },
  },
  example: {
    bad:
      "==> service/dns/run <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid dns dnsd\n" +
      "==> service/dns/log/run <==\n#!/bin/sh\nexec setuidgid log multilog t ./main\n" +
      "==> service/ftp/run <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid ftp ftpd\n" +
      "==> service/ftp/log/run <==\n#!/bin/sh\nexec setuidgid log multilog t ./main\n" +
      "==> service/irc/run <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid irc ircd\n" +
      "==> service/irc/log/run <==\n#!/bin/sh\nexec setuidgid log multilog t ./main\n" +
      "==> service/web/run <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid web webd\n",
    good:
      "==> service/dns/run <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid dns dnsd\n" +
      "==> service/dns/log/run <==\n#!/bin/sh\nexec setuidgid log multilog t ./main\n" +
      "==> service/ftp/run <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid ftp ftpd\n" +
      "==> service/ftp/log/run <==\n#!/bin/sh\nexec setuidgid log multilog t ./main\n" +
      "==> service/irc/run <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid irc ircd\n" +
      "==> service/irc/log/run <==\n#!/bin/sh\nexec setuidgid log multilog t ./main\n" +
      "==> service/web/run <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid web webd\n" +
      "==> service/web/log/run <==\n#!/bin/sh\nexec setuidgid log multilog t ./main\n",
  },
  on: {
    site: ({ services }, report) => {
      const started = services.filter(({ links, isDown, script }) => links.length > 0 && !isDown && !script.isStarter);
      const logged = started.filter(({ log }) => log);
      if (logged.length < LEAST || logged.length < (started.length * 3) / 4) return;
      for (const service of started.filter((each) => !logged.includes(each) && isHeard(each))) {
        const [other] = logged;
        const params = { service: printable(service.name), others: logged.length, other: printable(other.name) };
        report({
          at: { file: service.script.path, span: service.script.text.lines.span(0) },
          message: "missing",
          params,
          related: [{ file: other.log!.path, span: other.log!.text.lines.span(0), message: "other", params }],
        });
      }
    },
  },
});

/** Fewer are no custom of a host. */
const LEAST = 3;

const LOGGERS = /\b(splogger|logger|multilog|svlogd|s6-log|cronolog|rotatelogs)\b/;

/** Whether it prints anything that would go to a log service. */
function isHeard({ chain, source, tree, directory }: SiteService): boolean {
  if (!chain || tree.entry(`${directory}/log`)) return false;
  const script = source.text.slice({ start: 0, end: source.text.bytes.length });
  const isSentElsewhere = chain.command.redirects.some(({ operator }) => operator === ">" || operator === ">>");
  return (
    !isSentElsewhere && !LOGGERS.test(script) && !/^\s*exec\s+[0-9]?>(?!&)/m.test(script) && lastStep(chain).name !== ""
  );
}
