/** The files of a run as they see one another: links, copies of a host below a folder, and what nobody looked at. */
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadTree } from "djblint/load-tree";
import { normalPath, type Tree } from "djblint/model/tree";
import { nodeHost } from "djblint/node-host";

describe("tree", () => {
  let root = "";
  let tree: Tree;

  before(async () => {
    root = mkdtempSync(join(tmpdir(), "djblint-tree-"));
    write("host/var/smtpd/run", "#!/bin/sh\nexec tcpserver -x /etc/smtp.cdb 0 25 qmail-smtpd\n", 0o755);
    write("host/var/smtpd/env/UID", "7791\n");
    write("host/etc/smtp.rules", ":allow\n");
    write("host/etc/smtp.cdb", "");
    write("host/etc/passwd", "root:x:0:0::/:/bin/sh\n");
    mkdirSync(join(root, "host/service"));
    symlinkSync("../var/smtpd", join(root, "host/service/smtpd"));
    symlinkSync("/var/smtpd", join(root, "host/service/absolute"));
    symlinkSync("round", join(root, "host/service/round"));
    write("host/common/port", "25\n");
    write("host/common/me", "mail.example.org\n");
    mkdirSync(join(root, "host/var/qmail/control"), { recursive: true });
    symlinkSync("../../../common/me", join(root, "host/var/qmail/control/me"));
    chmodSync(join(root, "host/var/qmail/control"), 0o1755);
    symlinkSync("../../../common/port", join(root, "host/var/smtpd/env/PORT"));
    ({ tree } = await loadTree(nodeHost, { paths: [root], now: 0 }));
  });

  after(() => rmSync(root, { recursive: true, force: true }));

  function write(path: string, text: string, mode = 0o644): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    chmodSync(join(root, path), mode);
  }

  it("knows modes, times and sizes of what stands beside a file of ours", () => {
    const run = tree.entry(`${root}/host/var/smtpd/run`);
    assert.equal(run?.kind, "file");
    assert.equal(run?.mode, 0o755);
    assert.ok(Number(run?.mtime) > 0);
    assert.equal(tree.entry(`${root}/host/etc/smtp.cdb`)?.size, 0);
  });

  it("knows the modes of the folders of our files", () => {
    assert.equal(tree.entry(`${root}/host/var/qmail/control`)?.mode, 0o1755);
  });

  it("follows links, also those that are meant for the host whose files are below a folder", () => {
    assert.ok(tree.analysis("run", `${root}/host/service/smtpd/run`));
    assert.equal(tree.entry(`${root}/host/service/absolute/run`)?.path, `${root}/host/var/smtpd/run`);
    assert.equal(tree.entry(`${root}/host/service/round/run`), undefined);
  });

  it("knows a file by the name of a link where its own name says nothing", () => {
    const me = `${root}/host/var/qmail/control/me`;
    assert.ok(tree.isSource("control", me));
    assert.ok(tree.analysis("control", me));
    assert.deepEqual(tree.sourcePaths("control"), [me]);
    assert.equal(tree.text(me)?.bytes.length, 17);
    assert.equal(tree.text(`${root}/host/var/smtpd/env/PORT`)?.bytes.length, 3);
  });

  it("takes a link for one of the host whose files are copied, whatever this machine has there", async () => {
    const machine = mkdtempSync(join(tmpdir(), "djblint-machine-"));
    const copy = mkdtempSync(join(tmpdir(), "djblint-copy-"));
    try {
      for (const folder of [machine, `${copy}${machine}`]) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(`${folder}/run`, "#!/bin/sh\nexec qmail-start ./Maildir/\n");
      }
      mkdirSync(`${copy}/service`);
      symlinkSync(machine, `${copy}/service/send`);
      const { tree: copied, sources } = await loadTree(nodeHost, { paths: [copy], now: 0 });
      assert.deepEqual(
        sources.map(({ parts }) => parts[0].path),
        [`${copy}${machine}/run`],
      );
      assert.equal(copied.entry(`${copy}/service/send/run`)?.path, `${copy}${machine}/run`);
    } finally {
      for (const folder of [machine, copy]) rmSync(folder, { recursive: true });
    }
  });

  it("reads absolute paths from the root of the host, relative ones from the folder", () => {
    const folder = `${root}/host/var/smtpd`;
    assert.equal(tree.find("/etc/smtp.cdb", folder)?.path, `${root}/host/etc/smtp.cdb`);
    assert.equal(tree.find("env/UID", folder)?.path, `${root}/host/var/smtpd/env/UID`);
    assert.equal(tree.find("../smtpd/./run", folder)?.path, `${root}/host/var/smtpd/run`);
  });

  it("tells what is missing from what nobody looked at", () => {
    const folder = `${root}/host/var/smtpd`;
    assert.ok(tree.isMissing("/etc/pop3.cdb", folder));
    assert.ok(tree.isMissing("log/run", folder) === false);
    assert.ok(!tree.isMissing("/usr/local/etc/smtp.cdb", folder));
    assert.ok(!tree.isMissing("/etc/smtp.cdb", folder));
  });

  it("holds the values of an environment and the accounts", () => {
    assert.equal(tree.text(`${root}/host/var/smtpd/env/UID`)?.slice({ start: 0, end: 4 }), "7791");
    assert.ok(tree.text(`${root}/host/etc/passwd`));
  });

  it("lists the files of a language", () => {
    assert.deepEqual(
      tree.sources("tcprules").map(({ path }) => path),
      [`${root}/host/etc/smtp.rules`],
    );
    assert.equal(tree.analysis("tcprules", `${root}/host/etc/smtp.rules`)?.table.rules.length, 1);
    assert.equal(tree.analysis("run", `${root}/host/etc/smtp.rules`), undefined);
  });

  it("makes what is derived from the whole tree once", () => {
    let made = 0;
    const build = () => ++made;
    assert.equal(tree.once(build) + tree.once(build), 2);
  });

  it("writes paths in one way", () => {
    assert.equal(normalPath("/a//b/./../c/"), "/a/c");
    assert.equal(normalPath("/../.."), "/");
  });
});
