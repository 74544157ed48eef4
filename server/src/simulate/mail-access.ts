/** How a client meets the server in front of qmail-smtpd: which rule decides, and what environment comes of it. */

import {
  type Environment,
  rulesNamedForSmtp,
  rulesOf,
  type SmtpService,
  smtpdEnvironment,
  smtpServiceBeside,
} from "../model/site/smtp-service.js";
import { lookUp, type Match } from "../model/tcprules/access.js";
import type { AccessFile } from "../model/tcprules/access-file.js";
import type { Placed } from "../model/tree.js";
import type { MailJournal, StepPlace } from "./mail-journal.js";
import type { AccessResult } from "./mail-result.js";

export interface Meeting {
  /** Undefined when no rules are known. */
  readonly access: AccessResult | undefined;
  readonly environment: Environment;
  /** What sets RELAYCLIENT, where it is set. */
  readonly relayPlace: StepPlace | undefined;
}

export function meetServer(ip: string, journal: MailJournal): Meeting {
  const { tree, home } = journal.site;
  const place = { path: home.controlPath("me"), around: tree };
  const service = smtpServiceBeside(place);
  const rules = service ? rulesOf(tree, service) : rulesNamedForSmtp(place);
  if (!rules) {
    if (service) noteNoRules(service, journal);
    const environment = service ? smtpdEnvironment(service, undefined) : {};
    return { access: undefined, environment, relayPlace: service && serverPlace(service) };
  }
  const match = lookUp(rules.table, { ip });
  noteMatch(ip, match, rules, journal);
  noteStop(rules, journal);
  const variables = match?.verdict.variables ?? [];
  const environment = service ? smtpdEnvironment(service, match?.verdict) : Object.fromEntries(variables);
  const access = {
    rule: match?.key,
    allowed: match?.verdict.allow ?? true,
    environment: Object.fromEntries(variables),
  };
  const isByRule = variables.some(([name]) => name === "RELAYCLIENT");
  const relayPlace = isByRule ? { path: rules.path, line: match!.rule.line } : service && serverPlace(service);
  return { access, environment, relayPlace };
}

function serverPlace({ script, server }: SmtpService): StepPlace {
  return { path: script.path, line: script.text.lines.lineAt(server.word.start) };
}

function noteNoRules(service: SmtpService, journal: MailJournal): void {
  const { server, rules } = service;
  const place = serverPlace(service);
  if (!rules) {
    journal.note("access", `${server.name} reads no access rules (no -x): every client is let in`, place);
    return;
  }
  const what =
    rules.text === undefined
      ? "which rules are read is left to the shell"
      : `the source of ${rules.text} is not among these files`;
  journal.note("access", `${what}: the client is taken to be let in, with nothing set`, place);
}

function noteMatch(ip: string, match: Match | undefined, { path }: Placed<AccessFile>, journal: MailJournal): void {
  if (!match) {
    journal.note("access", `no rule is for ${ip}: it is let in, and nothing is set`, { path });
    return;
  }
  const place = { path, line: match.rule.line };
  const rule = `the rule for ${match.key === "" ? "everybody else" : match.key}`;
  if (!match.verdict.allow) {
    journal.note("access", `${rule} denies ${ip}: the connection is closed`, place);
    return;
  }
  const settings = match.verdict.variables.map(([name, value]) => `${name}="${value}"`);
  const sets = settings.length > 0 ? `sets ${settings.join(", ")}` : "sets nothing";
  journal.note("access", `${rule} lets ${ip} in and ${sets}`, place);
}

/** Then the compiled file is an older one, about which nothing is known. */
function noteStop({ table, path }: Placed<AccessFile>, journal: MailJournal): void {
  if (!table.stop) return;
  const says = "tcprules does not get past this line: the compiled file stays as it was, and may say something else";
  journal.note("access", says, { path, line: table.stop.line });
}
