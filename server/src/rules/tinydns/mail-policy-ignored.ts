import { defineRule } from "../rule.js";
import { reportMailPolicies } from "./mail-policy-faults.js";

export default defineRule({
  code: "TD259",
  name: "mail-policy-ignored",
  language: "tinydns",
  severity: "warning",
  category: "reverse and mail",
  since: "0.1",
  what: "A record of DMARC, MTA-STS, TLSRPT or BIMI is not written as receivers read it",
  why: "Receivers pass over a record or a tag that they cannot read, without a word: the domain is treated as if nothing had been asked for",
  silent:
    "For other tags that djblint does not know, for reports that go to names outside the zones of this file, and for texts that are cut at a colon or stand in quotes",
  sources: ["RFC 7489 sections 6.3, 6.4, 6.6.3 and 7.1", "RFC 8461 section 3.1", "RFC 8460 section 3"],
  fixable: "none",
  messages: {
    version: {
      text: "receivers see no {record} record here: the text does not begin with v={value};",
      help: "begin with v={value}; without a blank in front",
    },
    tag: { text: '"{value}" is no tag: receivers cannot read it', help: "write tag=value, with ; between" },
    unknown: {
      text: "{record} has no tag {tag}=: receivers pass over it",
      help: "write {value}=",
    },
    twice: {
      text: "{tag}= stands in the record for the second time: receivers use one of them, or nothing of the record",
      help: "keep one of them; several addresses stand in one tag, with commas between",
    },
    "no-policy": {
      text: "there is no p= here: receivers do nothing to forged mail",
      help: "write p=none, p=quarantine or p=reject behind the version",
    },
    missing: { text: "there is no {tag}= here: receivers do not use the record", help: "write {tag}= and its value" },
    policy: {
      text: "{tag}={value} is no policy: receivers do nothing to forged mail",
      help: "the policies are none, quarantine and reject",
    },
    value: {
      text: "{tag}={value} is nothing that {record} knows: receivers pass over it",
      help: "see the sources of this rule for what {tag}= can have",
    },
    id: {
      text: "id={value} is no id: receivers do not use the record",
      help: "write up to 32 letters and digits, such as 20260131T120000",
    },
    reports: {
      text: "{value} gets no reports: receivers look first for a record that agrees to that at {wanted}, and there is none",
      help: "publish v=DMARC1 there, or at *._report._dmarc in front of the domain of the address for the reports about all domains",
    },
    uri: {
      text: '"{value}" is no address that reports can be sent to',
      help: "write mailto\\072 in front of a mail address; in a ' line a colon is \\072",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n'_dmarc.example.org:v=DMARC1; p=rejected\n",
    good: ".example.org:192.0.2.1:a\n'_dmarc.example.org:v=DMARC1; p=reject\n",
  },
  on: {
    file: (data, report) =>
      reportMailPolicies(
        ({ record, fault: { kind, tag } }) => {
          if (record === "DKIM" || kind === "place") return undefined;
          if (kind === "missing" && tag === "p") return "no-policy";
          return kind === "value" && tag === "id" ? "id" : kind;
        },
        data,
        report,
      ),
  },
});
