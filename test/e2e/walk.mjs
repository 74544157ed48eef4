// A walk through the real interface as a user would take it, with pictures of what he sees: the README of the extension
// shows some of them.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launchBrowser, startVSCode } from "./vscode.mjs";

/** Milliseconds in which the extension host has to have the extension ready. */
const ACTIVATION = 150;

/** Says whether every step showed what it has to. */
export async function walk({ vsix, folder, shots }) {
  mkdirSync(shots, { recursive: true });
  const code = await startVSCode({ vsix });
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(60_000);
  const shot = (name) => page.screenshot({ path: join(shots, `${name}.png`) });
  const step = async (name, run) => {
    await run();
    await shot(name);
    console.log(`  ok ${name}`);
  };
  try {
    await page.goto(code.url(folder, [["openFile", code.remote(`${folder}/var/tinydns/root/data`)]]));
    await page.waitForSelector(".monaco-editor .view-line");
    await step("findings", async () => {
      await page.waitForSelector(".monaco-editor .squiggly-warning, .monaco-editor .squiggly-info");
      await expectText(page, "#status\\.editor\\.mode", /tinydns data/);
      await expectText(page, ".statusbar-item", /debian|djbdns/);
    });
    await step("problems", async () => {
      await page.keyboard.press("Control+Shift+M");
      await expectText(page, ".markers-panel .monaco-list", /RS018/);
    });
    await step("hover", async () => {
      const word = page.locator(".monaco-editor .view-line span", { hasText: "www.gen.nusd.jp" }).last();
      const { x, y, height } = await word.boundingBox();
      await page.mouse.move(x + 30, y + height / 2, { steps: 4 });
      await expectText(page, ".monaco-hover:not(.hidden) .hover-contents", /www\.gen\.nusd\.jp 86400 A/);
    });
    await step("site", async () => {
      await page.keyboard.press("Escape");
      await command(page, "View: Hide Panel");
      await command(page, "View: Show djblint");
      await expectText(page, ".tree-explorer-viewlet-tree-view", /mc\.gen\.nusd\.jp/);
      await page.locator(".tree-explorer-viewlet-tree-view .monaco-list-row").first().click();
      await page.keyboard.press("ArrowRight");
      await expectText(page, ".tree-explorer-viewlet-tree-view", /Who may relay/);
    });
    await step("picture", async () => {
      await command(page, "djblint: Show a Picture of the Site");
      await inWebview(page, "svg text");
    });
    await step("access-map", async () => {
      await command(page, "djblint: Show the Access Map");
      await page.locator(".quick-input-list .monaco-list-row", { hasText: "smtpd.rule" }).first().click();
      await inWebview(page, "#grid .cell.allow");
    });
    await step("activation", async () => {
      // The list has those first that took longest, and holds only what there is room for.
      await page.setViewportSize({ width: 1280, height: 3000 });
      await command(page, "Developer: Show Running Extensions");
      await expectText(page, ".runtime-extensions-editor", /djblint/);
      const texts = await page.locator(".runtime-extensions-editor .monaco-list-row").allTextContents();
      const own = texts.find((text) => text.includes("djblint")) ?? "";
      const [, milliseconds] = /(\d+)\s*ms/.exec(own) ?? [];
      if (milliseconds === undefined) throw new Error(`no time of activation in: ${own}`);
      console.log(`  activation took ${milliseconds} ms (goal ${ACTIVATION} ms)`);
    });
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

async function command(page, title) {
  await page.keyboard.press("F1");
  await page.waitForSelector(".quick-input-widget input");
  await page.keyboard.type(title);
  await page
    .locator(".quick-input-list .monaco-list-row", { hasText: title.replace(/^.*?: /, "") })
    .first()
    .waitFor();
  await page.keyboard.press("Enter");
}

/** Webviews are two frames deep. */
async function inWebview(page, selector) {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    for (const frame of page.frames()) {
      if (
        (await frame
          .locator(selector)
          .count()
          .catch(() => 0)) > 0
      )
        return;
    }
    await page.waitForTimeout(200);
  }
  throw new Error(`no ${selector} in any frame`);
}

async function expectText(page, selector, pattern) {
  await page.waitForFunction(
    ([where, source]) =>
      [...document.querySelectorAll(where)].some(({ textContent }) => new RegExp(source).test(textContent)),
    [selector, pattern.source],
  );
}
