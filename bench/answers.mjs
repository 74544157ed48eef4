/**
 * How fast the answering engine is: UDP queries for names of a database in memory, answered one after the other.
 *
 *   node bench/answers.mjs [DATA or DATA.cdb] [QUERIES]
 *
 * Without a file it makes 1,000,000 lines by itself. The budget is 2.5 seconds of processor time for 1,000,000
 * queries over 1,000,000 lines, asked as `popular` does: 16,384 names, 1,000 clients. `scattered` is the worst case,
 * any name and another client each time: what it takes longer is memory that is in no cache. 70 % of the queries are
 * for addresses of names that exist, 20 % for names that do not, 10 % for other types; all from a fixed seed.
 */
import { readFileSync } from "node:fs";
import { CdbReader } from "djblint/compile/cdb";
import { compileInMemory } from "djblint/compile/tinydns-data";
import { AnswerEngine } from "djblint/simulate/answer";
import { DjbRandom } from "djblint/simulate/random";

const DIALECT = "debian";
const SERIAL = 1700000000;
const NOW = 1800000000;
const LINES = 1000000;
const OTHER_TYPES = [2, 6, 15, 16, 28, 255];

const MIXES = {
  popular: { names: 16384, clients: 1000 },
  scattered: { names: Number.POSITIVE_INFINITY, clients: Number.POSITIVE_INFINITY },
};

const [path, count = "1000000"] = process.argv.slice(2);
const next = xorshift(0x9e3779b9);
const reader = new CdbReader(database(path));
const names = namesOf(reader);
for (const [title, mix] of Object.entries(MIXES)) {
  const questions = makeQueries(mix, Number(count));
  for (const pass of ["first", "again"]) report(`${title}, ${pass}`, questions);
}

function report(title, { queries, clients }) {
  const engine = new AnswerEngine(reader, DIALECT);
  const options = { now: NOW, random: new DjbRandom() };
  let answered = 0;
  let bytes = 0;
  const before = process.cpuUsage();
  for (let index = 0; index < queries.length; index++) {
    const reply = engine.respond(queries[index], clients[index], options);
    if (reply === undefined) continue;
    answered++;
    bytes += reply.length;
  }
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  const each = ((seconds / queries.length) * 1e6).toFixed(2);
  console.log(`${title}: ${seconds.toFixed(2)} s, ${each} us a query, ${answered} answered, ${bytes} bytes`);
}

function database(file) {
  if (file?.endsWith(".cdb")) return readFileSync(file);
  const data = file === undefined ? Buffer.from(makeData(LINES)) : readFileSync(file);
  const { result, cdb } = compileInMemory(data, { dialect: DIALECT, serial: SERIAL });
  if (result.kind === "refused") throw new Error(`line ${result.line + 1} is refused`);
  console.log(`${result.records} records, ${cdb.length} bytes`);
  return cdb;
}

/** Zones of 20 lines each: two servers, a mail exchanger, a text, a wildcard, the rest hosts. */
function makeData(lines) {
  const parts = ["%in:10\n%in:192.168\n%ex\n"];
  for (let zone = 0, line = 3; line < lines; zone++) {
    const name = `zone${zone.toString(36)}.example`;
    const ip = () => `${1 + (next() % 223)}.${next() & 255}.${next() & 255}.${next() & 255}`;
    parts.push(`.${name}:${ip()}:a\n.${name}:${ip()}:b\n@${name}:${ip()}:a:10\n'${name}:v=spf1 mx -all\n`);
    parts.push(`+*.dyn.${name}:${ip()}\nCftp.${name}:www.${name}\n=www.${name}:${ip()}\n`);
    line += 7;
    for (let host = 0; host < 13 && line < lines; host++, line++) parts.push(`+h${host}.${name}:${ip()}\n`);
  }
  return parts.join("");
}

/** Owner names in random order, locations left out. */
function namesOf(cdb) {
  const found = [];
  for (const { key } of cdb.records()) if (key.length > 1 && key[0] !== 0) found.push(key);
  for (let index = found.length - 1; index > 0; index--) {
    const other = next() % (index + 1);
    [found[index], found[other]] = [found[other], found[index]];
  }
  return found;
}

function makeQueries(mix, total) {
  const queries = [];
  const clients = [];
  const salt = next();
  while (queries.length < total) {
    const name = names[next() % Math.min(names.length, mix.names)];
    const kind = next() % 10;
    const missing = kind === 7 || kind === 8;
    const type = kind === 9 ? OTHER_TYPES[next() % OTHER_TYPES.length] : 1;
    queries.push(makeQuery(missing ? [3, 120, 48 + (next() % 10), 121, ...name] : name, type));
    clients.push(mix.clients < Number.POSITIVE_INFINITY ? (salt + (next() % mix.clients) * 7919) >>> 0 : next());
  }
  return { queries, clients };
}

function makeQuery(name, type) {
  return Uint8Array.of(next(), next(), 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...name, 0, type, 0, 1);
}

/** Unsigned 32-bit numbers from a fixed seed. */
function xorshift(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
