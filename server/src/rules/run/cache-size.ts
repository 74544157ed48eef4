import type { RunScript } from "../../model/run/run-script.js";
import { type Chain, lastStep } from "../../model/run/service.js";
import { environmentOf } from "../../model/run/service-environment.js";
import { limitsOf } from "../../model/run/service-limits.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS143",
  name: "cache-size",
  language: "run",
  severity: "error",
  category: "limits",
  since: "0.1",
  what: "The CACHESIZE of dnscache is no number of bytes, or more than the limits of the service leave",
  why:
    "dnscache takes the whole cache when it starts, and ends with `fatal: not enough memory for cache` where it cannot: the service is " +
    "started again each second. Of a size with a unit it reads the digits only: with 100 bytes, the least, nothing is kept",
  silent: "Where the size or the limit is not known",
  sources: ["dnscache(8)", "source: cache.c, dnscache.c", "measured: dnscache of djbdns 1.05 on Linux 6"],
  fixable: "none",
  messages: {
    unit: {
      text: "dnscache reads {written} as {digits}: of CACHESIZE it takes the digits in front, as a number of bytes",
      help: "write the number of bytes in digits, such as 100000000",
    },
    limit: {
      text: "dnscache ends at once with `fatal: not enough memory for cache of size {size}`: {program} allows {limit} bytes",
      help: "let {program} allow some 3000000 bytes more than CACHESIZE",
    },
    bound: { text: "the limit" },
  },
  example: {
    bad: "#!/bin/sh\nexec <seed\nexport IP=127.0.0.1 ROOT=/etc/dnscache/root CACHESIZE=100000000\nexec envuidgid dnscache softlimit -d 3000000 dnscache\n",
    good: "#!/bin/sh\nexec <seed\nexport IP=127.0.0.1 ROOT=/etc/dnscache/root CACHESIZE=100000000\nexec envuidgid dnscache softlimit -d 103000000 dnscache\n",
  },
  on: {
    chain: (chain, script, report) => {
      const { name, word } = lastStep(chain);
      const written = name === "dnscache" ? sizeOf(chain, script) : undefined;
      if (written === undefined) return;
      const digits = /^\d*/.exec(written)![0];
      // Of a carriage return another rule speaks (RS052); it ends the number as anything else does.
      if (!/^\d+(\\015)?$/.test(written))
        report({ at: word, message: "unit", params: { written, digits: digits || "0" } });
      const size = Math.min(Number(digits), MOST);
      for (const { program, limit, at } of memoryLimits(chain, script)) {
        if (size >= limit)
          report({
            at: word,
            message: "limit",
            params: { size, limit, program },
            related: [{ span: at, message: "bound" }],
          });
      }
    },
  },
});

/** A larger cache is not made (cache.c). */
const MOST = 1_000_000_000;

/** Undefined where the shell puts in a part of it. */
function sizeOf(chain: Chain, script: RunScript): string | undefined {
  const { value, file } = environmentOf(chain, script).find(({ name }) => name === "CACHESIZE") ?? {};
  return file === undefined && /[$`]/.test(value ?? "") ? undefined : value;
}

/** Limits of the data segment and of all memory, in bytes. */
function memoryLimits(chain: Chain, script: RunScript) {
  return limitsOf(chain, script).flatMap(({ program, option, value, text = "" }) => {
    if (!/^[adm]$/.test(option.letter) || !/^\d+$/.test(text)) return [];
    return [{ program, limit: Number(text), at: { start: option.start, end: value.end } }];
  });
}
