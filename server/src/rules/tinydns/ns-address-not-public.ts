import { TYPE } from "../../compile/expand.js";
import { defineRule } from "../rule.js";
import { reportNotPublic } from "./not-public.js";

export default defineRule({
  code: "TD324",
  name: "ns-address-not-public",
  language: "tinydns",
  severity: "info",
  category: "delegation",
  since: "0.1",
  what: "A name server has an address that cannot be reached from the internet",
  why: "Resolvers outside try the address in vain, or ask some other host that happens to have it",
  silent:
    "For records with a location, for local domains and the reverse names of addresses inside, for servers that have a public address too, and for files without any public address; each server is told once",
  sources: ["RFC 6890", "Zonemaster ADDRESS01"],
  fixable: "none",
  messages: {
    unreachable: {
      text: "{server}, name server of {owner}, has {address}, {kind}: nobody outside reaches it",
      help: "give its public address; for clients inside add a location to the line",
    },
    address: { text: "its address" },
  },
  example: {
    bad: ".example.org:10.0.0.1:a\n+www.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n",
  },
  on: { file: (data, report) => reportNotPublic(TYPE.NS, data, report) },
});
