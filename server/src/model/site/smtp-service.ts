/**
 * The SMTP service of a host: the script that starts qmail-smtpd under a server such as tcpserver, the access rules
 * that the server reads, and the environment that qmail-smtpd gets.
 */

import { qmailHomes, sourcesBeside } from "../control/qmail-home.js";
import type { RunScript } from "../run/run-script.js";
import type { Argument, Chain, Step, Value } from "../run/service.js";
import { reachedChains } from "../run/service-end.js";
import { environmentAt, ITS_RULE } from "../run/service-environment.js";
import { expandedText } from "../run/service-expansion.js";
import { entryFor } from "../run/service-folder.js";
import { listeningOf, listensInside } from "../run/service-listening.js";
import { isUcspi } from "../run/service-server.js";
import type { Verdict } from "../tcprules/access.js";
import type { AccessFile } from "../tcprules/access-file.js";
import { sourceNames } from "../tcprules/rule-file-names.js";
import type { FilePlace, Placed, Tree } from "../tree.js";
import { byHost, hostRootOf } from "./site-roots.js";

export interface SmtpService {
  readonly script: RunScript;
  readonly chain: Chain;
  readonly server: Step;
  /** Programs between the server and qmail-smtpd. */
  readonly behind: readonly Step[];
  readonly smtpd: Step;
  /** What qmail-smtpd itself is given. */
  readonly given: readonly Argument[];
  /** Path of the compiled rules, as the script has it; undefined when the server reads none. */
  readonly rules: Value | undefined;
  /** As the server gets it; undefined when only the shell knows, and for rules that tcprules does not make. */
  readonly rulesPath: string | undefined;
}

export type Environment = Readonly<Record<string, string>>;

/** The service on the SMTP port of the host that a file is on, before those on other ports, and those for the outside first. */
export function smtpServiceBeside({ path, around }: FilePlace): SmtpService | undefined {
  const root = hostRootOf(around, path);
  return around.onceFor(smtpServiceBeside, root, () => findService(around, root), Object.is);
}

function findService(tree: Tree, root: string): SmtpService | undefined {
  const all = tree.collect("run", smtpServicesIn);
  const services = qmailHomes(tree).length < 2 ? all : (tree.once(smtpServicesByHost).get(root) ?? []);
  const outside = services.filter(({ chain, script }) => !listensInside(listeningOf(chain, script)));
  const wanted = outside.length > 0 ? outside : services;
  return wanted.find(({ server }) => listensForSmtp(server)) ?? wanted[0];
}

function smtpServicesByHost(tree: Tree): ReadonlyMap<string, readonly SmtpService[]> {
  return byHost(tree, tree.collect("run", smtpServicesIn), ({ script }) => script.path);
}

/** All that a script starts. */
export function smtpServicesIn(script: RunScript): SmtpService[] {
  return reachedChains(script.service).flatMap((chain) => {
    const { steps } = chain;
    const smtpd = steps.findIndex(startsSmtpd);
    const server = steps.findIndex(({ program }) => program?.kind === "server");
    if (smtpd < 0 || server < 0 || server >= smtpd) return [];
    const effect = steps[server].effects.find(({ kind }) => kind === "rules");
    const rules = effect?.kind === "rules" ? effect.value : undefined;
    return {
      script,
      chain,
      server: steps[server],
      behind: steps.slice(server + 1, smtpd),
      smtpd: steps[smtpd],
      given: givenTo(steps[smtpd]),
      rules,
      rulesPath: rules && isUcspi({ step: steps[server] }) ? expandedText(rules, chain, script) : undefined,
    };
  });
}

/** qmail-smtpd, or a program that is not known and has it among its words, such as a filter. */
function startsSmtpd({ name, program, arguments: args }: Step): boolean {
  return name === SMTPD || (program === undefined && args.some(isSmtpd));
}

function givenTo({ name, arguments: args }: Step): readonly Argument[] {
  return name === SMTPD ? args : args.slice(args.findIndex(isSmtpd) + 1);
}

const SMTPD = "qmail-smtpd";

function isSmtpd({ tail }: Argument): boolean {
  return tail === SMTPD || tail.endsWith(`/${SMTPD}`);
}

function listensForSmtp({ effects }: Step): boolean {
  return effects.some((effect) => effect.kind === "listen" && /^(smtp|25)$/.test(effect.port?.text ?? ""));
}

/** The source of the rules that a service reads. */
export function rulesOf(tree: Tree, { rulesPath, script }: SmtpService): Placed<AccessFile> | undefined {
  return rulesPath === undefined ? undefined : sourceOfDatabase(tree, rulesPath, script);
}

/** Without a script that says so, rules with SMTP in their name are those of the SMTP service. */
export function rulesNamedForSmtp({ path, around }: FilePlace): Placed<AccessFile> | undefined {
  const root = hostRootOf(around, path);
  const find = () => {
    const all = sourcesBeside(around, root, "tcprules");
    const [named, another] = all.filter((rules) => /smtp/i.test(nameOf(rules)));
    return another === undefined ? named : undefined;
  };
  const named = around.onceFor(rulesNamedForSmtp, root, find, Object.is);
  return named === undefined ? undefined : around.analysis("tcprules", named);
}

/** Whether rules are those of the SMTP service. */
export function isRulesOfSmtp(access: Placed<AccessFile>): boolean {
  const service = smtpServiceBeside(access);
  const rules = service ? rulesOf(access.around, service) : rulesNamedForSmtp(access);
  return rules?.path === access.path;
}

function sourceOfDatabase(tree: Tree, path: string, script: RunScript): Placed<AccessFile> | undefined {
  for (const name of sourceNames(path)) {
    const entry = entryFor(script, name);
    const source = entry && tree.analysis("tcprules", entry.path);
    if (source) return source;
  }
  return rulesByName(tree, path, script.path);
}

/**
 * The only source on the host of a script that compiles to a file of that name: the folder may be called otherwise where
 * the files are kept.
 */
export function rulesByName(tree: Tree, path: string, script: string): Placed<AccessFile> | undefined {
  const names = sourceNames(nameOf(path));
  const root = hostRootOf(tree, script);
  const sameName = tree
    .sources("tcprules")
    .filter((source) => names.includes(nameOf(source.path)) && hostRootOf(tree, source.path) === root);
  return sameName.length === 1 ? sameName[0].analysis : undefined;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** What qmail-smtpd finds in its environment, as far as the script, folders of envdir and the rules tell. */
export function smtpdEnvironment({ smtpd, chain, script }: SmtpService, verdict: Verdict | undefined): Environment {
  const environment = new Map<string, string>();
  for (const { name, value, from } of environmentAt(smtpd, chain, script, undefined, verdict?.variables)) {
    if (!/^\w+$/.test(name) || value === undefined) continue;
    // Of a value that the shell decides, what counts most is that it is set.
    environment.set(name, from === ITS_RULE ? value : value.replace(/[$`].*$/s, ""));
  }
  return Object.fromEntries(environment);
}
