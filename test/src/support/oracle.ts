/**
 * Runs the real programs that djblint has to agree with. A test that needs one is skipped where it is not installed;
 * with DJBLINT_REQUIRE_ORACLES=1 in the environment that is a failure instead.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

export interface OracleOptions {
  /** Working directory. */
  readonly cwd: string;
  readonly stdin?: Uint8Array | string;
  /** The whole environment of the program; empty by default. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds after which the program is killed; 5000 by default. */
  readonly timeout?: number;
}

export interface OracleRun {
  /** Undefined when the program was killed, for its time or by a signal. */
  readonly exit: number | undefined;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
}

export interface Oracle {
  readonly path: string;
  run(args: readonly string[], options: OracleOptions): OracleRun;
}

/** Some of the programs are an administrator's and not in everybody's PATH. */
const FURTHER_DIRECTORIES = ["/usr/sbin"];
const TIMEOUT = 5000;
const MAX_OUTPUT = 1 << 26;

/** A real program; undefined when there is none. */
export function oracle(name: string): Oracle | undefined {
  const directories = [...(process.env.PATH ?? "").split(delimiter), ...FURTHER_DIRECTORIES];
  const path = directories.map((directory) => join(directory, name)).find(isProgram);
  if (path !== undefined) return { path, run: (args, options) => run(path, args, options) };
  if (process.env.DJBLINT_REQUIRE_ORACLES === "1") throw new Error(`${name} is not installed`);
  return undefined;
}

/** Calls `work` with a new directory that holds some files; removes it afterwards. */
export function inTemporaryDirectory<T>(
  files: Readonly<Record<string, Uint8Array | string>>,
  work: (directory: string) => T,
): T {
  const directory = mkdtempSync(join(tmpdir(), "djblint-"));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
    return work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function run(path: string, args: readonly string[], options: OracleOptions): OracleRun {
  const { status, stdout, stderr, error } = spawnSync(path, args, {
    cwd: options.cwd,
    env: { ...options.env },
    input: options.stdin ?? "",
    timeout: options.timeout ?? TIMEOUT,
    killSignal: "SIGKILL",
    maxBuffer: MAX_OUTPUT,
  });
  if (error !== undefined && stdout === null) throw error;
  return { exit: status ?? undefined, stdout, stderr };
}
