import type { RuleLine, Variable } from "djblint-grammars/tcprules/tree";
import { printable } from "djblint-grammars/text";
import type { AddressList } from "../model/address-list.js";
import { examplesOf, formatAddresses, formatCount } from "../model/ip.js";
import { type Client, dataOf, lookUp, verdictOf } from "../model/tcprules/access.js";
import type { AccessFile } from "../model/tcprules/access-file.js";
import type { ByName } from "../model/tcprules/access-key.js";
import type { ApartRule } from "../model/tcprules/access-map.js";
import { treatmentOf } from "../model/tcprules/rule-treatment.js";
import { unnamedAddresses } from "../model/tcprules/unnamed-addresses.js";
import { effectsOf } from "../model/tcprules/variable-effects.js";
import { printCheck } from "../simulate/access-check.js";
import { describeAudience, describeEffects, describeIdle, describeVerdict } from "../simulate/access-words.js";
import type { Hover } from "./hover.js";

/** Who meets a line and what becomes of them; on a variable, what that does. */
export function hoverTcprules(file: AccessFile, offset: number): Hover | undefined {
  const { text, table } = file;
  const index = table.ruleAt(text.lines.lineAt(offset));
  if (index === undefined) return undefined;
  const rule = table.rule(index);
  const variable = rule.variables.find(({ start, end }) => offset > start && offset <= end);
  if (variable) {
    const span = { start: variable.name.start, end: variable.end };
    return { contents: describeVariable(rule, variable), span };
  }
  return { contents: describeRule(file, index).join("\n\n"), span: rule.span };
}

function describeVariable(rule: RuleLine, variable: Variable): string {
  const name = `**${printable(variable.name.text)}**`;
  if (rule.instruction.kind === "deny") return `${name} — ${NEVER_USED}.`;
  const effect = effectsOf(verdictOf(dataOf(rule)))[rule.variables.indexOf(variable)];
  // A NUL in a value makes other variables of it than are written.
  if (effect?.name !== variable.name.text) return `${name} — the value holds a NUL byte, which ends it.`;
  const readers = effect.readers.length > 0 ? `${effect.readers.join(", ")}: ` : "";
  return `${name} — ${readers}${effect.effect}.`;
}

const NEVER_USED = "never used, because the line denies";

function describeRule(file: AccessFile, index: number): string[] {
  const { table } = file;
  const rule = table.rule(index);
  const { clients, apart, idle } = treatmentOf(table, index);
  if (idle) return [`**no effect** — ${describeIdle(idle)}.`];
  const stopped = table.stop
    ? [`tcprules does not get past line ${table.stop.line + 1}, so that nothing is compiled.`]
    : [];
  const verdict = verdictOf(dataOf(rule));
  const everybody = rule.address.text === "" ? "every client that no other line names, " : "";
  const who = [...(apart ? [describeAudience(apart)] : []), ...(clients.length > 0 ? [describeClients(clients)] : [])];
  const effects = describeEffects(verdict, table.variableNames).map((effect) => `- ${effect}`);
  const unused = !verdict.allow && rule.variables.length > 0 ? [`Its variables are ${NEVER_USED}.`] : [];
  return [
    ...stopped,
    `**${describeVerdict(verdict)}** — ${everybody}${who.join("; and ")}.`,
    ...(clients.count > 1n ? [`Such as ${examplesOf(clients).join(", ")}.`] : []),
    ...(effects.length > 0 ? [effects.join("\n")] : unused),
    ...checkOf(file, rule, exampleOf(file, clients, apart)),
  ];
}

/** More would not be read. */
const MOST_STRETCHES = 4;

function describeClients(clients: AddressList): string {
  const { count, length } = clients;
  const shown = Math.min(length, MOST_STRETCHES);
  const names = Array.from({ length: shown }, (_, index) => formatAddresses(clients.at(index)!));
  const rest = length > shown ? ` and ${length - shown} more` : "";
  return `${formatCount(count)} ${count === 1n ? "address" : "addresses"}: ${names.join(", ")}${rest}`;
}

/** A client who could meet the line; undefined when none is at hand. */
function exampleOf(
  { table }: AccessFile,
  clients: AddressList,
  apart: ApartRule["audience"] | undefined,
): Client | undefined {
  if (clients.length > 0) return { ip: examplesOf(clients)[0] };
  if (apart?.kind === "spelling") return { ip: apart.example };
  // Where no address comes first, every name counts.
  const unnamed = apart && unnamedAddresses(table).at(0);
  return unnamed ? clientByName(apart, examplesOf([unnamed])[0]) : undefined;
}

function clientByName({ kind, name, user }: ByName, ip: string): Client {
  switch (kind) {
    case "user-at-address":
      return { ip: name, info: user };
    case "user-at-host":
      return { ip, host: name, info: user };
    case "host":
      return { ip, host: name };
    default:
      return { ip, host: `pc${name === "" ? ".example" : name}` };
  }
}

/** What tcprulescheck prints about an example for which the line decides. */
function checkOf({ table }: AccessFile, rule: RuleLine, client: Client | undefined): string[] {
  if (client === undefined) return [];
  const match = lookUp(table, client);
  if (match?.rule.line !== rule.line) return [];
  const environment = [
    `TCPREMOTEIP=${client.ip}`,
    ...(client.host === undefined ? [] : [`TCPREMOTEHOST=${printable(client.host)}`]),
    ...(client.info === undefined ? [] : [`TCPREMOTEINFO=${printable(client.info)}`]),
  ];
  const printed = printCheck({ key: match.key, data: dataOf(rule) }, table.dialect);
  const lines = printed.trimEnd().split("\n").map(printable);
  return [["```", `$ ${environment.join(" ")} tcprulescheck`, ...lines, "```"].join("\n")];
}
