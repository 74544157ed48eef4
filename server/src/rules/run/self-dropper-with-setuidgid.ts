import { literalText } from "djblint-grammars/run/words";
import { printable } from "djblint-grammars/text";
import { type Chain, lastStep, type Step } from "../../model/run/service.js";
import { droppedBefore, rootGivenUp } from "../../model/run/service-identity.js";
import { isStartOfQmail } from "../../model/run/starter-scripts.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS028",
  name: "self-dropper-with-setuidgid",
  language: "run",
  severity: "error",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "A program that needs root, or gives it up itself, is started by an account other than root",
  why:
    "dnscache, tinydns, rbldns, walldns, pickdns, axfrdns and the servers of publicfile change their root directory and " +
    "then become $UID and $GID; both need root at the start, and so does port 53. qmail-start gives each of its parts an account " +
    "of its own, and clockspeed sets the clock",
  silent: "When the account is not known",
  sources: ["run script specification C7, R28", "source: qmail-start.c, prot.c"],
  fixable: "unsafe",
  messages: {
    needs: {
      text: "{program} is started as {account}, but it needs root to change its root directory, and gives it up itself",
      help: "write envuidgid {account} instead of {setter}",
    },
    server: {
      text: "{option} makes {server} another account before it starts {program}, which needs root to change its root directory, and gives it up itself",
      help: "leave out {option} of {server}",
    },
    work: {
      text: "{program} is not started as root any more, but it cannot do its work as another account",
      help: "leave out {setter}",
    },
    replace: { text: "Write envuidgid" },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\nexec setuidgid tinydns envdir ./env softlimit -d300000 tinydns\n",
    good: "#!/bin/sh\nexec 2>&1\nexec envuidgid tinydns envdir ./env softlimit -d300000 tinydns\n",
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const { program, word } = lastStep(chain);
      const isWorker =
        (program?.needsRoot && program.kind === "daemon") || isStartOfQmail(literalText(word.parts) ?? "");
      if (program?.dropsRoot) reportDropper(chain, report);
      else if (isWorker) reportWorker(chain, report);
    },
  },
});

function reportDropper(chain: Chain, report: Report): void {
  const before = chain.steps.slice(0, -1);
  const program = lastStep(chain).name;
  const drop = droppedBefore(before);
  const server = serverThatDrops(before);
  if (server && (drop === undefined || drop.step === server)) reportOption(server, program, report);
  if (drop === undefined || drop.step === server) return;
  const { step, account } = drop;
  const edits = [{ span: step.word, newText: "envuidgid" }];
  report({
    at: step.word,
    message: "needs",
    params: { program, account: printable(account), setter: step.name },
    fixes: step.name === "setuidgid" ? [{ title: "replace", safety: "unsafe", edits }] : [],
  });
}

function reportWorker(chain: Chain, report: Report): void {
  const before = chain.steps.slice(0, -1);
  const program = lastStep(chain).name;
  const setter = rootGivenUp(before);
  if (setter === undefined) return;
  report({ at: setter.word, message: "work", params: { program, setter: setter.name } });
}

/** `tcpserver -U`, `tcpserver -u 812`, `tcpsvd -u ftp` */
function serverThatDrops(steps: readonly Step[]): Step | undefined {
  const setter = rootGivenUp(steps);
  return setter?.program?.kind === "server" ? setter : undefined;
}

function reportOption(server: Step, program: string, report: Report): void {
  const option = server.options.findLast(({ spec }) => BECOMES.has(spec?.role ?? ""));
  if (option === undefined) return;
  report({ at: option, message: "server", params: { option: `-${option.letter}`, server: server.name, program } });
}

const BECOMES: ReadonlySet<string> = new Set(["account", "uid", "ids-from-environment"]);
