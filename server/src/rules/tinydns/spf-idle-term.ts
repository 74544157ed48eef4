import { defineRule } from "../rule.js";
import { reportSpfFaults } from "./spf-faults.js";

export default defineRule({
  code: "TD256",
  name: "spf-idle-term",
  language: "tinydns",
  severity: "warning",
  category: "reverse and mail",
  since: "0.1",
  what: "A term of an SPF record does nothing: it stands behind all, is written with = or names a host without an address",
  why: "Receivers pass over it without a word, so the hosts that it was meant for are judged by the rest of the record",
  silent:
    "For records that spf-syntax tells of; for names outside the zones of this file, and for a and mx without a name",
  sources: ["RFC 7208 sections 4.6.4, 5.1, 5.3, 5.4, 6 and 6.1"],
  fixable: "none",
  messages: {
    "behind-all": { text: "{term} is never tested: it stands behind all", help: "move all to the end" },
    redirect: {
      text: "{term} is never followed: a record with all has no use for it",
      help: "remove all, or write include: in its place",
      severity: "info",
    },
    equals: {
      text: "{term} is passed over: the mechanism {name} is written with a colon",
      help: "write {name}:value; in a ' line a colon is \\072",
    },
    "no-address": {
      text: "{term} matches no host: {domain} lies in a zone of this file and has no address",
      help: "correct the name, or remove the term",
    },
    "no-exchanger": {
      text: "{term} matches no host: {domain} lies in a zone of this file and has no mail exchanger",
      help: "correct the name, or write a: in its place when a host is meant",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n'example.org:v=spf1 -all ip4\\072192.0.2.30\n",
    good: ".example.org:192.0.2.1:a\n'example.org:v=spf1 ip4\\072192.0.2.30 -all\n",
  },
  on: {
    file: (data, report) =>
      reportSpfFaults(["equals", "behind-all", "no-address", "no-exchanger", "redirect"], data, report),
  },
});
