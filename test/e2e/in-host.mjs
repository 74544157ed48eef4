// The extension from its source folder in real VS Code; the suite runs in the extension host.
import { launchBrowser, startVSCode, verdictOf } from "./vscode.mjs";

/** `extension`, `suite` and `folder` are absolute paths. Says whether the suite passed. */
export async function runInHost({ extension, suite, folder }) {
  const code = await startVSCode({ testHost: true });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const url = code.url(folder, [
      ["extensionDevelopmentPath", code.remote(extension)],
      ["extensionTestsPath", code.remote(suite)],
      ["skipWelcome", "true"],
    ]);
    const verdict = await verdictOf(page, () => page.goto(url), 300_000);
    if (verdict === "timed out") console.log(code.log().slice(-1500));
    return verdict === 0;
  } finally {
    await browser.close();
    await code.stop();
  }
}
