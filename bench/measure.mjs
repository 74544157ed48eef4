// CPU seconds and peak memory of whole processes, read from /proc while they run; the last reading counts.
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";

const TICKS_A_SECOND = 100;
const READ_EVERY_MS = 4;
/** What else the environment asks for, such as certificates that Node loads at each start, is not what is measured. */
const ENVIRONMENT = { PATH: process.env.PATH };

/** Runs a command to its end: `{ cpu, peak, wall, status }`, in seconds and MiB. `input` is a file for its standard input. */
export function measure(command, args, { cwd, input } = {}) {
  const stdin = input ? openSync(input, "r") : "ignore";
  const start = performance.now();
  const child = spawn(command, args, { cwd, env: ENVIRONMENT, stdio: [stdin, "ignore", "ignore"] });
  if (input) closeSync(stdin);
  let cpu = 0;
  let peak = 0;
  const read = () => {
    try {
      const fields = readFileSync(`/proc/${child.pid}/stat`, "latin1").split(") ")[1].split(" ");
      cpu = Math.max(cpu, (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND);
      const high = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "latin1"));
      if (high) peak = Math.max(peak, Number(high[1]) / 1024);
    } catch {
      // The process is gone.
    }
  };
  const timer = setInterval(read, READ_EVERY_MS);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (status) => {
      clearInterval(timer);
      resolve({ cpu, peak, wall: (performance.now() - start) / 1000, status });
    });
  });
}

/** Runs two commands in turn and gives the medians of both and of the ratio of their CPU seconds, pair by pair. */
export async function compare(ours, theirs, rounds) {
  const pairs = [];
  for (let round = 0; round <= rounds; round++) {
    const pair = { ours: await measure(...ours), theirs: await measure(...theirs) };
    // The first round fills caches.
    if (round > 0) pairs.push(pair);
  }
  return {
    ours: { cpu: median(pairs, ({ ours: run }) => run.cpu), peak: median(pairs, ({ ours: run }) => run.peak) },
    theirs: { cpu: median(pairs, ({ theirs: run }) => run.cpu), peak: median(pairs, ({ theirs: run }) => run.peak) },
    ratio: median(pairs, (pair) => pair.ours.cpu / pair.theirs.cpu),
  };
}

function median(list, value) {
  const sorted = list.map(value).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
