import type { PolicyKind } from "../../model/tinydns/mail-policies.js";
import { defineRule } from "../rule.js";
import { reportMailPolicies } from "./mail-policy-faults.js";

export default defineRule({
  code: "TD260",
  name: "misplaced-policy",
  language: "tinydns",
  severity: "warning",
  category: "reverse and mail",
  since: "0.1",
  what: "A DKIM key, or a record of DMARC, MTA-STS, TLSRPT or BIMI, stands at a name where no receiver looks for it",
  why: "Each of them has a name of its own in front of the domain; anywhere else the record is a text that nobody reads",
  silent:
    "For names that an alias points to, or that an alias from elsewhere may point to: neither a mail domain nor nearly the right name",
  sources: ["RFC 6376 section 3.6.2.1", "RFC 7489 sections 6.1 and 7.1", "RFC 8461 section 3.1", "RFC 8460 section 3"],
  fixable: "none",
  messages: {
    DKIM: {
      text: "no receiver looks for a DKIM key at {name}",
      help: "write SELECTOR._domainkey in front of the domain",
    },
    DMARC: { text: "no receiver looks for a DMARC policy at {name}", help: "write _dmarc in front of the domain" },
    "MTA-STS": {
      text: "no sender looks for an MTA-STS record at {name}",
      help: "write _mta-sts in front of the domain",
    },
    TLSRPT: { text: "no sender looks for a TLSRPT record at {name}", help: "write _smtp._tls in front of the domain" },
    BIMI: { text: "no receiver looks for a BIMI record at {name}", help: "write default._bimi in front of the domain" },
  } satisfies Record<PolicyKind, unknown>,
  example: {
    bad: ".example.org:192.0.2.1:a\n'dmarc.example.org:v=DMARC1; p=reject\n",
    good: ".example.org:192.0.2.1:a\n'_dmarc.example.org:v=DMARC1; p=reject\n",
  },
  on: {
    file: (data, report) =>
      reportMailPolicies(({ record, fault }) => (fault.kind === "place" ? record : undefined), data, report),
  },
});
