/** A program that keeps running while a test talks to it. */
import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";

/** The machine may be busy. */
const PATIENCE = 15000;

export class RunningDjblint {
  private readonly child: ChildProcess;
  private output = "";
  private read = 0;
  private readonly exited: Promise<number | string>;

  constructor(args: readonly string[], cwd: string) {
    this.child = spawn(process.execPath, [resolve("server/bin/djblint.cjs"), ...args], {
      cwd,
      env: { ...process.env, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        this.output += text;
      });
    }
    this.exited = new Promise((done) => {
      this.child.on("exit", (code, signal) => done(code ?? signal ?? ""));
    });
  }

  /** Waits until what was written since the last call matches, and hands it back. */
  async until(pattern: RegExp): Promise<string> {
    for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(30)) {
      const fresh = this.output.slice(this.read);
      if (!pattern.test(fresh)) continue;
      this.read = this.output.length;
      return fresh;
    }
    throw new Error(`${pattern} did not come; there was:\n${this.output.slice(this.read)}`);
  }

  /** What comes within a while that should bring nothing. */
  async quietly(milliseconds: number): Promise<string> {
    await pause(milliseconds);
    const fresh = this.output.slice(this.read);
    this.read = this.output.length;
    return fresh;
  }

  /** Sends a signal; the exit code, or the name of the signal that ended the program. */
  async end(signal: NodeJS.Signals): Promise<number | string> {
    this.child.kill(signal);
    const late = setTimeout(() => this.child.kill("SIGKILL"), PATIENCE);
    return this.exited.finally(() => clearTimeout(late));
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
