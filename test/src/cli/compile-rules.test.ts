/** `djblint compile` on tcprules sources: where the compiled file goes, and what is refused. */
import assert from "node:assert/strict";
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileInMemory } from "djblint/compile/tcprules";
import { loadTree } from "djblint/load-tree";
import { rulesTarget } from "djblint/model/tcprules/rules-target";
import { nodeHost } from "djblint/node-host";
import { djblint, withFolder } from "../support/command.js";

const RULES = '127.:allow,RELAYCLIENT=""\n10.1.2.4-6:deny\n10.1.2.5:deny\n:allow\n';

function script(path: string, before = ""): string {
  return `#!/bin/sh\n${before}exec env - PATH="/bin" setuidgid smtpd tcpserver -v -x${path} 0 25 qmail-smtpd\n`;
}

describe("djblint compile: tcprules", () => {
  it("writes what a server of the tree asks, and says what it wrote", () => {
    const files = {
      "host/var/smtpd/run": script("smtpd.cdb"),
      "host/var/smtpd/smtpd.rule": RULES.replace("10.1.2.5:deny\n", ""),
      "host/var/pop3/run": script("/etc/tcp.pop3.cdb"),
      "host/etc/tcp.pop3": ":allow\n",
      "host/etc/tcp.imap": ":deny\n",
    };
    withFolder(files, (cwd) => {
      const { status, stdout, stderr } = djblint(["compile", "host"], { cwd });
      assert.deepEqual([status, stderr], [0, ""]);
      assert.deepEqual(stdout.split("\n").sort(), [
        "",
        "host/etc/tcp.imap.cdb: 1 record, 1 key, 2074 bytes",
        "host/etc/tcp.pop3.cdb: 1 record, 1 key, 2072 bytes",
        "host/var/smtpd/smtpd.cdb: 5 records, 5 keys, 2216 bytes",
      ]);
      assert.deepEqual(readdirSync(join(cwd, "host/var/smtpd")), ["run", "smtpd.cdb", "smtpd.rule"]);
      const source = readFileSync(join(cwd, "host/var/smtpd/smtpd.rule"));
      const { cdb } = compileInMemory(source, "ucspi-tcp");
      assert.deepEqual(readFileSync(join(cwd, "host/var/smtpd/smtpd.cdb")), Buffer.from(cdb));
      assert.equal(djblint(["compile", "--check", "host"], { cwd }).status, 0);
    });
  });

  it("looks at the script beside a file that is named", () => {
    withFolder({ run: script("smtpd.cdb"), "smtpd.rules": RULES, "other/tcp.smtp": RULES }, (cwd) => {
      const { stdout } = djblint(["compile", "smtpd.rules", "other/tcp.smtp"], { cwd });
      assert.match(stdout, /^smtpd\.cdb: 6 records, 5 keys/m);
      assert.match(stdout, /^other\/tcp\.smtp\.cdb: /m);
    });
  });

  it("compiles the file that axfrdns-conf(8) makes", () => {
    withFolder({ "axfrdns/run": script("tcp.cdb"), "axfrdns/tcp": ':allow,AXFR="example.org"\n:deny\n' }, (cwd) => {
      assert.equal(djblint(["compile", "--force", "axfrdns"], { cwd }).status, 0);
      assert.deepEqual(readdirSync(join(cwd, "axfrdns")), ["run", "tcp", "tcp.cdb"]);
    });
  });

  it("keeps the mode of the file that it replaces, and does not write through a link", () => {
    withFolder({ "tcp.smtp": RULES, "tcp.smtp.cdb": "old", precious: "precious" }, (cwd) => {
      chmodSync(join(cwd, "tcp.smtp.cdb"), 0o640);
      symlinkSync("precious", join(cwd, "tcp.smtp.tmp"));
      assert.equal(djblint(["compile", "tcp.smtp"], { cwd }).status, 0);
      assert.equal(statSync(join(cwd, "tcp.smtp.cdb")).mode & 0o777, 0o640);
      assert.equal(readFileSync(join(cwd, "precious"), "utf8"), "precious");
      assert.deepEqual(readdirSync(cwd), ["precious", "tcp.smtp", "tcp.smtp.cdb"]);
    });
  });

  it("never takes the source for its temporary file", () => {
    const configuration = '{ "files": { "rules.tmp": "tcprules" } }';
    withFolder({ "rules.tmp": RULES, run: script("rules.cdb"), "djblint.json": configuration }, (cwd) => {
      assert.equal(djblint(["compile"], { cwd }).status, 0);
      assert.equal(readFileSync(join(cwd, "rules.tmp"), "utf8"), RULES);
      assert.ok(existsSync(join(cwd, "rules.tmp.cdb")));
    });
  });

  it("refuses a line at which tcprules stops, also with --force, and leaves everything as it was", () => {
    withFolder({ "tcp.smtp": ":alow\n:deny\n", "tcp.smtp.cdb": "old" }, (cwd) => {
      for (const force of [[], ["--force"]]) {
        const { status, stderr } = djblint(["compile", ...force], { cwd });
        assert.equal(status, 1);
        assert.match(stderr, /tcp\.smtp:1:.*tcp\.smtp is not compiled: the real compiler does not get to its end/s);
      }
      assert.equal(readFileSync(join(cwd, "tcp.smtp.cdb"), "utf8"), "old");
      assert.deepEqual(readdirSync(cwd), ["tcp.smtp", "tcp.smtp.cdb"]);
    });
  });

  it("never compiles in silence what the IPv6 patch hangs on", () => {
    const source = "1.2.3.4:allow\nno colon\n:deny\n";
    withFolder({ "tcp.smtp": source, "djblint.json": '{ "rules": { "TR021": "off" } }' }, (cwd) => {
      const { status, stderr } = djblint(["compile"], { cwd });
      assert.equal(status, 0);
      assert.equal(
        stderr,
        "djblint: tcp.smtp: line 2 makes no record, and tcprules of the IPv6 patch does not get past a line like that: it loops for ever\n",
      );
      writeFileSync(
        join(cwd, "djblint.json"),
        '{ "dialect": { "tcprules": "ucspi-tcp-ipv6" }, "rules": { "TR": "off" } }',
      );
      assert.equal(djblint(["compile", "--force"], { cwd }).status, 1);
    });
  });

  it("compiles in the dialect that is set", () => {
    const source = "2001:db8::1:allow\n10.0.0.0/8:deny\n:deny\n";
    withFolder({ "tcp.smtp": source, "djblint.json": '{ "dialect": { "tcprules": "ucspi-tcp6" } }' }, (cwd) => {
      assert.equal(djblint(["compile"], { cwd }).status, 0);
      const compiled = readFileSync(join(cwd, "tcp.smtp.cdb"));
      assert.deepEqual(compiled, Buffer.from(compileInMemory(Buffer.from(source), "ucspi-tcp6").cdb));
      assert.ok(compiled.includes("_0000e0g0"));
    });
  });

  it("writes no file over another", () => {
    withFolder({ run: script("smtpd.cdb"), "smtpd.rule": RULES, "smtpd.rules": RULES }, (cwd) => {
      const { status, stderr } = djblint(["compile", "--force"], { cwd });
      assert.equal(status, 1);
      assert.match(stderr, /smtpd\.rule is not compiled: smtpd\.rules becomes smtpd\.cdb too/);
      assert.ok(!existsSync(join(cwd, "smtpd.cdb")));
    });
  });
});

