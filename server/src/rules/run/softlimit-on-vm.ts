import { lastStep } from "../../model/run/service.js";
import { limitsOf, memoryNeeded } from "../../model/run/service-limits.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS049",
  name: "softlimit-on-vm",
  language: "run",
  severity: "warning",
  category: "limits",
  since: "0.1",
  what: "The address space of a program is limited that reserves much more of it than it uses",
  why: "-a, and -m with it, count what is reserved: java and node reserve gigabytes at the start and end with an error",
  silent: "From 4000000000 bytes on, and for programs other than java, node and clamd",
  sources: ["run script specification R49", "measured: OpenJDK 17 and Node.js 18 on Linux 6"],
  fixable: "none",
  messages: {
    reserved: {
      text: "-{letter} limits the address space, of which {program} reserves far more than it uses: it may not start",
      help: "{instead}",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec softlimit -m 200000000 setuidgid app java -jar /opt/app/app.jar 2>&1\n",
    good: "#!/bin/sh\nexec setuidgid app java -Xmx128m -jar /opt/app/app.jar 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      const { name, certain } = lastStep(chain);
      if (!certain || !RESERVE_MUCH.has(name)) return;
      for (const { option, value, text } of limitsOf(chain, script)) {
        const { letter } = option;
        if ((letter !== "a" && letter !== "m") || !/^[0-9]+$/.test(text ?? "")) continue;
        // Of less than it starts with, another rule speaks (RS047).
        const bytes = Number(text);
        if (bytes >= ENOUGH || bytes < (memoryNeeded(name)?.least ?? 0)) continue;
        const params = { letter, program: name, instead: name === "java" ? OF_JAVA : OF_OTHERS };
        report({ at: { start: option.start, end: value.end }, message: "reserved", params });
      }
    },
  },
});

const RESERVE_MUCH: ReadonlySet<string> = new Set(["java", "node", "nodejs", "clamd"]);

const ENOUGH = 4_000_000_000;

/** Since Linux 4.7 -d counts the heap as java lays it out too: with 400000000 bytes it does not start. */
const OF_JAVA = "leave it out, and limit the heap with java -Xmx";
const OF_OTHERS = "limit the data segment with -d instead";
