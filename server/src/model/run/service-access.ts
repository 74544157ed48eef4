/** The access rules of a server, as far as the tree that is looked at holds them. Specification T1, R29 to R40. */
import type { RuleLine } from "djblint-grammars/tcprules/tree";
import { isSameData } from "../memo.js";
import { sourceNames } from "../tcprules/rule-file-names.js";
import { type FilePlace, type FileSpan, normalPath, parentOf, type TreeEntry } from "../tree.js";
import type { RunScript } from "./run-script.js";
import type { Chain, Value } from "./service.js";
import { expandedText } from "./service-expansion.js";
import { entryFor, folderOf } from "./service-folder.js";
import { isUcspi, type Server, serverOf } from "./service-server.js";

export interface ServerRules {
  readonly server: Server;
  /** As the server gets it behind -x. */
  readonly path: string;
  readonly value: Value;
}

/** The rules of tcprules that the server of a chain reads; undefined without -x, and when the path is not known. */
export function serverRules(chain: Chain, script: RunScript): ServerRules | undefined {
  const rules = givenRules(chain, script);
  return rules && isUcspi(rules.server) ? rules : undefined;
}

/** The same of any server, whatever its rules are written in. */
export function givenRules(chain: Chain, script: RunScript): ServerRules | undefined {
  const server = serverOf(chain);
  const value = server?.rules;
  if (server === undefined || value === undefined) return undefined;
  const path = expandedText(value, chain, script);
  return path ? { server, path, value } : undefined;
}

/** What the path leads to. */
export function compiledRules({ path }: ServerRules, script: RunScript): TreeEntry | undefined {
  return entryFor(script, path);
}

/** Where the file is that the rules are compiled from. */
export function rulesSource({ path }: ServerRules, script: RunScript): FilePlace | undefined {
  const { around } = script;
  for (const name of sourceNames(path)) {
    const entry = entryFor(script, name);
    if (entry && around.isSource("tcprules", entry.path)) return { path: entry.path, around };
  }
  return undefined;
}

/** A rule in the file that rules are compiled from. */
export interface RuleAt extends FileSpan {
  readonly address: string;
  /** 0-based. */
  readonly line: number;
}

/** The first rule of a file that a test finds. */
export function firstRule({ path, around }: FilePlace, test: (rule: RuleLine) => boolean): RuleAt | undefined {
  const find = () => {
    const rule = around.analysis("tcprules", path)!.table.rules.find(test);
    if (!rule) return undefined;
    const { start, end, text } = rule.address;
    return { file: path, span: { start, end }, address: text, line: rule.line };
  };
  return around.onceFor(test, path, find, isSameData);
}

/** Whether anything in the folder of a path may be what its file is made from: sources of any name, or a Makefile. */
export function mayBeMade(script: RunScript, path: string): boolean {
  const { around } = script;
  const meant = path.startsWith("/") ? around.find(parentOf(path), folderOf(script))?.path : undefined;
  const folder = meant ?? parentOf(normalPath(`${folderOf(script)}/${path}`));
  return (around.children(folder) ?? []).some(
    (child) => /(^|\/)(GNUm|[Mm])akefile$/.test(child.path) || around.isSource("tcprules", child.path),
  );
}
