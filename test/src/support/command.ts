/** Runs the bundled program as a user does. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const PROGRAM = resolve("server/bin/djblint.cjs");

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** Output is read as Latin-1, so that every byte can be compared. */
export function djblint(args: readonly string[], { cwd, input, env }: RunOptions = {}): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd,
    input: input ?? "",
    env: { ...process.env, NO_COLOR: "1", ...env },
    encoding: "latin1",
    timeout: 15000,
  });
  return { status, stdout, stderr };
}

/** A folder for one test with some files in it; `files` maps paths to text, one character for each byte. */
export function withFolder<T>(files: Readonly<Record<string, string>>, work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "djblint-test-"));
  const clean = () => rmSync(folder, { recursive: true, force: true });
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text, "latin1");
    }
    const result = work(folder);
    if (result instanceof Promise) return result.finally(clean) as T;
    clean();
    return result;
  } catch (error) {
    clean();
    throw error;
  }
}

/** A copy of a folder of fixtures, links included. */
export function copyOf(fixtures: string, folder: string): void {
  cpSync(fixtures, folder, { recursive: true, verbatimSymlinks: true });
}
