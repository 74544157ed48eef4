// Makes the .vsix of the VS Code extension. The packager lives with the end-to-end tests, which alone need it.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync } from "node:fs";

const E2E = "test/e2e";
const VSCE = `${E2E}/node_modules/.bin/vsce`;

copyFileSync("CHANGELOG.md", "client/CHANGELOG.md");
copyFileSync("LICENSE", "client/LICENSE");
if (!existsSync(VSCE)) run("npm", ["ci", "--ignore-scripts"], E2E);
run(`../${VSCE}`, ["package", "--no-dependencies", "--out", "djblint.vsix"], "client");

function run(command, args, cwd) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: "inherit" });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
