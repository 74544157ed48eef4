/** What `djblint diff` says about two data files, held against the answers of both. */
import assert from "node:assert/strict";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileInMemory } from "djblint/compile/tinydns-data";
import { typeName } from "djblint/model/tinydns/stored-record";
import { ZoneData } from "djblint/model/tinydns/zone-data";
import { type AnswerChange, diffAnswers } from "djblint/simulate/answer-diff";
import { parseTypeWord } from "djblint/simulate/question";
import { SourceText } from "djblint-grammars/text";
import fc from "fast-check";
import { inTemporaryDirectory, type Oracle, oracle } from "../support/oracle.js";
import { dataLine } from "./random-data.js";
import { type GetVector, runTinydnsGet, vectors } from "./vectors.js";

const compiler = oracle("tinydns-data");
const asker = oracle("tinydns-get");
/** More for a longer look. */
const REAL_RUNS = Number(process.env.DJBLINT_DIFF_RUNS ?? 4);
const SEED = Number(process.env.DJBLINT_DIFF_SEED ?? 20260101);
const OWN_RUNS = Number(process.env.DJBLINT_DIFF_RUNS ?? 10) * 20;

const CLIENTS = [
  "10.0.0.1",
  "10.1.2.3",
  "10.1.2.9",
  "10.1.9.9",
  "10.9.9.9",
  "127.0.0.1",
  "192.168.1.0",
  "192.168.1.1",
  "0.0.0.0",
  "203.0.113.9",
];
/** Which location a client has is asked of these. */
const LOCATIONS = ["in", "ex", "x", "zz", "a", "b", "c", "d", "fa"];
const PROBE = "location.probe.invalid";
const PROBES = [".probe.invalid::a", ...LOCATIONS.map((code, index) => `+${PROBE}:0.0.0.${index}:::${code}`), ""];
/** Q8: of more addresses, chance chooses. */
const MOST_ADDRESSES = 8;

/** Asks a server: its arguments are those of tinydns-get. */
type Server = (args: readonly string[]) => string;
type Pair<T> = readonly [old: T, now: T];

/** The records that a client gets, by name and type. */
function recordsFor(server: Server, client: string, questions: ReadonlyMap<string, number>): Map<string, string[]> {
  const given = new Map<string, { readonly records: string[]; readonly rank: number }>();
  for (const [question, type] of questions) {
    const [name] = question.split(" ");
    const own = new Map<string, { readonly records: string[]; readonly rank: number }>();
    const asked = name.replace(/^\*(?=\.|$)/, "not-in-the-file");
    for (const line of server([String(type), asked, client]).split("\n")) {
      const [section, owner, ttl, word, ...data] = line.split(" ");
      const rank = RANKS.indexOf(section);
      const shown = owner?.replaceAll("\\052", "*");
      if (rank < 0) continue;
      const key = `${shown === asked ? name : shown} ${typeName(parseTypeWord(word)!)}`;
      // What is asked for counts, before what comes along with it.
      if (!own.has(key)) own.set(key, { records: [], rank });
      own.get(key)!.records.push(`${ttl} ${data.join(" ")}`);
    }
    for (const [key, set] of own) {
      const known = given.get(key);
      const isAsked = key === question && set.rank === 0;
      if (isAsked || !known || known.rank > set.rank) given.set(key, isAsked ? { ...set, rank: -1 } : set);
    }
  }
  return new Map([...given].map(([key, { records }]) => [key, records]));
}

const RANKS = ["answer:", "authority:", "additional:"];

/** "" for clients without one. */
function locationOf(server: Server, client: string): string {
  const address = /answer: \S+ \d+ A 0\.0\.0\.(\d)/.exec(server(["a", PROBE, client]));
  return address ? LOCATIONS[Number(address[1])] : "";
}

