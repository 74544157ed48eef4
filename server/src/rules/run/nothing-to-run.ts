import { lastStep } from "../../model/run/service.js";
import { hasPortAsHost, serverOf } from "../../model/run/service-server.js";
import { isBrokenLine, isCutShort, unreachedIn } from "../../model/run/service-unreached.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS089",
  name: "nothing-to-run",
  language: "run",
  severity: "error",
  category: "options",
  since: "0.1",
  what: "A program that prepares things for another, or starts it, has no other behind it",
  why: "It prints its usage and ends: the service is started again each second and never comes up",
  silent:
    "For other programs than those of daemontools and ucspi-tcp, when an expansion may have shifted the words, and where " +
    "another rule says which slip took the rest of the command line away (RS042, RS068, RS069, RS070)",
  sources: ["run script specification C1", "measured: daemontools 0.76, ucspi-tcp 0.88"],
  fixable: "none",
  messages: {
    nothing: {
      text: "{program} has no program to run: it prints its usage and exits with {code}",
      help: "{synopsis}; a command line that goes on in the next line ends with a backslash",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid dnslog\nmultilog t ./main\n",
    good: "#!/bin/sh\nexec setuidgid dnslog multilog t ./main\n",
  },
  on: {
    inStarters: true,
    chain: (chain, { service, text }, report) => {
      const { name, program, word, certain } = lastStep(chain);
      if (program?.usageExit === undefined || !certain) return;
      const server = serverOf(chain);
      if (server !== undefined && hasPortAsHost(server)) return;
      const unreached = unreachedIn(service);
      const isSlip = unreached && (isBrokenLine(unreached, text.bytes) || isCutShort(unreached, text.bytes));
      if (isSlip && unreached.ending.command === chain.command) return;
      report({
        at: word,
        message: "nothing",
        params: { program: name, code: program.usageExit, synopsis: program.synopsis },
      });
    },
  },
});
