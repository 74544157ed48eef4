/** The access model against what both programs called tcprules and tcprulescheck did. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type Client, lookUp, recordsOf, type Verdict } from "djblint/model/tcprules/access";
import { AccessTable } from "djblint/model/tcprules/access-table";
import type { Dialect } from "djblint-grammars/tcprules/fields";
import { SourceText } from "djblint-grammars/text";

const VECTORS = "fixtures/oracle/tcprules";

const DIALECT_OF: Record<string, Dialect> = {
  "ucspi-tcp-0.88": "ucspi-tcp",
  "ucspi-tcp-ipv6-0.88": "ucspi-tcp-ipv6",
};

interface Vector {
  readonly id: string;
  readonly program: string;
  readonly source_b64: string;
}

interface CompileVector extends Vector {
  readonly exit: number | "hang";
  readonly stderr_b64: string;
  readonly records: [string, string][] | null;
}

interface LookupVector extends Vector {
  readonly env: Record<string, string>;
  readonly compile_exit: number | "hang";
  readonly stdout_b64?: string;
}

function read<V extends Vector>(name: string): V[] {
  const lines = readFileSync(`${VECTORS}/${name}`, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
}

function tableOf(vector: Vector): AccessTable {
  const dialect = DIALECT_OF[vector.program];
  return new AccessTable(new SourceText(Buffer.from(vector.source_b64, "base64")), dialect);
}

function exitOf({ stop }: AccessTable): number | "hang" {
  if (stop === undefined) return 0;
  return stop.effect === "hangs" ? "hang" : 100;
}

/** The message holds the line up to a NUL. */
function stderrOf({ stop }: AccessTable): string {
  if (stop?.effect !== "stops") return "";
  return `tcprules: fatal: unable to parse this line: ${stop.text.split("\0")[0]}\n`;
}

function clientOf(env: Record<string, string>): Client {
  return { ip: env.TCPREMOTEIP ?? "0.0.0.0", host: env.TCPREMOTEHOST, info: env.TCPREMOTEINFO };
}

/** What tcprulescheck prints. */
function checkerOutput(key: string | undefined, verdict: Verdict): string {
  const sets = verdict.variables.map(([name, value]) => `set environment variable ${name}=${value}\n`);
  const rule = key === undefined ? "default:" : `rule ${key}:`;
  return `${rule}\n${sets.join("")}${verdict.allow ? "allow" : "deny"} connection\n`;
}

describe("access model", () => {
  it("accepts, refuses and hangs as tcprules does, with the same message", () => {
    for (const vector of read<CompileVector>("compile.jsonl")) {
      const table = tableOf(vector);
      assert.equal(exitOf(table), vector.exit, `${vector.id} ${vector.program}`);
      if (vector.exit === "hang") continue;
      const stderr = Buffer.from(vector.stderr_b64, "base64").toString("latin1");
      assert.equal(stderrOf(table), stderr, `${vector.id} ${vector.program}`);
    }
  });

  it("makes the records of tcprules in its order", () => {
    for (const vector of read<CompileVector>("compile.jsonl")) {
      if (vector.records === null) continue;
      const records = [...recordsOf(tableOf(vector))].map(({ key, data }) => [key, data]);
      assert.deepEqual(records, vector.records, `${vector.id} ${vector.program}`);
    }
  });

  it("finds the rule that tcprulescheck finds", () => {
    for (const vector of read<LookupVector>("lookup.jsonl")) {
      const table = tableOf(vector);
      assert.equal(exitOf(table), vector.compile_exit, `${vector.id} ${vector.program}`);
      if (vector.stdout_b64 === undefined || vector.compile_exit !== 0) continue;
      const match = lookUp(table, clientOf(vector.env));
      const printed = checkerOutput(match?.key, match?.verdict ?? { allow: true, variables: [] });
      const stdout = Buffer.from(vector.stdout_b64, "base64").toString("latin1");
      assert.equal(printed, stdout, `${vector.id} ${vector.program}`);
    }
  });
});
