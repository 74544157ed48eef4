/**
 * What may stand in the text of a TXT record: how those begin that mail needs, by their owner name, and the terms of SPF
 * (RFC 7208 section 5). A colon is written \072 there.
 */
import { hasSpfVersion } from "../model/tinydns/spf.js";
import { type CompletionItem, type Completions, completions } from "./completion-items.js";
import { knownAddresses } from "./known-addresses.js";
import { knownHosts } from "./known-hosts.js";
import type { TypedDataLine } from "./typed-data-line.js";
import type { View } from "./view.js";

type Offered = readonly (readonly [text: string, detail: string])[];

export function completeText({ typed, owner, field }: TypedDataLine, view: View): Completions | undefined {
  if (!typed.includes(" ")) return completions(items(textsFor(owner), typed), field);
  if (!hasSpfVersion(typed) || ALL.test(typed)) return undefined;
  const term = typed.slice(typed.lastIndexOf(" ") + 1);
  const [, mechanism, value] = /^[+?~-]?(include|a|mx|exists|redirect|ip4)(?:\\072|=)(.*)$/i.exec(term) ?? [];
  const word = value ?? term;
  const behind = view.source.whole.text.slice({ start: view.offset, end: field.end });
  const span = { start: view.offset - word.length, end: view.offset + /^[^ ]*/.exec(behind)![0].length };
  if (value === undefined) return completions(items(SPF_TERMS, term), span);
  const known = mechanism.toLowerCase() === "ip4" ? knownAddresses : knownHosts;
  return completions(known(value, view.around, view.source), span);
}

/** Behind it nothing is tested. */
const ALL = / [+?~-]?all /i;

function* items(offered: Offered, typed: string): Generator<CompletionItem> {
  for (const [text, detail] of offered) {
    if (text.startsWith(typed)) yield { label: text, kind: "value", detail, text };
  }
}

function textsFor(owner: string): Offered {
  if (/^_dmarc\./i.test(owner)) return DMARC_TEXTS;
  return /\._domainkey\./i.test(owner) ? DKIM_TEXTS : SPF_TEXTS;
}

const SPF_TEXTS: Offered = [
  ["v=spf1 mx -all", "SPF: the mail exchangers alone send mail of the domain"],
  ["v=spf1 -all", "SPF: no host sends mail of the domain"],
  ["v=spf1 ", "SPF: who sends mail of the domain"],
];

/** RFC 7489 section 6.3. */
const DMARC_TEXTS: Offered = [
  ["v=DMARC1; p=none", "DMARC: mail that fails the checks is taken as before"],
  ["v=DMARC1; p=quarantine", "DMARC: mail that fails the checks is treated as suspicious"],
  ["v=DMARC1; p=reject", "DMARC: mail that fails the checks is refused"],
];

/** RFC 6376 section 3.6.1. */
const DKIM_TEXTS: Offered = [
  ["v=DKIM1; k=rsa; p=", "DKIM: the public key follows, in base64"],
  ["v=DKIM1; p=", "DKIM: an empty key says that the key is not used any more"],
];

const SPF_TERMS: Offered = [
  ["mx", "the mail exchangers of the domain, or behind \\072 of another"],
  ["a", "the addresses of the domain, or behind \\072 of another"],
  ["ip4\\072", "an address, or a network such as 192.0.2.0/24"],
  ["ip6\\072", "an IPv6 address or network; its colons are \\072 too"],
  ["include\\072", "whoever the record of another domain allows"],
  ["exists\\072", "all clients, if this name has an address"],
  ["redirect=", "no all: the record of another domain decides about the others"],
  ["-all", "mail of all others is to be refused"],
  ["~all", "mail of all others is suspicious"],
  ["?all", "nothing is said about the others"],
];
