import { lastStep } from "../../model/run/service.js";
import { limitsOf, memoryNeeded } from "../../model/run/service-limits.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS047",
  name: "softlimit-low",
  language: "run",
  severity: "warning",
  category: "limits",
  since: "0.1",
  what: "A limit of memory or files is so low that no program starts on a 64-bit system",
  why: "The loader cannot map the C library within it: `error while loading shared libraries`, exit 127, once a second",
  silent:
    "Above 3000000 bytes of memory, 120000 of data and 2 open files, where small programs start; of larger ones only perl, python, java " +
    "and node are known, with far less than they need",
  sources: [
    "run script specification R47",
    "measured with the programs of Debian 12 on amd64",
    "setrlimit(2), RLIMIT_DATA",
  ],
  fixable: "none",
  messages: {
    memory: {
      text: "{value} bytes are too few on a 64-bit system: the program ends while it is loaded, with exit 127 or a segmentation fault",
      help: "write 20000000 to 80000000",
    },
    data: {
      text: "{value} bytes of data are too few on 64-bit Linux since 4.7, which counts more than the heap: the program ends while it is loaded, with exit 127 or a segmentation fault",
      help: "write 300000 or more",
      severity: "info",
    },
    interpreter: {
      text: "{value} bytes are too few for {program} on a 64-bit system: it runs out of memory before it reads its program",
      help: "try what it needs: on Debian 12 it started with {measured} bytes of address space (-a)",
    },
    files: {
      text: "with {value} open files no program starts: it needs one more to load its libraries, exit 127",
      help: "write 20 or more",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec softlimit -m 2000000 setuidgid web /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec softlimit -m 40000000 setuidgid web /usr/local/bin/webd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      for (const { option, value, text } of limitsOf(chain, script)) {
        const least = LEAST[option.letter];
        if (least === undefined || !/^[0-9]+$/.test(text ?? "")) continue;
        const number = Number(text);
        const { name, certain } = lastStep(chain);
        const needs = COUNTED[option.letter] !== undefined || !certain ? undefined : memoryNeeded(name);
        if (number < least) {
          report({ at: value, message: COUNTED[option.letter] ?? "memory", params: { value: number } });
        } else if (needs && number < needs.least) {
          report({
            at: value,
            message: "interpreter",
            params: { value: number, program: name, measured: needs.measured },
          });
        }
      }
    },
  },
});

/** Below these, `true` does not start. */
const LEAST: Readonly<Record<string, number>> = { a: 3_000_000, m: 3_000_000, d: 120_000, o: 3 };

/** Limits of something else than the address space. */
const COUNTED: Readonly<Record<string, "files" | "data">> = { o: "files", d: "data" };