/** For each location, clients that have it in the old file and in the new one. */
function clientsOf(servers: Pair<Server>): Map<string, Pair<string>> {
  const [old, now] = servers.map((server) => new Map(CLIENTS.map((client) => [client, locationOf(server, client)])));
  const found = new Map<string, Pair<string>>();
  for (const location of ["", ...LOCATIONS]) {
    const before = CLIENTS.find((client) => old.get(client) === location);
    const after = CLIENTS.find((client) => now.get(client) === location);
    if (before && after) found.set(location, [before, after]);
    else if (before && now.get(before) === "") found.set(location, [before, before]);
    else if (after && old.get(after) === "") found.set(location, [after, after]);
  }
  return found;
}

/** Every name and type of a file, with the number of the type. */
function questionsOf({ records }: ZoneData): [question: string, type: number][] {
  return Array.from({ length: records.count }, (_, row) => {
    const type = records.typeOf(row);
    return [`${records.ownerText(row)} ${typeName(type)}`, type];
  });
}

/** Records that are gone, and records that are new. */
function delta(before: readonly string[], after: readonly string[]): Pair<string[]> {
  const left = [...after];
  const gone = before.filter((record) => {
    const at = left.indexOf(record);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [gone, left];
}

function sizesOf(change: Pick<AnswerChange, "before" | "after"> = { before: [], after: [] }): number[] {
  return delta(change.before.filter(hasBegun), change.after.filter(hasBegun)).map((records) => records.length);
}

/** Nobody is given a record that is to come. */
function hasBegun(record: string): boolean {
  return !record.includes(" from a time after all calendars");
}

function kindOf(before: readonly string[], after: readonly string[]): AnswerChange["kind"] {
  if (before.length === 0) return "added";
  return after.length === 0 ? "removed" : "changed";
}

function assertTrue(changes: readonly AnswerChange[], data: Pair<ZoneData>, servers: Pair<Server>): void {
  const questions = new Map(data.flatMap(questionsOf));
  const byKey = new Map(changes.map((change) => [keyOf(change), change]));
  assert.equal(byKey.size, changes.length, "each once");
  for (const [location, [old, now]] of clientsOf(servers)) {
    const before = recordsFor(servers[0], old, questions);
    const after = recordsFor(servers[1], now, questions);
    for (const question of questions.keys()) {
      const [was, is] = [before.get(question) ?? [], after.get(question) ?? []];
      if (question.endsWith(" A") && Math.max(was.length, is.length) >= MOST_ADDRESSES) continue;
      const change = byKey.get(`${question} ${location}`) ?? byKey.get(`${question} for all`);
      const where = `${question} for "${location}": ${was.join(", ")} -> ${is.join(", ")}; ${JSON.stringify(change)}`;
      assert.deepEqual(sizesOf(change), sizesOf({ before: was, after: is }), where);
      if (change?.location === location && [...change.before, ...change.after].every(hasBegun)) {
        assert.equal(change.kind, kindOf(was, is), where);
        assert.deepEqual([change.before.length, change.after.length], [was.length, is.length], where);
      }
    }
  }
}

function keyOf({ name, type, location = "for all" }: AnswerChange): string {
  return `${name} ${type} ${location}`;
}

function zoneDataOf(text: string, serial: number): ZoneData {
  const now = Math.floor(Date.now() / 1000);
  const options = { dialect: "debian", now, watched: 0, serial, keepsReturns: true } as const;
  return new ZoneData(new SourceText(Buffer.from(text, "latin1")), options);
}

/** Of what makes an answer too long, or tinydns-get stop: a text, and an address that is none. */
const LONG = /(.)\1{59,}/g;
const NO_ADDRESS = /^:[^:]*:1:(?!\\001\\002\\003\\004:).*\n/gm;

/** `serversOf` makes servers of both sources; undefined when one does not compile. */
function assertTold(texts: Pair<string>, serversOf: (texts: Pair<string>) => Server[] | undefined): void {
  const probed = texts.map(
    (text) => `${PROBES.join("\n")}${text.replace(LONG, "").replace(NO_ADDRESS, "")}`,
  ) as unknown as Pair<string>;
  const servers = serversOf(probed);
  if (!servers) return;
  const data = probed.map((text) => zoneDataOf(text, 1)) as unknown as Pair<ZoneData>;
  assertTrue(diffAnswers(...data, { serials: true }), data, servers as unknown as Pair<Server>);
}

function ownServers(texts: Pair<string>): Server[] | undefined {
  const compiled = texts.map((text) => compileInMemory(Buffer.from(text, "latin1"), { dialect: "debian", serial: 1 }));
  if (compiled.some(({ result }) => result.kind !== "compiled")) return undefined;
  return compiled.map(
    ({ cdb }) =>
      (args) =>
        runTinydnsGet(args, cdb, Date.now() / 1000).stdout,
  );
}

interface Edit {
  readonly at: number;
  readonly kind: "remove" | "add" | "replace" | "repeat" | "move";
  readonly line: string;
}

function edited(text: string, edits: readonly Edit[]): string {
  const lines = text.split("\n").slice(0, -1);
  for (const { at, kind, line } of edits) {
    const place = at % (lines.length + 1);
    const taken = kind === "add" || kind === "repeat" ? [] : lines.splice(place, 1);
    if (kind === "add" || kind === "replace") lines.splice(place, 0, line);
    if (kind === "repeat" && lines[place]) lines.push(lines[place]);
    if (kind === "move") lines.push(...taken);
  }
  return `${lines.join("\n")}\n`;
}

const recorded = [...new Set(vectors<GetVector>("query.jsonl").map(({ data_b64 }) => data_b64))]
  .map((data) => Buffer.from(data, "base64").toString("latin1"))
  .filter((text) => text.length < 2000 && text.endsWith("\n"));
const edits = fc.array(
  fc.record<Edit>({
    at: fc.nat(),
    kind: fc.constantFrom("remove", "add", "replace", "repeat", "move"),
    line: dataLine,
  }),
  { minLength: 1, maxLength: 4 },
);
const generated = fc
  .array(dataLine, { maxLength: 20 })
  .map((lines) => [".example.org:192.0.2.1:a", ...lines, ""].join("\n"));
const pair = fc.tuple(fc.oneof(generated, fc.constantFrom(...recorded)), edits).map(([text, list]): Pair<string> => {
  return [text, edited(text, list)];
});

describe("simulate/answer-diff", function () {
  this.timeout(60000 + (OWN_RUNS + REAL_RUNS * 100) * 100);

  it("tells what changes for each client, and nothing else, of random edits", () => {
    fc.assert(
      fc.property(pair, (texts) => assertTold(texts, ownServers)),
      { seed: SEED, numRuns: OWN_RUNS },
    );
  });

  it("tells the changes in the answers of the real programs", function () {
    if (!compiler || !asker) {
      console.log("      tinydns-data or tinydns-get is not installed: not compared");
      this.skip();
    }
    fc.assert(
      fc.property(pair, (texts) =>
        inTemporaryDirectory({}, (folder) =>
          assertTold(texts, (sources) => realServers(sources, folder, compiler, asker)),
        ),
      ),
      { seed: SEED, numRuns: REAL_RUNS, endOnFailure: true },
    );
  });
});

function realServers(texts: Pair<string>, folder: string, data: Oracle, get: Oracle): Server[] | undefined {
  const folders = texts.map((text, index) => {
    const cwd = join(folder, String(index));
    mkdirSync(cwd);
    writeFileSync(join(cwd, "data"), text, "latin1");
    utimesSync(join(cwd, "data"), 1, 1);
    return data.run([], { cwd }).exit === 0 ? cwd : undefined;
  });
  if (folders.includes(undefined)) return undefined;
  return folders.map((cwd) => (args) => Buffer.from(get.run(args, { cwd: cwd! }).stdout).toString("latin1"));
}
