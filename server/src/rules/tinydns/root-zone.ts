import { ROOT } from "../../model/tinydns/name-table.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD343",
  name: "root-zone",
  language: "tinydns",
  severity: "warning",
  category: "delegation",
  since: "0.1",
  what: "A line makes this server the authority for the root",
  why: "tinydns then says with authority of every name in the world that is not in this file that it does not exist",
  silent: "For & lines, which refer to the servers of the root",
  sources: ["tinydns specification Q5, trap T24"],
  fixable: "none",
  messages: {
    root: {
      text: "this server becomes the authority for the root: every name that is not in this file is said not to exist",
      help: "write the name of the zone behind the {letter}, or remove the line",
    },
  },
  example: { bad: ".\n", good: ".example.org:192.0.2.1:a\n" },
  on: {
    zone: (zone, data, report) => {
      if (zone.name !== ROOT || !zone.isAuthoritySomewhere()) return;
      const [soa] = zone.soas;
      report({ at: data.lineOf(soa), message: "root", params: { letter: data.letterOf(soa) } });
    },
  },
});
