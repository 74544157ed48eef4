/** All that the models know of a service, put together from its run script and the files around it. */
import { literalText } from "djblint-grammars/run/words";
import { printable } from "djblint-grammars/text";
import type { RunScript } from "../model/run/run-script.js";
import type { Service } from "../model/run/service.js";
import { endingCommand, lastCommand, mainChain, reachedChains } from "../model/run/service-end.js";
import { folderOf } from "../model/run/service-folder.js";
import { runningOf } from "../model/run/service-running.js";
import { parentOf } from "../model/tree.js";
import { accountFacts } from "./service-account.js";
import { askFacts } from "./service-asking.js";
import { directoryFacts, environmentFacts, limitFacts, signalFacts } from "./service-environment.js";
import type { ServiceFacts } from "./service-facts.js";
import { clientFacts, listenFacts } from "./service-listening.js";
import { logFacts, outputFacts } from "./service-logging.js";
import { programsOf } from "./service-programs.js";

export function explainService(script: RunScript): ServiceFacts {
  const { path, tree, service } = script;
  const { chain, source } = runningOf(script);
  // Another script goes on in the folder of this one, and as what supervise has started.
  const running = { ...source, path, isStarter: script.isStarter };
  const folder = folderOf(script);
  const children = script.around.children(folder) ?? [];
  const finish = script.isTask ? undefined : script.around.analysis("run", `${folder}/finish`);
  return {
    name: nameOf(script),
    script: path,
    isStarter: script.isStarter,
    interpreter: tree.shell === undefined ? printable(script.text.slice(script.text.lines.span(0))) : undefined,
    before: script.isStarter ? [] : commandsBefore(service),
    goesOnAs: source === script ? undefined : source.path,
    programs: chain ? programsOf(chain, running) : [],
    branches: script.isStarter ? [] : otherBranches(service),
    isCertain: chain?.steps.every(({ certain }) => certain) ?? false,
    openEnd: chain ? undefined : openEndOf(script),
    account: chain && accountFacts(chain, running),
    limits: chain ? limitFacts(chain, running) : [],
    environment: chain ? environmentFacts(chain, running) : [],
    ignores: chain ? signalFacts(chain, running) : [],
    directories: chain ? directoryFacts(chain, running) : [],
    listens: chain && listenFacts(chain, running),
    clients: chain && clientFacts(chain, running),
    asks: chain && askFacts(chain, running),
    log: logFacts(script),
    ...outputFacts(script),
    isDown: children.some((child) => child.path === `${folder}/down`),
    finish: finish && programNames(finish.service),
  };
}

/** `${START} webd` at the end may be an exec, or none. */
function openEndOf({ service, text }: RunScript): string | undefined {
  const [word] = lastCommand(service)?.command.words ?? [];
  return word && literalText(word.parts) === undefined ? printable(text.slice(word)) : undefined;
}

/** Of a log service with that of its service. */
function nameOf(script: RunScript): string {
  const folder = folderOf(script);
  const last = (path: string) => path.slice(path.lastIndexOf("/") + 1);
  const file = last(script.path);
  if (file !== "run" && file !== "finish") return file;
  return script.isLog ? `${last(parentOf(folder))}/log` : last(folder);
}

function otherBranches(service: Service): string[] {
  const main = mainChain(service);
  const others = reachedChains(service).filter((chain) => {
    const { nested, inFunction, inSubshell, piped } = chain.place;
    return chain !== main && chain.replacesShell && !nested && !inFunction && !inSubshell && !piped;
  });
  return others.map(({ steps }) => steps.map(({ name }) => name || "a program that the shell decides").join(" "));
}

function commandsBefore(service: Service): string[] {
  const end = (mainChain(service) ?? endingCommand(service))?.command.start ?? Number.POSITIVE_INFINITY;
  const before = service.commands.filter(({ command, name, place }) => {
    const isFirst = command.start < end;
    return isFirst && name !== "" && !place.nested && name !== "exec";
  });
  return [...new Set(before.map(({ name }) => name))];
}

function programNames({ commands }: Service): string[] {
  const names = commands.map(({ name, arguments: args }) => (name === "exec" ? (args.at(1)?.text ?? "") : name));
  return [...new Set(names.filter((name) => name !== ""))];
}
