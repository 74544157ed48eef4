/** Recorded runs of the real programs, and what their tests have in common. */
import { readFileSync } from "node:fs";
import { tinydnsGet } from "djblint/cli/tinydns-get";
import { compileInMemory } from "djblint/compile/tinydns-data";

export interface GetVector {
  readonly id: string;
  readonly data_b64: string;
  readonly mtime: number;
  readonly type: string;
  readonly name: string;
  readonly client_ip: string | null;
  readonly now: number | null;
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface WireVector {
  readonly id: string;
  readonly data_b64: string;
  readonly mtime: number;
  readonly client_ip: string;
  readonly query_hex: string;
  readonly response_hex: string | null;
}

/** For vectors that do not depend on the time. */
export const SOME_TIME = 1800000000;

export function vectors<T>(file: string): T[] {
  const url = new URL(`../../../fixtures/oracle/tinydns/${file}`, import.meta.url);
  const lines = readFileSync(url, "latin1").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
}

export function compileBase64(data: string, mtime: number): Uint8Array {
  return compileInMemory(Buffer.from(data, "base64"), { dialect: "debian", serial: mtime }).cdb;
}

export interface GetRun {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs our tinydns-get on a database in memory. */
export function runTinydnsGet(args: readonly string[], cdb: Uint8Array | undefined, now: number): GetRun {
  const out = { stdout: "", stderr: "" };
  const exit = tinydnsGet(args, {
    stdout: (text) => {
      out.stdout += text;
    },
    stderr: (text) => {
      out.stderr += text;
    },
    readCdb: () => cdb,
    now,
  });
  return { exit, ...out };
}

export function addressOf(text: string): number {
  return text.split(".").reduce((value, octet) => value * 256 + Number(octet), 0);
}
