/** Findings about whole hosts in an editor: they come and go with changes of other files. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addressOf } from "../support/files.js";
import { LanguageClient } from "../support/language-client.js";

describe("findings about whole hosts in an editor", () => {
  let root = "";
  let client: LanguageClient;
  const uri = (path: string) => addressOf(join(root, path));
  const textOf = (path: string) => readFileSync(join(root, path), "latin1");

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), "djblint-hosts-"));
    client = new LanguageClient();
  });

  afterEach(async () => {
    await client.stop();
    rmSync(root, { recursive: true, force: true });
  });

  /** Opens a file with findings of a rule, and sees them go with a change of another file. */
  async function follow(fixture: string, path: string, code: string, other: string, text: string): Promise<void> {
    cpSync(`fixtures/rules/${fixture}/bad`, root, { recursive: true });
    await client.start(addressOf(root));
    await client.open(uri(path), textOf(path));
    await client.waitFor(uri(path), (found) => found.some((one) => one.code === code));
    await client.open(uri(other), textOf(other));
    await client.change(uri(other), 2, [{ text }]);
    await client.waitFor(uri(path), (found) => found.every((one) => one.code !== code));
    await client.change(uri(other), 3, [{ text: textOf(other) }]);
    await client.waitFor(uri(path), (found) => found.some((one) => one.code === code));
  }

  it("are about control files of two hosts", async () => {
    const control = (host: string) => `hosts/${host}/var/qmail/control`;
    const kept = "mail.example.org\nexample.org\nexample.net\n";
    await follow(
      "XF201-loop-between-hosts",
      `${control("gate")}/smtproutes`,
      "XF201",
      `${control("mail")}/locals`,
      kept,
    );
  });

  it("take back what a file alone would say, as long as the other file is so", async () => {
    cpSync("fixtures/rules/XF402-missing-ptr-elsewhere-unanswered/good", root, { recursive: true });
    const [names, reverse] = ["a/root/data", "b/root/data"];
    const hasTd404 = (found: readonly { code?: unknown }[]) => found.some(({ code }) => code === "TD404");
    await client.start(addressOf(root));
    await client.open(uri(names), textOf(names));
    await client.open(uri(reverse), textOf(reverse));
    await client.waitFor(uri(names), (found) => found.length > 0 && !hasTd404(found));
    await client.change(uri(reverse), 2, [{ text: ".3.0.192.in-addr.arpa::ns.example.org\n" }]);
    await client.waitFor(uri(names), hasTd404);
    await client.change(uri(reverse), 3, [{ text: textOf(reverse) }]);
    await client.waitFor(uri(names), (found) => !hasTd404(found));
  });

  it("are about zone data, of which what the rules of the language find stays known", async () => {
    const served =
      ".few.example.org:192.0.2.2:ns1.few.example.org\n.many.example.org:192.0.2.3:ns1.many.example.org\n" +
      "&many.example.org:192.0.2.4:gone.example.org\n";
    await follow("XF303-delegation-differs", "parent/root/data", "XF303", "child/root/data", served);
  });
});