describe("model/tcprules/rules-target", () => {
  const target = async (files: Readonly<Record<string, string>>, source: string) =>
    withFolder(files, async (root) => {
      const { tree } = await loadTree(nodeHost, { paths: [root], now: 0 });
      return rulesTarget(`${root}/${source}`, tree).slice(root.length + 1);
    });

  it("follows cd and the words of the chain", async () => {
    const rules = { "etc/smtp.rule": ":allow\n" };
    assert.equal(
      await target({ ...rules, "smtp/run": script("smtp.cdb", "cd /etc\n") }, "etc/smtp.rule"),
      "etc/smtp.cdb",
    );
    assert.equal(
      await target({ ...rules, "smtp/run": script("smtp.cdb", "cd ../etc\n") }, "etc/smtp.rule"),
      "etc/smtp.cdb",
    );
    assert.equal(await target({ ...rules, "smtp/run": script("../etc/smtp.cdb") }, "etc/smtp.rule"), "etc/smtp.cdb");
    assert.equal(
      await target({ ...rules, "smtp/run": script("/etc/smtp.cdb", "cd /var\n") }, "etc/smtp.rule"),
      "etc/smtp.cdb",
    );
  });

  it("takes the name of the source with .cdb where no server says otherwise", async () => {
    const rules = { "etc/smtp.rule": ":allow\n" };
    assert.equal(await target({ ...rules, "smtp/run": script("smtp.cdb") }, "etc/smtp.rule"), "etc/smtp.rule.cdb");
    assert.equal(await target({ ...rules, "smtp/run": script('"$RULES"') }, "etc/smtp.rule"), "etc/smtp.rule.cdb");
    assert.equal(await target({ ...rules, "smtp/run": script("/etc/pop.cdb") }, "etc/smtp.rule"), "etc/smtp.rule.cdb");
    assert.equal(
      await target({ ...rules, "smtp/run": script("/etc/smtp.rule") }, "etc/smtp.rule"),
      "etc/smtp.rule.cdb",
    );
    const both = { "a/run": script("/etc/smtp.cdb"), "b/run": script("/etc/smtp.rule.cdb") };
    assert.equal(await target({ ...rules, ...both }, "etc/smtp.rule"), "etc/smtp.rule.cdb");
  });

  it("knows a folder by its links", async () => {
    await withFolder({ "var/smtp/smtp.rule": ":allow\n", "b/run": script("/service/smtp/smtp.cdb") }, async (root) => {
      symlinkSync("var", join(root, "service"));
      const { tree } = await loadTree(nodeHost, { paths: [root], now: 0 });
      assert.equal(rulesTarget(`${root}/var/smtp/smtp.rule`, tree), `${root}/var/smtp/smtp.cdb`);
    });
  });
});
