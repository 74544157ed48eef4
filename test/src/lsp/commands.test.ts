/** Commands of the server over a real connection, on a host with files. */
import assert from "node:assert/strict";
import { appendFileSync, existsSync, readFileSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { djblint, withFolder } from "../support/command.js";
import { addressOf } from "../support/files.js";
import { LanguageClient } from "../support/language-client.js";

const DATA = ".example.org:192.0.2.1:a\n=www.example.org:192.0.2.2\n@example.org:192.0.2.3:a:10\n";
const FILES = {
  "tinydns/root/data": DATA,
  "smtpd/tcp.smtp": '127.0.0.1:allow,RELAYCLIENT=""\n192.168.:allow\n:deny\n',
  "qmail/control/me": "mx.example.org\n",
  "qmail/control/locals": "example.org\n",
  "qmail/control/rcpthosts": "example.org\n",
};

describe("commands of the server", () => {
  it("tells its commands", async () => {
    const client = new LanguageClient();
    const { capabilities } = (await client.start()) as {
      capabilities: { executeCommandProvider: { commands: string[] } };
    };
    const { commands } = capabilities.executeCommandProvider;
    assert.ok(commands.includes("djblint.compile"));
    // VS Code registers them beside those of the extension, and refuses the same name twice.
    const { contributes } = JSON.parse(readFileSync("client/package.json", "utf8"));
    const ofExtension = contributes.commands.map(({ command }: { command: string }) => command);
    assert.deepEqual(
      commands.filter((command) => ofExtension.includes(command)),
      [],
    );
  });

  it("compiles what the real compiler would write", () =>
    onHost(async ({ folder, ask }) => {
      const [{ outcome, file }] = await ask<{ outcome: string; file: string }[]>("compile", "tinydns/root/data");
      assert.deepEqual({ outcome, file }, { outcome: "written", file: "tinydns/root/data.cdb" });
      const root = join(folder, "tinydns/root");
      const written = readFileSync(join(root, "data.cdb"));
      djblint(["tinydns-data"], { cwd: root });
      assert.deepEqual(written, readFileSync(join(root, "data.cdb")));
      const [rules] = await ask<{ says: string }[]>("compile", "smtpd/tcp.smtp");
      assert.match(rules.says, /3 records/);
      assert.ok(existsSync(join(folder, "smtpd/tcp.smtp.cdb")));
    }));

  it("writes nothing while there are errors", () =>
    onHost(
      async ({ folder, ask }) => {
        const [{ outcome }] = await ask<{ outcome: string }[]>("compile", "tinydns/root/data");
        assert.equal(outcome, "refused");
        assert.ok(!existsSync(join(folder, "tinydns/root/data.cdb")));
      },
      { ...FILES, "tinydns/root/data": "+www.example.org:192.0.2.300\n" },
    ));

  it("compiles what is stale, and knows what is fresh", () =>
    onHost(async ({ folder, ask }) => {
      const before = await ask<{ compiled: object }>("status", "tinydns/root/data");
      assert.deepEqual(before.compiled, { uri: addressOf(`${folder}/tinydns/root/data.cdb`), state: "missing" });
      assert.equal((await ask<unknown[]>("compileStale")).length, 2);
      assert.deepEqual(await ask("compileStale"), []);
      const after = await ask<{ dialect: string; compiled: { state: string } }>("status", "tinydns/root/data");
      assert.deepEqual([after.compiled.state, after.dialect], ["fresh", "debian"]);
      const { mtimeMs } = statSync(join(folder, "tinydns/root/data"));
      utimesSync(join(folder, "tinydns/root/data.cdb"), mtimeMs / 1000 - 60, mtimeMs / 1000 - 60);
      const old = await ask<{ compiled: { state: string } }>("status", "tinydns/root/data");
      assert.equal(old.compiled.state, "stale");
    }));

  it("tells of which dialect a file is, and whether that is a guess", async () => {
    const dialect = { tinydns: "djbdns", tcprules: "ucspi-tcp6", qmail: "notqmail" };
    // One of each language.
    const paths = Object.keys(FILES).slice(0, 3);
    const told = (files: Record<string, string>) =>
      onHost(async ({ ask }) => {
        const states = paths.map((path) => ask<{ dialect: string; isGuessed: boolean }>("status", path));
        return (await Promise.all(states)).map((state) => [state.dialect, state.isGuessed]);
      }, files);
    assert.deepEqual(await told(FILES), [
      ["debian", true],
      ["ucspi-tcp", true],
      ["qmail", true],
    ]);
    const chosen = { ...FILES, "djblint.json": JSON.stringify({ dialect }) };
    assert.deepEqual(
      await told(chosen),
      Object.values(dialect).map((name) => [name, false]),
    );
  });

  it("answers as the command line does", () =>
    onHost(async ({ folder, ask }) => {
      const answer = await ask<string>("answer", "tinydns/root/data", { type: "a", name: "www.example.org" });
      assert.match(answer, /answer: www\.example\.org 86400 A 192\.0\.2\.2/);
      assert.match(answer, /data:2: =www\.example\.org/);
      const access = await ask<string>("access", "smtpd/tcp.smtp", { ip: "127.0.0.1" });
      const printed = djblint(["simulate", "access", "smtpd/tcp.smtp", "--ip", "127.0.0.1"], { cwd: folder }).stdout;
      assert.equal(access.split("\n").slice(0, 3).join("\n"), printed.split("\n").slice(0, 3).join("\n"));
      const mail = await ask<string>("mail", "qmail/control/me", { from: "192.168.0.9", to: "joe@example.org" });
      assert.match(mail, /qmail\/control\/locals:1/);
      const envelope = { from: "2001:db8::9", to: "joe@example.org" };
      assert.match(await ask<string>("mail", "qmail/control/me", envelope), /everybody else denies 2001:db8::9/);
    }));

  it("gives the decision table of a rule file", () =>
    onHost(async ({ ask }) => {
      const { ranges } = await ask<{ ranges: { addresses: string; relay: boolean; allow: boolean }[] }>(
        "decisionTable",
        "smtpd/tcp.smtp",
      );
      const own = ranges.find(({ addresses }) => addresses === "127.0.0.1");
      assert.deepEqual(own && [own.allow, own.relay], [true, true]);
    }));

  it("shows a compiled file as source, and what compiling changes", () =>
    onHost(async ({ folder, ask }) => {
      const client = await ask("compile", "tinydns/root/data");
      assert.ok(client);
      const { kind, lines } = await ask<{ kind: string; lines: string[] }>("dump", "tinydns/root/data.cdb");
      assert.equal(kind, "tinydns");
      assert.ok(lines.some((line) => line.includes("www.example.org")));
      assert.match(await ask<string>("diff", "tinydns/root/data"), /^nothing/);
      appendFileSync(`${folder}/tinydns/root/data`, "+new.example.org:192.0.2.9\n");
      // The server is told of changes on the disk by its client.
      const other = await connected(folder);
      assert.match(await other<string>("diff", "tinydns/root/data"), /added new\.example\.org A/);
    }));

  it("reads a compiled file as its source, whose dialect no setting names", () =>
    onHost(async ({ folder }) => {
      const lines = "6six.example.org:20010db8000000000000000000000001\n%in:192.168\n";
      appendFileSync(`${folder}/tinydns/root/data`, lines);
      const ask = await connected(folder);
      await ask("compile", "tinydns/root/data");
      assert.match(await ask<string>("diff", "tinydns/root/data"), /^nothing/);
    }));

  it("outlines the hosts of the folder, and draws them", () =>
    onHost(async ({ folder, ask }) => {
      type Node = { label: string; place?: { uri: string; line: number }; children?: Node[] };
      const [host] = await ask<Node[]>("siteOutline");
      assert.ok(
        host.children?.every(({ children }) => children && children.length > 0),
        "nothing is empty",
      );
      assert.equal(host.label, "mx.example.org");
      const zones = host.children?.find(({ label }) => label === "Zones")?.children;
      assert.deepEqual(
        zones?.map(({ label, place }) => [label, place]),
        [["example.org", { uri: addressOf(`${folder}/tinydns/root/data`), line: 0 }]],
      );
      assert.match(await ask<string>("sitePicture"), /^<svg [\s\S]*example\.org[\s\S]*<\/svg>\n$/);
    }));

  it("explains rules, and says what is wrong with a question", () =>
    onHost(async ({ folder, ask }) => {
      assert.match(await ask<string>("explain", undefined, { code: "TD101" }), /^# TD101/);
      await assert.rejects(ask("explain", undefined, { code: "TD999" }), /no rule is called TD999/);
      await assert.rejects(ask("answer", "tinydns/root/data", { type: "a" }), /needs name/);
      const nobody = { from: "mx", to: "joe@example.org" };
      await assert.rejects(ask("mail", "qmail/control/me", nobody), /mx is no IP address/);
      appendFileSync(`${folder}/smtpd/tcp.smtp`, "1.2.3.4:maybe\n");
      const other = await connected(folder);
      await assert.rejects(other("access", "smtpd/tcp.smtp", { ip: "127.0.0.1" }), /does not get past line 4/);
      await assert.rejects(ask("answer", "smtpd/tcp.smtp", { name: "a.example" }), /no tinydns data/);
      await assert.rejects(ask("compile", "tinydns/root/nothing"), /in no language of djblint/);
      await assert.rejects(ask("nonsense"), /no command is called/);
    }));
});

type Ask = <T>(command: string, path?: string, question?: object) => Promise<T>;

function onHost<T>(
  work: (host: { folder: string; ask: Ask }) => Promise<T>,
  files: Readonly<Record<string, string>> = FILES,
): Promise<T> {
  return withFolder(files, async (folder) => work({ folder, ask: await connected(folder) }));
}

async function connected(folder: string): Promise<Ask> {
  const client = new LanguageClient();
  await client.start(addressOf(folder));
  return (command, path, question = {}) =>
    client.request("workspace/executeCommand", {
      command: `djblint.${command}`,
      arguments: [path === undefined ? question : { uri: addressOf(`${folder}/${path}`), ...question }],
    });
}
