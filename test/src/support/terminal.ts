/** Runs the program on a terminal of its own, which `script` of util-linux makes. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

export interface TerminalOptions {
  readonly cwd?: string;
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** What appears on the terminal, both streams together; undefined where there is no `script`. */
export function onTerminal(args: readonly string[], options: TerminalOptions = {}): string | undefined {
  const { cwd, columns = 80, env } = options;
  const program = [process.execPath, resolve("server/bin/djblint.cjs"), ...args].map((word) => `'${word}'`).join(" ");
  const { status, stdout } = spawnSync("script", ["-qefc", `stty cols ${columns}; ${program}`, "/dev/null"], {
    cwd,
    env: { ...process.env, TERM: "xterm-256color", NO_COLOR: undefined, FORCE_COLOR: undefined, ...env },
    encoding: "utf8",
    timeout: 15000,
  });
  return status === null ? undefined : stdout.replaceAll("\r\n", "\n");
}
