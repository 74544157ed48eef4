/**
 * One file of a large tree changes, and everything that it matters to is checked again: the code of the editor in this
 * process, from the keystroke until all diagnostics are as they have to be.
 *
 *   node bench/recheck.mjs FOLDER
 *
 * Shown is the time on the processor, which other work on the machine lengthens less than the time on the clock.
 */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const output = (name) => pathToFileURL(resolve("server/out", `${name}.js`)).href;
const { Checker } = await import(output("lsp/checker"));
const { clientTraits } = await import(output("lsp/client-traits"));
const { Diagnostics } = await import(output("lsp/diagnostics"));
const { OpenDocument } = await import(output("lsp/document-store"));
const { Workspace } = await import(output("lsp/workspace"));
const { nodeHost } = await import(output("node-host"));

const GOAL = 50;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 40);

/** What is typed, and taken back in the next round. */
const CHANGES = {
  "a data file: an address": {
    path: "etc/tinydns7/root/data",
    change: (text) => text.replace(/10\.0\.0\.\d+/, (old) => toggled(old)),
  },
  "a data file: a zone comes and goes": {
    path: "etc/tinydns7/root/data",
    change: (text) => appended(text, ".new.example:192.0.2.53:a\n"),
  },
  "a rule file": { path: "etc/tcp.smtp", change: (text) => appended(text, "198.51.100.:allow\n") },
  "a small control file": { path: "var/qmail/control/locals", change: (text) => appended(text, "new.example\n") },
  "rcpthosts of 15,000 domains": {
    path: "var/qmail/control/rcpthosts",
    change: (text) => inserted(text, "new.example\n", "d7500.example\n"),
  },
  "a run script": { path: "service/s120/run", change: (text) => appended(text, "# changed\n") },
  "the run script of qmail-smtpd": {
    path: "service/s100/run",
    change: (text) => (text.includes("-c40") ? text.replace(" -c40", "") : text.replace("tcpserver", "tcpserver -c40")),
  },
};

const root = resolve(process.argv[2]);
const documents = new Map();
const opened = (path) => {
  const content = documents.get(path);
  return content && { content, language: undefined };
};
const traits = clientTraits({});
const openPaths = () => documents.keys();
const workspace = new Workspace({
  host: nodeHost,
  now: () => 1_800_000_000,
  columns: traits.columns,
  openPaths,
  opened,
});
const openAt = (path) => documents.has(path) && { uri: path, version: documents.get(path).version };
let sent = 0;
const connection = { sendDiagnostics: async () => void sent++ };
const diagnostics = new Diagnostics(connection, { openAt, openPaths }, workspace, new Checker(), traits);

workspace.addFolder(root);
await diagnostics.checkAll();
for (const [title, { path, change }] of Object.entries(CHANGES)) await measure(title, join(root, path), change);

async function measure(title, path, change) {
  const document = new OpenDocument(1, readFileSync(path, "utf8"), traits.columns);
  documents.set(path, document);
  await recheck(path);
  const before = sent;
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    const old = document.content;
    document.apply([edit(old, change(old))], round + 2);
    times.push(await timed(() => recheck(path)));
  }
  documents.delete(path);
  await workspace.closed(path);
  await recheck(path);
  // The first rounds find code that has not been compiled yet.
  const sorted = times.slice(ROUNDS / 4).sort((a, b) => a - b);
  const shown = ((sent - before) / ROUNDS).toFixed(1);
  const at = (part) => sorted[Math.floor((sorted.length - 1) * part)].toFixed(1);
  console.log(
    `after a change of ${title}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (goal ${GOAL} ms), ${shown} files shown anew`,
  );
}

async function recheck(path) {
  await diagnostics.changed(path);
  diagnostics.owe(path);
  await diagnostics.checkOwed();
}

async function timed(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The lines between what two texts begin and end with, as an editor tells of them. */
function edit(old, text) {
  const [before, after] = [old.split("\n"), text.split("\n")];
  let first = 0;
  while (first < before.length && before[first] === after[first]) first++;
  let same = 0;
  while (same < before.length - first && before.at(-1 - same) === after.at(-1 - same)) same++;
  const end = before.length - same;
  const range = { start: { line: first, character: 0 }, end: { line: end, character: 0 } };
  if (end === before.length) return { text };
  return {
    range,
    text: after
      .slice(first, after.length - same)
      .map((line) => `${line}\n`)
      .join(""),
  };
}

function appended(text, lines) {
  return text.endsWith(lines) ? text.slice(0, -lines.length) : text + lines;
}

function inserted(text, lines, before) {
  return text.includes(lines) ? text.replace(lines, "") : text.replace(before, lines + before);
}

function toggled(address) {
  return address.endsWith("250") ? address.replace(/\d+$/, "1") : address.replace(/\d+$/, "250");
}
