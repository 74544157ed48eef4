import { literalText } from "djblint-grammars/run/words";
import { printable } from "djblint-grammars/text";
import { lastStep } from "../../model/run/service.js";
import { environmentOf, ITS_CALLER } from "../../model/run/service-environment.js";
import { callsOfQmail } from "../../model/run/starter-scripts.js";
import type { Site } from "../../model/site/site.js";
import type { SiteService } from "../../model/site/site-services.js";
import { type FileSpan, parentOf } from "../../model/tree.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "XF507",
  name: "queue-taken",
  language: "site",
  severity: "error",
  category: "services",
  since: "0.1",
  what: "Two services of a host start qmail-send, or a service and rc.local do",
  why:
    "qmail-send locks lock/sendmutex of its queue. The second one ends with `alert: cannot start: qmail-send is already running`, " +
    "code 111, and supervise starts it every second; which of them runs, with its log and its default delivery, is left to chance",
  silent:
    "For services that no folder of svscan has or that have a file down, for scripts of init.d, which nothing may call, and when " +
    "the services have different queues in QUEUEDIR or programs in different folders, or their environment is not known",
  sources: ["qmail-send.c (main)", "qmail-send(8)"],
  fixable: "none",
  messages: {
    service: {
      text: "{service} cannot start while {other} runs: both start qmail-send, and one queue has one of them",
      help: "take one of them out",
    },
    boot: {
      text: "qmail is started here and by the service {service}: the one that comes second finds the queue taken, and ends",
      help: "take this out, so that supervise alone starts qmail",
    },
    other: { text: "{other} starts it too" },
  },
  example: {
    bad:
      "==> var/qmail/control/me <==\nmail.example.org\n" +
      "==> etc/rc.local <==\n#!/bin/sh\n/var/qmail/rc &\n" +
      "==> service/qmail/run <==\n#!/bin/sh\nexec qmail-start ./Maildir/\n",
    good:
      "==> var/qmail/control/me <==\nmail.example.org\n" +
      "==> etc/rc.local <==\n#!/bin/sh\n" +
      "==> service/qmail/run <==\n#!/bin/sh\nexec qmail-start ./Maildir/\n",
  },
  on: {
    site: (site, report) => {
      for (const { queues } of site.mail) {
        const [first, ...others] = queues.filter(({ links, isDown }) => links.length > 0 && !isDown);
        if (!first) continue;
        const other = printable(first.name);
        const related = [{ file: first.source.path, span: startOf(first), message: "other", params: { other } }];
        const queue = queueOf(first);
        for (const service of others.filter((each) => queue !== undefined && queueOf(each) === queue)) {
          const params = { service: printable(service.name), other };
          report({ at: { file: service.source.path, span: startOf(service) }, message: "service", params, related });
        }
        for (const at of bootStarts(site)) report({ at, message: "boot", params: { service: other }, related });
      }
    },
  },
});

function startOf({ chain }: SiteService) {
  const { start, end } = lastStep(chain!).word;
  return { start, end };
}

/** The queue of qmail-send: that of QUEUEDIR, which patches read, else the one below the folder of the programs; undefined when only the host knows. */
function queueOf({ source, chain }: SiteService): string | undefined {
  const environment = environmentOf(chain!, source);
  const queue = environment.find(({ name }) => name === "QUEUEDIR");
  if (queue) return queue.value === undefined ? undefined : `QUEUEDIR ${queue.value}`;
  if (environment.some(({ name, from }) => name === "*" && from !== ITS_CALLER)) return undefined;
  const path = environment.find(({ name }) => name === "PATH")?.value ?? "";
  const program = literalText(lastStep(chain!).word.parts) ?? "";
  const folders = program.includes("/") ? [parentOf(program)] : path.split(":");
  return folders.find((folder) => !COMMON.test(folder))?.replace(/\/bin$/, "") ?? "";
}

/** Folders of programs of all kinds. */
const COMMON = /^((\/usr(\/local)?)?\/s?bin|\/command)$/;

/** Where scripts that surely run at boot start qmail. */
function bootStarts(site: Site): FileSpan[] {
  const { tree, paths } = site;
  return [...paths].flatMap((path) => {
    const script = path.endsWith("/rc.local") ? tree.analysis("run", path) : undefined;
    const starts = script?.service.chains.filter((chain) => lastStep(chain).name === "qmail-start") ?? [];
    const words = [...(script ? callsOfQmail(script.service) : []), ...starts.map((chain) => lastStep(chain).word)];
    return words.map(({ start, end }) => ({ file: path, span: { start, end } }));
  });
}
