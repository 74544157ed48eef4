/** Files that start services beside run scripts: which are ours, and what is not said about them. */
import assert from "node:assert/strict";
import { djblint, withFolder } from "../support/command.js";

interface Report {
  readonly findings: readonly { readonly code: string; readonly file: string }[];
  readonly summary: { readonly files: number };
}

function check(files: Readonly<Record<string, string>>, paths: readonly string[] = ["."]): Report {
  return withFolder(files, (cwd) => JSON.parse(djblint(["--format", "json", "--isolated", ...paths], { cwd }).stdout));
}

describe("files that start services", () => {
  it("of a site at its best have no findings", () => {
    const { stdout } = djblint(["--format", "json", "fixtures/sites/starters"]);
    const { findings, summary } = JSON.parse(stdout) as Report;
    assert.deepEqual(findings, []);
    assert.equal(summary.files, 6, "backup.sh is none of ours");
  });

  it("are told by name and by what they start", () => {
    const ours = {
      "etc/rc.local": "svscanboot &\n",
      "var/qmail/rc": "#!/bin/sh\nexec qmail-start ./Mailbox splogger qmail\n",
      "a/adjust.sh": "#!/bin/sh\nif true; then svc -h /service/x; fi\n",
      "etc/init.d/svscan": "#!/bin/sh\n/usr/bin/svscanboot &\n",
      "etc/inittab": "SV:123456:respawn:/command/svscanboot\n",
    };
    const others = {
      "b/build.sh": "#!/bin/sh\nmake &\n",
      "b/svc.sh": "svc -h /service/x\n",
      "b/run.sh": "#!/bin/sh\nexec multilog ./main\n",
      "c/rc": "svc -h /service/x\n",
      "c/inittab": "1:2345:respawn:/sbin/getty tty1\n",
      "c/rc.local.bak": "svc -h /service/x\n",
      "etc/init.d/ssh": "#!/bin/sh\n/usr/sbin/sshd\n",
    };
    assert.equal(check({ ...ours, ...others }).summary.files, Object.keys(ours).length);
  });

  it("need not do what a run script must", () => {
    const { findings } = check({
      "etc/rc.local":
        "cd /service\ntcpserver -RHl0 -c 20 -x tcp.cdb 0 79 fingerd &\nmultilog t ./main < /tmp/pipe\nsshd\n",
      "a/x.sh":
        "#!/bin/sh\nsu joe -c 'svc -h /service/x'\ntcpserver -RHl0 -c20 -u 1 -g 1 127.0.0.1 8025 fingerd | logger\n",
    });
    assert.deepEqual(findings, []);
  });

  it("are told of faults of the programs that they start", () => {
    const { findings } = check({
      "etc/rc.local":
        "#!/bin/sh\ntcpserver -RHl0 -c 20 -u qmaild -g nofiles -x /etc/tcp.cdb 0 smtp qmail-smtpd &\nmultilog t main < /p\n",
    });
    assert.deepEqual(
      findings.map(({ code }) => code),
      ["RS020", "RS020", "RS055"],
    );
  });

  it("keep a script that is to become a run script what it is, when it is named", () => {
    const template = { "x/smtpd.sh": "#!/bin/sh\nexec tcpserver -RHl0 -c9 -u 1 -g 1 0 79 fingerd\n" };
    assert.deepEqual(
      check(template, ["x/smtpd.sh"]).findings.map(({ code }) => code),
      ["RS103"],
    );
  });

  it("are explained by all that they start", () => {
    const { stdout } = djblint(["explain-service", "fixtures/sites/starters/etc/rc.local"]);
    assert.match(stdout, /user {10}812; tcpserver -u, once it listens as root/);
    assert.match(stdout, /no supervise minds it/);
    assert.match(stdout, /asks a time server by NTP/);
  });
});
