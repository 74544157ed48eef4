/** `djblint simulate access`: what tcpserver does with a client, or with all of them. */

import type { Dialect } from "djblint-grammars/tcprules/fields";
import type { FaultLine } from "djblint-grammars/tcprules/tree";
import { encodeLatin1, printable, SourceText } from "djblint-grammars/text";
import { rulesOf } from "../compile/dump-database.js";
import type { Client } from "../model/tcprules/access.js";
import { type AccessFile, readAccess } from "../model/tcprules/access-file.js";
import { accessMap } from "../model/tcprules/access-map.js";
import { clientAsJson, mapAsJson } from "../simulate/access-json.js";
import { clientAsText, mapAsText } from "../simulate/access-text.js";
import { type AccessExplanation, explainAccess } from "../simulate/explain-access.js";
import { dialectsFor, linesOf, readInput } from "./database.js";
import { print } from "./output.js";
import { shownPath } from "./paths.js";
import { UsageError } from "./usage.js";

export interface SimulateAccessOptions {
  readonly ip?: string;
  readonly host?: string;
  readonly info?: string;
  readonly dialect?: Dialect;
  readonly format: string;
}

export async function simulateAccess(
  path: string,
  { ip, host, info, dialect, format }: SimulateAccessOptions,
): Promise<number> {
  const rules = await rulesAt(path, dialect);
  if (ip !== undefined) printClient(path, rules, { ip, host, info }, format);
  else if (host !== undefined || info !== undefined) throw new UsageError("--host and --info need --ip");
  else printMap(path, rules, format);
  return 0;
}

/** What the rules do with a client, in words. */
export async function explainClient(path: string, client: Client): Promise<string> {
  const { file, note } = await rulesAt(path);
  return clientAsText(explainAccess(file.table, client), file, shownPath(path)) + note;
}

interface Rules {
  readonly file: AccessFile;
  /** What has to be said of line numbers, if anything. */
  readonly note: string;
}

/** The lines of a compiled file are made from it. */
async function rulesAt(path: string, asked?: Dialect): Promise<Rules> {
  const dialect = (await dialectsFor(path, asked)).tcprules;
  const { bytes, isCompiled } = readInput(path);
  const source = isCompiled ? linesOf(rulesOf(bytes, dialect), path) : bytes;
  const file = readAccess(new SourceText(source), dialect);
  if (file.table.stop) throw new UsageError(`${path} does not compile: ${refusal(file.table.stop)}`);
  const note = `\nLines are counted as "djblint dump ${shownPath(path)}" prints them: a compiled file does not tell those of its source.\n`;
  return { file, note: isCompiled ? note : "" };
}

function refusal({ effect, line, text }: FaultLine): string {
  if (effect === "hangs") return `tcprules of the IPv6 patch loops for ever at line ${line + 1}`;
  return `line ${line + 1}: tcprules: fatal: unable to parse this line: ${printable(text)}`;
}

function printClient(path: string, { file, note }: Rules, client: Client, format: string): void {
  const explanation: AccessExplanation = explainAccess(file.table, client);
  if (format === "json") printJson(clientAsJson(explanation, file));
  else {
    print(encodeLatin1(explanation.printed));
    print(clientAsText(explanation, file, shownPath(path)) + note);
  }
}

function printMap(path: string, { file, note }: Rules, format: string): void {
  const map = accessMap(file.table);
  if (!map.isComplete) {
    throw new UsageError(`${path} has more than a million ranges in the middle of addresses: ask with --ip`);
  }
  if (format === "json") printJson(mapAsJson(map, file));
  else print(mapAsText(map, file, shownPath(path)) + note);
}

function printJson(value: object): void {
  print(`${JSON.stringify({ version: 1, ...value }, undefined, 2)}\n`);
}
