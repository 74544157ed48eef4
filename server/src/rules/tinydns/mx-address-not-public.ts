import { TYPE } from "../../compile/expand.js";
import { defineRule } from "../rule.js";
import { reportNotPublic } from "./not-public.js";

export default defineRule({
  code: "TD414",
  name: "mx-address-not-public",
  language: "tinydns",
  severity: "info",
  category: "reverse and mail",
  since: "0.1",
  what: "A mail exchanger has an address that cannot be reached from the internet",
  why: "Mail from outside does not arrive there; senders try in vain, or find some other host that happens to have the address",
  silent:
    "For records with a location, for local domains and the reverse names of addresses inside, for exchangers that have a public address too, and for files without any public address; each exchanger is told once",
  sources: ["RFC 6890", "RFC 5321 section 5.1"],
  fixable: "none",
  messages: {
    unreachable: {
      text: "{server}, mail exchanger of {owner}, has {address}, {kind}: nobody outside reaches it",
      help: "give its public address; for clients inside add a location to the line",
    },
    address: { text: "its address" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n@example.org:10.0.0.7:a:10\n",
    good: ".example.org:192.0.2.1:a\n@example.org:192.0.2.7:a:10\n",
  },
  on: { file: (data, report) => reportNotPublic(TYPE.MX, data, report) },
});
