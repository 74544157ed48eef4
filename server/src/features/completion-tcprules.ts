/** What may stand in a part of a rule line. */
import { ADDRESS_FORMS, VARIABLES } from "djblint-grammars/tcprules/fields";
import type { AccessFile } from "../model/tcprules/access-file.js";
import { type CompletionItem, type Completions, completions, stop } from "./completion-items.js";
import { knownAddresses } from "./known-addresses.js";
import { knownHosts } from "./known-hosts.js";
import { type TypedRule, typedRule } from "./typed-rule.js";
import type { View } from "./view.js";

export function completeTcprules(view: View): Completions | undefined {
  const file = view.source.analysis as AccessFile;
  const rule = typedRule(view.source.whole.text, view.offset, file.dialect);
  return rule && completions(OFFERS[rule.part](rule, view, file), rule.span);
}

const OFFERS: Record<TypedRule["part"], (rule: TypedRule, view: View, file: AccessFile) => Iterable<CompletionItem>> = {
  address: addresses,
  instruction: instructions,
  name: names,
  value: values,
  end: () => [],
};

function* addresses({ typed }: TypedRule, view: View, file: AccessFile): Generator<CompletionItem> {
  const host = /^(.*=)(\.?)(.*)$/.exec(typed);
  if (host) {
    const [, front, dot, name] = host;
    for (const item of knownHosts(name, view.around))
      yield { ...item, label: front + dot + item.label, text: front + dot + item.text };
    return;
  }
  if (typed === "") yield* lines();
  const own = networks(file);
  for (const network of own) {
    if (network.startsWith(typed)) yield { label: network, kind: "address", detail: "the host's own", text: network };
  }
  for (const item of knownAddresses(typed, view.around)) if (!own.includes(item.text)) yield item;
}

/** Addresses of the host and trusted networks, as the settings name them; only those that are no CIDR can stand here. */
function networks({ site }: AccessFile): string[] {
  return [...site.addresses, ...site.trusted].filter((text) => !text.includes("/"));
}

/** Whole rules. */
function* lines(): Generator<CompletionItem> {
  for (const { name, form, doc } of ADDRESS_FORMS) {
    yield {
      label: `${form}:allow`,
      kind: "line",
      detail: name,
      documentation: doc,
      text: `${form}:allow`,
      snippet: `${form === "" ? "" : stop(1, form)}:\${2|allow,deny|}`,
    };
  }
}

function* instructions({ typed }: TypedRule): Generator<CompletionItem> {
  if (typed !== "" && !/^[a-z]*$/.test(typed)) return;
  yield { label: "allow", kind: "keyword", detail: "the client is let in", text: "allow" };
  yield { label: "deny", kind: "keyword", detail: "the connection is closed at once", text: "deny" };
  yield {
    label: 'allow,RELAYCLIENT=""',
    kind: "keyword",
    detail: "the client may send mail to any domain",
    text: 'allow,RELAYCLIENT=""',
  };
}

/** Those of the table, then those that other rules of the file set. */
function* names(_: TypedRule, __: View, { table }: AccessFile): Generator<CompletionItem> {
  const known = VARIABLES.filter(({ family, origin }) => !family && origin === "stock");
  for (const { name, readers, effect } of known) {
    yield {
      label: name,
      kind: "variable",
      detail: readers.join(", "),
      documentation: effect,
      text: `${name}=""`,
      snippet: `${name}="${stop(1)}"`,
    };
  }
  const seen = new Set(known.map(({ name }) => name));
  for (let rule = 0; rule < Math.min(table.count, MOST_RULES); rule++) {
    for (const { name } of table.rule(rule).variables) {
      // What a slip made a name of is none to write again.
      if (seen.has(name.text) || !/^[A-Za-z_]\w*$/.test(name.text)) continue;
      seen.add(name.text);
      const text = `${name.text}=""`;
      yield {
        label: name.text,
        kind: "variable",
        detail: "set by other rules",
        text,
        snippet: `${name.text}="${stop(1)}"`,
      };
    }
  }
}

/** Rules at the end of a long file set what those before them do. */
const MOST_RULES = 1000;

const VALUES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  RELAYCLIENT: [['""', "to any domain, recipients stay as they are"]],
  RBLSMTPD: [
    ['""', "no block list is asked"],
    ['"-"', "refused for good, with the text behind the minus"],
  ],
  DATABYTES: [
    ['"0"', "no limit"],
    ['"10485760"', "10 MiB"],
  ],
  AXFR: [['""', "no zone may be transferred"]],
};

function* values({ variable, typed }: TypedRule): Generator<CompletionItem> {
  if (typed !== "") return;
  for (const [text, detail] of VALUES[variable] ?? []) yield { label: text, kind: "value", detail, text };
}
