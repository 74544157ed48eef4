/** Links in a document: files that a script names, the log of a service, and the pages of rules that comments name. */
import type { Span } from "djblint-grammars/text";
import type { RunScript } from "../model/run/run-script.js";
import { compiledRules, serverRules } from "../model/run/service-access.js";
import { documentationUrl } from "../rules/documentation.js";
import { RULES } from "../rules/registry.js";
import type { Source } from "../source.js";
import { findSuppressions, selects } from "../suppress.js";
import { fileMentions } from "./mentions-run.js";
import { analysisOf } from "./view.js";

export interface DocumentLink {
  readonly span: Span;
  /** An absolute path, or an address of the web. */
  readonly target: { readonly path: string } | { readonly url: string };
  readonly tooltip: string;
}

export function documentLinks(source: Source): DocumentLink[] {
  const script = analysisOf(source, "run");
  return [...(script ? fileLinks(script) : []), ...ruleLinks(source)];
}

function fileLinks(script: RunScript): DocumentLink[] {
  const { around, service } = script;
  const compiled = new Set(service.chains.flatMap((chain) => compiledPath(chain, script) ?? []));
  const seen = new Set<number>();
  return fileMentions(script).flatMap(({ thing: { name: path }, span }): DocumentLink[] => {
    if (seen.has(span.start)) return [];
    seen.add(span.start);
    // A folder has no text to show, and nobody reads a database.
    if (around.entry(path)?.kind !== "file" || compiled.has(path)) return [];
    return [{ span, target: { path }, tooltip: path }];
  });
}

function compiledPath(chain: RunScript["service"]["chains"][number], script: RunScript): string | undefined {
  const rules = serverRules(chain, script);
  return rules && compiledRules(rules, script)?.path;
}

/** The rules that comments switch off. */
function ruleLinks(source: Source): DocumentLink[] {
  const { whole, language } = source;
  if (!language.hasComments(whole.path)) return [];
  return findSuppressions(whole.text, language.isScript ?? false).flatMap(({ span, selector }) => {
    const rule = RULES.find((candidate) => selects(selector, candidate));
    return rule ? [{ span, target: { url: documentationUrl(rule) }, tooltip: `${rule.code} ${rule.name}` }] : [];
  });
}
