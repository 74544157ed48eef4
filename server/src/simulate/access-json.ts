/** Clients and decision tables of a rule file as JSON. Texts from the file have one character for each byte. */
import type { RuleLine } from "djblint-grammars/tcprules/tree";
import { formatAddresses, formatIp } from "../model/ip.js";
import type { Verdict } from "../model/tcprules/access.js";
import type { AccessFile } from "../model/tcprules/access-file.js";
import type { AccessMap } from "../model/tcprules/access-map.js";
import { effectsOf, mayRelay } from "../model/tcprules/variable-effects.js";
import { describeAudience, describeIdle } from "./access-words.js";
import { clientNote } from "./client-note.js";
import type { AccessExplanation } from "./explain-access.js";

export function clientAsJson(explanation: AccessExplanation, file: AccessFile): object {
  const { client, printed, verdict, asked, rule, lost } = explanation;
  return {
    dialect: file.dialect,
    client,
    note: clientNote(client, file.dialect),
    printed,
    ...treatment(verdict),
    decidedBy: rule && lineAsJson(rule, file),
    asked: asked.map((entry) => ({ key: entry.network ?? entry.key, line: entry.rule?.line })),
    lost: lost.map((entry) => ({ ...lineAsJson(entry.rule, file), why: entry.why })),
  };
}

/** Numbers of addresses are texts, because those of IPv6 are too large for many readers. */
export function mapAsJson(map: AccessMap, file: AccessFile): object {
  const { rules } = file.table;
  const line = (index: number) => lineAsJson(rules[index], file);
  return {
    dialect: file.dialect,
    ranges: map.ranges.map(({ family, first, last, count, rule, verdict }) => ({
      family,
      addresses: formatAddresses({ family, first, last }),
      first: formatIp(family, first),
      last: formatIp(family, last),
      count: String(count),
      rule: rule === undefined ? null : line(rule),
      ...treatment(verdict),
    })),
    apart: map.apart.map(({ rule, audience, verdict }) => ({
      ...line(rule),
      audience,
      when: describeAudience(audience),
      ...treatment(verdict),
    })),
    unmet: map.idle.map(({ rule, why }) => ({ ...line(rule), why: why.kind, because: describeIdle(why) })),
  };
}

function treatment(verdict: Verdict): object {
  return { allow: verdict.allow, relay: mayRelay(verdict), variables: effectsOf(verdict) };
}

/** The line counts from 0, as in the protocol of editors. */
function lineAsJson(rule: RuleLine, { text }: AccessFile): object {
  return { line: rule.line, text: text.slice(rule.span) };
}
