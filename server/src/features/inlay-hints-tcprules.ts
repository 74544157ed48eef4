/** In rule files: how many addresses a range or a prefix is for, and which earlier line takes its place. */
import type { RuleLine } from "djblint-grammars/tcprules/tree";
import type { Span } from "djblint-grammars/text";
import { countOf, formatCount } from "../model/ip.js";
import { keysOf } from "../model/tcprules/access.js";
import type { AccessFile } from "../model/tcprules/access-file.js";
import { audiencesOf } from "../model/tcprules/access-key.js";
import type { AccessTable } from "../model/tcprules/access-table.js";
import type { InlayHint } from "./inlay-hints.js";

export function hintsOfTcprules({ text: { lines }, table }: AccessFile, { start, end }: Span): InlayHint[] {
  const hints: InlayHint[] = [];
  for (let line = lines.lineAt(start); line < lines.count && lines.start(line) <= end; line++) {
    const read = table.lineAt(line);
    if (read.kind === "rule") hints.push(...sizeHint(read, table), ...loserHint(read, table));
  }
  return hints;
}

function sizeHint(rule: RuleLine, { dialect }: AccessTable): InlayHint[] {
  const stretches = audiencesOf(rule, dialect).flatMap((audience) =>
    "addresses" in audience ? [audience.addresses] : [],
  );
  const count = countOf(stretches);
  return count > 1n ? [{ offset: rule.address.end, label: `${formatCount(count)} addresses` }] : [];
}

/** R42: the first of equal keys counts; of a range all keys have to be taken. */
function loserHint(rule: RuleLine, table: AccessTable): InlayHint[] {
  const takers = new Set<number>();
  for (const key of keysOf(rule)) {
    const first = table.firstRule(key);
    if (first === undefined) return [];
    const { line } = table.rule(first);
    if (line >= rule.line) return [];
    takers.add(line + 1);
  }
  if (takers.size === 0) return [];
  return [{ offset: rule.span.end, label: `no effect: line ${[...takers].join(", ")} comes first` }];
}
