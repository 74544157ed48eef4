/**
 * Suffixes under which strangers register their domains, as far as they are the same for a whole top-level domain: a
 * small part of the public suffix list, for names that people write by mistake.
 */

/** RFC 2606, RFC 6761, RFC 6762, RFC 8375 and private use: nobody registers there. */
const PRIVATE = new Set(
  "example test invalid localhost local localdomain internal intranet private corp home lan arpa onion alt".split(" "),
);

/** Second levels of countries under which names are registered. */
const SECOND_LEVELS: Readonly<Record<string, string>> = {
  ar: "com edu gob gov int mil net org",
  at: "ac co gv or",
  au: "asn com edu gov id net org",
  br: "com edu gov mil net org",
  cn: "ac com edu gov mil net org",
  cr: "ac co ed fi go or sa",
  hk: "com edu gov idv net org",
  hu: "co info org",
  id: "ac co go mil net or sch web",
  il: "ac co gov k12 muni net org",
  in: "ac co edu firm gen gov ind mil net org res",
  jp: "ac ad co ed go gr lg ne or",
  ke: "ac co go info me ne or sc",
  kr: "ac co go hs ms ne or pe re sc",
  mx: "com edu gob net org",
  my: "com edu gov mil name net org",
  nz: "ac co geek gen govt maori net org school",
  pe: "com edu gob mil net nom org",
  ph: "com edu gov mil net ngo org",
  pk: "com edu gov net org",
  pl: "com edu gov net org",
  pt: "com edu gov org",
  sg: "com edu gov net org per",
  th: "ac co go in mi net or",
  tr: "com edu gen gov k12 mil net org web",
  tw: "com edu gov idv mil net org",
  ua: "com edu gov in net org",
  uk: "ac co gov ltd me net nhs org plc police sch",
  ve: "co com edu gob info mil net org web",
  vn: "ac com edu gov net org",
  za: "ac co edu gov law mil net nom org school web",
};

/** The end of a name that somebody registered, as far as the suffixes here tell. */
export function registeredDomain(name: string): string {
  const labels = name.split(".");
  const size = labels.length > 2 && isPublicSuffix(labels.slice(-2).join(".")) ? 3 : 2;
  return labels.slice(-size).join(".");
}

/** Whether strangers register their domains directly below a name. */
export function isPublicSuffix(name: string): boolean {
  const labels = name.toLowerCase().split(".");
  const top = labels[labels.length - 1];
  if (!/^([a-z]{2,}|xn--[a-z0-9-]+)$/.test(top) || PRIVATE.has(top)) return false;
  if (labels.length === 1) return true;
  return labels.length === 2 && (SECOND_LEVELS[top]?.split(" ").includes(labels[0]) ?? false);
}
