/**
 * The language server as an editor uses it: a real process over standard input and output, a site of 50 files, among
 * them tinydns data of 100,000 lines that is open and typed in.
 *
 *   node bench/lsp.mjs [LINES]
 *
 * Server time is what the process of the server spends on the processor between a message and its answer, taken from
 * /proc, so that other work on the machine counts less; the time on the clock stands beside it. Memory is what is
 * resident, and what an empty server takes is taken off. The same work in a small file shows how much of that is not for
 * the lines, but for code that ran and what the C library keeps.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { generator } from "./lines.mjs";
import { writeTcprulesLines } from "./tcprules-lines.mjs";
import { writeTinydnsLines } from "./tinydns-lines.mjs";

const LINES = Number(process.argv[2] ?? 100_000);
const FEW_LINES = 1000;
const KEYSTROKES = 300;
const QUESTIONS = 200;
/** See client/src/beside.ts. */
const AS_VSCODE = { ...process.env, MALLOC_TRIM_THRESHOLD_: String(1 << 17) };

const folder = mkdtempSync(join(tmpdir(), "djblint-lsp-"));
try {
  await measureTyping();
  await measureManyFindings();
  await measureRules();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measureTyping() {
  await measureMemory("memory", process.env, report);
  await measureMemory("memory as VS Code starts the server", AS_VSCODE, () => {});
}

async function measureMemory(title, env, report) {
  const empty = await settledMemory(await start(undefined, env));
  const few = await typeAndAsk(FEW_LINES, env, () => {});
  const all = await typeAndAsk(LINES, env, report);
  console.log(
    `${title}: ${mib(all.memory)} MiB, with a file of ${few.lines} lines ${mib(few.memory)}, empty ${mib(empty)}`,
  );
  console.log(`  ${perLine(all.memory - empty, all.lines)} bytes a line above an empty server (goal 250)`);
  console.log(`  ${perLine(all.memory - few.memory, all.lines - few.lines)} bytes for each further line`);
}

function mib(kib) {
  return (kib / 1024).toFixed(1);
}

function perLine(kib, lines) {
  return ((kib * 1024) / lines).toFixed(0);
}

/** Opens the data file of a site, types in it and asks about it; how many lines it has, and KiB when all is settled. */
async function typeAndAsk(size, env, report) {
  const root = join(folder, String(size));
  writeSite(root, size);
  const server = await start(root, env);
  const path = join(root, "etc/tinydns/root/data");
  const uri = String(pathToFileURL(path));
  const text = readFileSync(path, "utf8");
  const lines = text.split("\n");
  const next = generator(7);

  const opening = await server.timed(() => server.open(uri, text));
  report("open to first diagnostics", [opening], 600);
  await quiet(1500);

  const keys = [];
  for (let version = 2; version < KEYSTROKES + 2; version++) {
    const line = next(lines.length - 1);
    const character = next(lines[line].length + 1);
    const position = { line, character };
    const change = { range: { start: position, end: position }, text: "x" };
    keys.push(await server.timed(() => server.change(uri, version, [change])));
    lines[line] = `${lines[line].slice(0, character)}x${lines[line].slice(character)}`;
    if (version % 30 === 0) await quiet(1000);
  }
  report("keystroke to diagnostics", keys, 15);
  await quiet(2000);

  for (const method of ["hover", "completion", "signatureHelp"]) {
    const answers = [];
    for (let count = 0; count < QUESTIONS; count++) {
      const line = next(lines.length - 1);
      const params = { textDocument: { uri }, position: { line, character: next(lines[line].length + 1) } };
      answers.push(await server.timed(() => server.connection.sendRequest(`textDocument/${method}`, params)));
    }
    report(method, answers, 5);
  }
  return { lines: lines.length, memory: await settledMemory(server) };
}

/** 10,000 faults in one file. */
async function measureManyFindings() {
  const server = await start(undefined);
  const uri = "file:///etc/tinydns/root/data";
  const lines = Array.from({ length: 10_000 }, (_, index) => `+h${index}.example.org:192.0.2.300`);
  report("open a file of 10,000 findings", [await server.timed(() => server.open(uri, `${lines.join("\n")}\n`))]);
  await quiet(1000);
  const keys = [];
  for (let version = 2; version < 102; version++) {
    const position = { line: version * 50, character: 1 };
    const change = { range: { start: position, end: position }, text: "x" };
    keys.push(await server.timed(() => server.change(uri, version, [change])));
  }
  report("keystroke in it", keys, 15);
  await server.stop();
}

/** A large rule file: hovers on a line that was just typed in, on the default behind it, and on both again. */
async function measureRules() {
  const server = await start(undefined);
  const uri = "file:///etc/tcp.smtp";
  writeTcprulesLines(LINES, join(folder, "rules"));
  const text = readFileSync(join(folder, "rules"), "utf8");
  report("open rules", [await server.timed(() => server.open(uri, text, "tcprules"))]);
  await quiet(1000);
  const next = generator(7);
  const hover = (line) =>
    server.timed(() =>
      server.connection.sendRequest("textDocument/hover", { textDocument: { uri }, position: { line, character: 0 } }),
    );
  const last = text.split("\n").length - 2;
  const times = { typed: [], "default behind it": [], again: [], "default again": [] };
  for (let version = 2; version < 22; version++) {
    const line = next(last);
    const end = { line, character: 1000 };
    await server.change(uri, version, [{ range: { start: end, end }, text: " " }]);
    times.typed.push(await hover(line));
    times["default behind it"].push(await hover(last));
    times.again.push(await hover(next(last)));
    times["default again"].push(await hover(last));
  }
  for (const [title, each] of Object.entries(times)) report(`hover on rules, ${title}`, each, 5);
  await server.stop();
}

function writeSite(root, size) {
  const write = (path, content) => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  write("etc/tinydns/root/data", "");
  writeTinydnsLines(size, join(root, "etc/tinydns/root/data"));
  write(
    "etc/tinydns/run",
    "#!/bin/sh\nexec 2>&1\nexec envuidgid tinydns envdir ./env softlimit -d300000 /usr/bin/tinydns\n",
  );
  write("etc/tcp.smtp", '127.:allow,RELAYCLIENT=""\n10.:allow\n:allow\n');
  for (const [name, content] of Object.entries({
    me: "mail.example.org",
    rcpthosts: "example.org",
    locals: "example.org",
  })) {
    write(`var/qmail/control/${name}`, `${content}\n`);
  }
  for (let number = 0; number < 44; number++) {
    write(
      `service/s${number}/run`,
      `#!/bin/sh\nexec 2>&1\nexec setuidgid user${number} softlimit -m4000000 /usr/bin/prog${number}\n`,
    );
  }
}

async function start(root, env = process.env) {
  const child = spawn(process.execPath, [resolve("server/bin/djblint.cjs"), "lsp", "--stdio"], {
    env,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const waiting = new Map();
  connection.onNotification("textDocument/publishDiagnostics", ({ uri, version }) =>
    waiting.get(`${uri} ${version}`)?.(),
  );
  connection.listen();
  const rootUri = root === undefined ? null : String(pathToFileURL(root));
  await connection.sendRequest("initialize", { processId: process.pid, rootUri, capabilities: {} });
  await connection.sendNotification("initialized", {});
  await quiet(root === undefined ? 500 : 3000);
  const shown = (uri, version) => new Promise((resolve) => waiting.set(`${uri} ${version}`, resolve));
  return {
    connection,
    pid: child.pid,
    open: async (uri, text, languageId = "tinydns-data") => {
      const done = shown(uri, 1);
      await connection.sendNotification("textDocument/didOpen", {
        textDocument: { uri, languageId, version: 1, text },
      });
      await done;
    },
    // Diagnostics are sent when they differ, before anything that is asked later is answered.
    change: async (uri, version, contentChanges) => {
      await connection.sendNotification("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
      const position = { line: 0, character: 0 };
      await connection.sendRequest("textDocument/selectionRange", { textDocument: { uri }, positions: [position] });
    },
    timed: async (work) => {
      const cpu = cpuOf(child.pid);
      const clock = performance.now();
      await work();
      return { clock: performance.now() - clock, cpu: cpuOf(child.pid) - cpu };
    },
    stop: async () => {
      await connection.sendRequest("shutdown");
      await connection.sendNotification("exit");
    },
  };
}

/** Milliseconds that a process has spent on the processor, from the scheduler's own count in nanoseconds. */
function cpuOf(pid) {
  return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
}

/** KiB, behind the collection that the server does when nothing has happened for a few seconds; the server is ended. */
async function settledMemory(server) {
  await quiet(8000);
  const resident = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))[1]);
  await server.stop();
  return resident;
}

function quiet(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function report(title, times, goal) {
  const at = (key, part) =>
    [...times].sort((a, b) => a[key] - b[key])[Math.floor((times.length - 1) * part)][key].toFixed(1);
  const limit = goal === undefined ? "" : ` (goal ${goal} ms)`;
  console.log(title);
  console.log(`  server time p50 ${at("cpu", 0.5)} ms, p95 ${at("cpu", 0.95)} ms${limit}`);
  console.log(`  clock p50 ${at("clock", 0.5)} ms, p95 ${at("clock", 0.95)} ms`);
}
