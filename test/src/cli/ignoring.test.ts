/** `--add-ignores`: what the files say is as before, and the findings are gone. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { djblint, withFolder } from "../support/command.js";

const DATA = ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.300\n=h.example.org:192.0.2.9\n";

function read(cwd: string, path: string): string {
  return readFileSync(join(cwd, path), "latin1");
}

describe("--add-ignores", () => {
  it("writes one comment above each line with findings, for all of its rules", () => {
    withFolder({ "root/data": DATA, "etc/tcp.smtp": "10.:deny\n10.:allow\n:deny\n" }, (cwd) => {
      const { status, stdout, stderr } = djblint(["--add-ignores", "--reason", "accepted for now"], { cwd });
      assert.deepEqual([status, stdout], [0, ""]);
      assert.match(stderr, /^djblint: comments for \d+ findings added in 2 files$/m);
      assert.match(read(cwd, "root/data"), /^# djblint-ignore TD101 -- accepted for now\n\+www\./m);
      assert.match(read(cwd, "etc/tcp.smtp"), /^10\.:deny\n# djblint-ignore TR101 -- accepted for now\n10\.:allow\n/);
      assert.equal(read(cwd, "root/data").replace(/^# djblint-ignore.*\n/gm, ""), DATA);
      assert.equal(djblint([], { cwd }).stdout, "");
      assert.match(djblint(["--no-suppress"], { cwd }).stdout, /TD101/);
    });
  });

  it("takes the chosen findings only", () => {
    withFolder({ "root/data": DATA }, (cwd) => {
      assert.equal(djblint(["--add-ignores", "--select", "TD404"], { cwd }).status, 0);
      assert.match(read(cwd, "root/data"), /# djblint-ignore TD404\n=h/);
      assert.match(djblint([], { cwd }).stdout, /TD101/);
      assert.doesNotMatch(djblint([], { cwd }).stdout, /TD404/);
    });
  });

  it("tears no command of a script apart, and leaves its first line first", () => {
    const script =
      "#!/bin/bash -e\nif true\nthen\n  exec softlimit -m 9000000 \\\n    tcpserver -U 0 smtp /bin/true 2>&1\nfi\n";
    withFolder({ "smtp/run": script, "x/run": "#!/bin/sh \r\nexec true\n" }, (cwd) => {
      const before = djblint([], { cwd }).stdout;
      assert.match(before, /smtp\/run:5:/);
      djblint(["--add-ignores"], { cwd });
      const written = read(cwd, "smtp/run");
      assert.match(written, /^ {2}# djblint-ignore RS[^\n]*\n {2}exec softlimit/m);
      assert.equal(written.replace(/^ *# djblint-ignore.*\n/gm, ""), script);
      assert.match(read(cwd, "x/run"), /^#!\/bin\/sh \r\n# djblint-ignore-file RS/);
      assert.equal(djblint([], { cwd }).stdout, "");
    });
  });

  it("says what can hold no comment, and leaves it", () => {
    const files = { "control/me": "mail.example.org \n", "control/rcpthosts": "localhost\n", "alias/.qmail-root": "" };
    withFolder(files, (cwd) => {
      const before = djblint([], { cwd }).stdout;
      assert.match(before, /control\/me:/);
      const { stderr } = djblint(["--add-ignores"], { cwd });
      assert.match(stderr, /findings? in files that can hold no comment/);
      assert.equal(read(cwd, "control/me"), files["control/me"]);
      assert.equal(read(cwd, "alias/.qmail-root"), "");
      assert.match(djblint([], { cwd }).stdout, /control\/me:/);
    });
  });

  it("is about the whole file where the finding is", () => {
    const files = { "control/me": "mail.example.org\n", "control/local": "mail.example.org\n", "x/run": "exec true\n" };
    withFolder(files, (cwd) => {
      djblint(["--add-ignores", "--select", "QM020,RS001"], { cwd });
      assert.equal(read(cwd, "control/local"), "# djblint-ignore-file QM020\nmail.example.org\n");
      assert.equal(read(cwd, "x/run"), "# djblint-ignore-file RS001\nexec true\n");
      assert.equal(djblint(["--select", "QM020,RS001,DJ"], { cwd }).stdout, "");
    });
  });

  it("is about the whole script where the finding is in quotes", () => {
    const script = "#!/bin/sh\nexec 2>&1\nexec sh -c '\n  exec 3 webd\n'\n";
    withFolder({ "x/run": script, "y/run": "#!/bin/sh" }, (cwd) => {
      const { stderr } = djblint(["--add-ignores", "--select", "RS126,RS004"], { cwd });
      assert.match(stderr, /1 finding in files that can hold no comment.*\n.*comments for 2 findings added in 1 file/);
      assert.equal(read(cwd, "x/run"), script.replace("exec 2>&1", "# djblint-ignore-file RS004 RS126\nexec 2>&1"));
      assert.equal(djblint(["--select", "RS126,DJ"], { cwd }).stdout, "");
      assert.equal(read(cwd, "y/run"), "#!/bin/sh");
    });
  });

  it("leaves a blank first line the first, which qmail-local delivers nothing by", () => {
    withFolder({ "alias/.qmail-root": "\n./Maildir/\n" }, (cwd) => {
      const { stderr } = djblint(["--add-ignores", "--select", "QM801"], { cwd });
      assert.match(stderr, /1 finding in files that can hold no comment/);
      assert.equal(read(cwd, "alias/.qmail-root"), "\n./Maildir/\n");
    });
  });

  it("shows with --diff what it would write", () => {
    withFolder({ "root/data": DATA }, (cwd) => {
      const { status, stdout } = djblint(["--add-ignores", "--diff", "--select", "TD101"], { cwd });
      assert.equal(status, 1);
      assert.match(stdout, /^\+# djblint-ignore TD101$/m);
      assert.equal(read(cwd, "root/data"), DATA);
      assert.equal(djblint(["--add-ignores", "--fix"], { cwd }).status, 2);
      assert.match(djblint(["--reason", "known"], { cwd }).stderr, /--reason is what --add-ignores writes/);
    });
  });
});
