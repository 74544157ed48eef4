// A walk through the real interface as a user would take it, with pictures of what he sees.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launchBrowser, startVSCode } from "./vscode.mjs";

/** Says whether every step showed what it has to. */
export async function walk({ vsix, folder, shots }) {
  mkdirSync(shots, { recursive: true });
  const code = await startVSCode({ vsix });
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(40_000);
  const shot = (name) => page.screenshot({ path: join(shots, `${name}.png`) });
  try {
    await page.goto(code.url(folder, [["openFile", code.remote(`${folder}/var/tinydns/root/data`)]]));
    await page.waitForSelector(".monaco-editor .view-line");
    await page.waitForSelector(".monaco-editor .squiggly-warning, .monaco-editor .squiggly-info");
    await expectText(page, "#status\\.editor\\.mode", /tinydns data/);
    await shot("1-findings");

    await page.keyboard.press("Control+Shift+M");
    await expectText(page, ".markers-panel .monaco-list", /TD142/);
    await shot("2-problems");

    const word = page.locator(".monaco-editor .view-line span", { hasText: "www.gen.nusd.jp" }).last();
    const { x, y, height } = await word.boundingBox();
    await page.mouse.move(x + 30, y + height / 2, { steps: 4 });
    await expectText(page, ".monaco-hover:not(.hidden) .hover-contents", /www\.gen\.nusd\.jp 86400 A/);
    await shot("3-hover");
    console.log("  ok the interface shows findings, problems and a hover");
    return true;
  } catch (error) {
    console.log(`  not ok ${error.message}`);
    await shot("failed").catch(() => {});
    return false;
  } finally {
    await browser.close();
    await code.stop();
  }
}

async function expectText(page, selector, pattern) {
  await page.waitForFunction(
    ([where, source]) =>
      [...document.querySelectorAll(where)].some(({ textContent }) => new RegExp(source).test(textContent)),
    [selector, pattern.source],
  );
}
