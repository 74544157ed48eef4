/** `djblint check` by its output and exit code. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Configurations } from "djblint/config-file";
import { discover } from "djblint/discover";
import { djblint, withFolder } from "../support/command.js";
import { memoryHost } from "../support/memory-host.js";

const GOOD = ".example.org:192.0.2.1:a\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n";
const BAD = `${GOOD}+www.example.org:192.0.2.300\n`;

const RELAYS = ["203.0.113.9", "=.example.org", ""].map((who) => `${who}:allow,RELAYCLIENT=""\n`).join("");

describe("djblint check", () => {
  it("finds nothing grave in a correct file and exits with 0", () => {
    withFolder({ "root/data": GOOD }, (cwd) => {
      const { status, stdout, stderr } = djblint([], { cwd });
      assert.doesNotMatch(stdout, /: (error|warning) /);
      assert.deepEqual([status, stderr], [0, ""]);
    });
  });

  it("prints one line a finding in a pipe", () => {
    withFolder({ "root/data": BAD }, (cwd) => {
      const { status, stdout } = djblint([], { cwd });
      assert.match(
        stdout,
        /^root\/data:3:26: error TD101 ip-octet-wraps: 192\.0\.2\.300 is published as 192\.0\.2\.44$/m,
      );
      assert.equal(status, 1);
    });
  });

  it("shows the source line with a mark, help and page when asked for pretty output", () => {
    withFolder({ "root/data": BAD }, (cwd) => {
      const { stdout } = djblint(["check", "--format", "pretty", "root/data"], { cwd });
      assert.ok(stdout.includes("error[TD101]: 192.0.2.300 is published as 192.0.2.44\n --> root/data:3:26\n"));
      assert.ok(stdout.includes("3 | +www.example.org:192.0.2.300\n  |                          ^^^\n"));
      assert.match(stdout, /= help: write four numbers from 0 to 255/);
      assert.match(stdout, /= docs: https:\/\/\S+TD101/);
      assert.match(stdout, /1 file checked: 1 error/);
    });
  });

  it("prints the documented JSON", () => {
    withFolder({ "root/data": BAD }, (cwd) => {
      const { stdout } = djblint(["--format", "json"], { cwd });
      const { version, findings, summary } = JSON.parse(stdout);
      const finding = findings.find(({ code }: { code: string }) => code === "TD101");
      assert.equal(version, 1);
      assert.equal(summary.files, 1);
      assert.equal(summary.errors, 1);
      assert.deepEqual(
        { ...finding, docs: typeof finding.docs },
        {
          file: "root/data",
          language: "tinydns",
          code: "TD101",
          name: "ip-octet-wraps",
          severity: "error",
          message: "192.0.2.300 is published as 192.0.2.44",
          help: "write four numbers from 0 to 255",
          docs: "string",
          range: { start: { line: 2, character: 25 }, end: { line: 2, character: 28 } },
          related: [],
          fixes: [],
        },
      );
    });
  });

  it("fails on the severity that is asked for", () => {
    withFolder({ "root/data": `${GOOD}+www..example.org:192.0.2.1\n` }, (cwd) => {
      assert.equal(djblint([], { cwd }).status, 1);
      assert.equal(djblint(["--fail-on", "error"], { cwd }).status, 0);
    });
  });

  it("gives a message its own weight, unless the configuration says how much the rule weighs", () => {
    const severities = (settings: string) =>
      withFolder({ "tcp.smtp": RELAYS, "djblint.json": settings }, (cwd) => {
        const { findings } = JSON.parse(djblint(["--format", "json", "."], { cwd }).stdout);
        return findings
          .filter(({ code }: { code: string }) => code === "TR103")
          .map(({ severity }: { severity: string }) => severity);
      });
    assert.deepEqual(severities("{}"), ["info", "warning", "error"]);
    assert.deepEqual(severities('{ "site": { "addresses": ["203.0.113.1"] } }'), ["warning", "warning", "error"]);
    assert.deepEqual(severities('{ "rules": { "TR103": "warning" } }'), ["warning", "warning", "warning"]);
    assert.deepEqual(severities('{ "rules": { "TR103": "off" } }'), []);
  });

  it("reads standard input", () => {
    assert.match(djblint(["-", "--as", "tinydns"], { input: BAD }).stdout, /^stdin:3:26: error TD101/m);
    const named = djblint(["-", "--stdin-filename", "tinydns/root/data"], { input: BAD });
    assert.match(named.stdout, /^tinydns\/root\/data:3:26: error TD101/m);
    assert.equal(djblint(["-"], { input: BAD }).status, 2);
  });

  it("leaves files alone that only share a name with ours", () => {
    const files = {
      "udev/rules.d/70-net.rules": 'ACTION=="add", RUN+="x"\n',
      "snort.rules": 'alert tcp any any -> any 80 (msg:"x"; sid:1;)\n',
      "src/tcp.c": "int a;\n",
      "etc/tcp.smtp": "127.:allow\n:alow\n",
    };
    withFolder(files, (cwd) => {
      assert.match(djblint([], { cwd }).stdout, /^(etc\/tcp\.smtp:.*\n)+$/);
      assert.equal(djblint(["snort.rules"], { cwd }).status, 1);
    });
  });

  it("takes a named file for what --as says, and asks when it cannot know", () => {
    withFolder({ "zones.txt": BAD }, (cwd) => {
      assert.equal(djblint(["--as", "tinydns", "zones.txt"], { cwd }).status, 1);
      const { status, stderr } = djblint(["zones.txt"], { cwd });
      assert.equal(status, 2);
      assert.match(stderr, /zones\.txt.*--as/);
    });
  });

  it("reports a file that is reached by two ways once, and survives loops", () => {
    withFolder({ "var/tinydns/root/data": BAD }, (cwd) => {
      symlinkSync("var", join(cwd, "service"));
      symlinkSync("..", join(cwd, "var/up"));
      const { stdout } = djblint([], { cwd });
      assert.deepEqual(stdout.match(/\S+ error TD101/g), ["var/tinydns/root/data:3:26: error TD101"]);
    });
  });

  it("checks what a link leads to, whatever that is called", () => {
    const files = {
      "zones/example": BAD,
      "lib/name": "mail.example.org\n",
      "lib/logger": "#!/bin/sh\nexec multilog ./main\n",
    };
    withFolder({ ...files, "etc/dns/root/README": "", "control/README": "", "dns/log/README": "" }, (cwd) => {
      symlinkSync("../../../zones/example", join(cwd, "etc/dns/root/data"));
      symlinkSync("../lib/name", join(cwd, "control/me"));
      symlinkSync("../../lib/logger", join(cwd, "dns/log/run"));
      const { stdout, stderr } = djblint([], { cwd });
      assert.deepEqual([stdout.match(/^\S+ error TD101/gm), stderr], [["etc/dns/root/data:3:26: error TD101"], ""]);
      assert.match(stdout, /^dns\/log\/run:2:6: warning RS054/m);
    });
  });

  it("reads a pipe that is named", () => {
    withFolder({ bad: BAD }, (cwd) => {
      const program = resolve("server/bin/djblint.cjs");
      const command = `cat bad | "${process.execPath}" "${program}" --as tinydns /dev/stdin`;
      const { stdout } = spawnSync("sh", ["-c", command], { cwd, encoding: "utf8" });
      assert.match(stdout, /:3:26: error TD101/);
    });
  });

  it("does not wait for pipes that are named like one of our files", () => {
    withFolder({ "root/data": GOOD }, (cwd) => {
      execFileSync("mkfifo", [join(cwd, "pipe.tinydns")]);
      symlinkSync("pipe.tinydns", join(cwd, "link.tinydns"));
      assert.equal(djblint([], { cwd }).status, 0);
    });
  });

  it("says so when a name is not in UTF-8", function () {
    if (process.platform !== "linux") this.skip();
    withFolder({ "root/data": GOOD }, (cwd) => {
      const name = Buffer.concat([Buffer.from(`${cwd}/m`), Buffer.from([0xfc]), Buffer.from(".tinydns")]);
      writeFileSync(name, GOOD);
      const { status, stdout } = djblint(["--select", "DJ"], { cwd });
      assert.equal(status, 2);
      assert.match(
        stdout,
        /^m.*\.tinydns:1:1: error DJ004 unreadable-file: cannot be read: its name is not in UTF-8$/m,
      );
    });
  });

  it("reports what cannot be read and exits with 2", () => {
    withFolder({ "root/data": GOOD }, (cwd) => {
      symlinkSync("nowhere", join(cwd, "old.tinydns"));
      const { status, stdout } = djblint([], { cwd });
      assert.match(stdout, /^old\.tinydns:1:1: error DJ004 unreadable-file: cannot be read: file does not exist$/m);
      assert.equal(status, 2);
      assert.equal(djblint(["missing.tinydns"], { cwd }).status, 2);
    });
  });

  it("follows the links of a copy inside of the copy, whatever is given of it", () => {
    const files = {
      "host/etc/dns/root/data": BAD,
      "host/etc/mail/domains": "example.org\n@example.com\n",
      "host/service/README": "",
      "host/var/qmail/control/me": "mail.example.org\n",
    };
    withFolder(files, (cwd) => {
      symlinkSync("/etc/dns", join(cwd, "host/service/dns"));
      symlinkSync("/etc/mail/more", join(cwd, "host/var/qmail/control/rcpthosts"));
      symlinkSync("domains", join(cwd, "host/etc/mail/more"));
      const data = /^host\/etc\/dns\/root\/data:3:26: error TD101/m;
      const rcpthosts = /^host\/var\/qmail\/control\/rcpthosts:2:1: error QM204/m;
      const [all, services, mail] = ["host", "host/service", "host/var"].map((path) => djblint([path], { cwd }));
      const named = djblint(["host/service/dns"], { cwd });
      for (const { stdout } of [all, services, named]) assert.match(stdout, data);
      for (const { stdout } of [all, mail]) assert.match(stdout, rcpthosts);
      assert.doesNotMatch(all.stdout, /DJ004/);
    });
  });

  it("tells of a link out of a copy without reading what this machine has there, and shows the other findings", () => {
    const files = { "host/var/qmail/control/me": "mail.example.net\n", "host/etc/dns/root/data": BAD };
    withFolder(files, (cwd) => {
      const controls = join(cwd, "host/var/qmail/control");
      symlinkSync("/srv/mail/locals", join(controls, "locals"));
      symlinkSync("/etc/passwd", join(controls, "virtualdomains"));
      symlinkSync(`${"../".repeat(20)}etc/passwd`, join(controls, "smtproutes"));
      symlinkSync("virtualdomains", join(controls, "rcpthosts"));
      const { status, stdout } = djblint(["host"], { cwd });
      for (const name of ["locals", "virtualdomains", "smtproutes", "rcpthosts"]) {
        assert.match(
          stdout,
          new RegExp(`^host/var/qmail/control/${name}:1:1: info DJ004 unreadable-file: leads to /`, "m"),
        );
      }
      assert.match(stdout, /error TD101/);
      assert.deepEqual([status, stdout.match(/QM\d+/g)], [1, null]);
    });
  });

  it("mends what a link of a copy leads to inside of the copy", () => {
    const files = { "host/var/qmail/control/me": "mail.example.org\n", "host/etc/domains": "@example.org\n" };
    withFolder(files, (cwd) => {
      symlinkSync("/etc/domains", join(cwd, "host/var/qmail/control/rcpthosts"));
      djblint(["--fix", "--unsafe-fixes"], { cwd });
      assert.match(readFileSync(join(cwd, "host/etc/domains"), "latin1"), /^example\.org\n/);
    });
  });

  it("shows paths below the current folder by the way from there, and others in full", () => {
    withFolder({ "host/root/data": BAD, "here/root/data": BAD }, (cwd) => {
      const { stdout } = djblint([join(cwd, "host"), "root", "--select", "TD101"], { cwd: join(cwd, "here") });
      const files = stdout.match(/^[^:]+(?=:3:26: )/gm);
      assert.deepEqual(files, [`${cwd}/host/root/data`, "root/data"]);
      const diff = djblint(["--add-ignores", "--diff", join(cwd, "host")], { cwd: join(cwd, "here") });
      assert.ok(diff.stdout.startsWith(`--- a${cwd}/host/root/data\n+++ b${cwd}/host/root/data\n`), diff.stdout);
    });
  });

  it("takes no empty argument for the current folder", () => {
    withFolder({ "root/data": GOOD }, (cwd) => {
      const { status, stdout, stderr } = djblint(["check", ""], { cwd });
      assert.deepEqual([status, stdout, stderr], [2, "", "djblint: an empty argument is no path\n"]);
    });
  });

  it("goes into no folders that the kernel makes up, unless they are named", async () => {
    const host = memoryHost({ "/proc/1/root/data": "", "/sys/root/data": "", "/copy/proc/root/data": "" });
    const configurations = new Configurations(host);
    const all = await discover(host, configurations, ["/"]);
    assert.deepEqual(
      all.files.map(({ path }) => path),
      ["/copy/proc/root/data"],
    );
    const named = await discover(host, configurations, ["/proc"]);
    assert.deepEqual(
      named.files.map(({ path }) => path),
      ["/proc/1/root/data"],
    );
  });

  it("says when its output cannot be written, with an exit code of its own", function () {
    if (!existsSync("/dev/full")) this.skip();
    const full = openSync("/dev/full", "w");
    const command = [resolve("server/bin/djblint.cjs"), "explain", "TD101"];
    const { status, stderr } = spawnSync(process.execPath, command, {
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    closeSync(full);
    assert.deepEqual([status, stderr], [2, "djblint: standard output cannot be written: out of disk space\n"]);
  });

  it("says so when there is nothing to look at", () => {
    withFolder({ "notes.txt": "" }, (cwd) => {
      const { status, stdout, stderr } = djblint([], { cwd });
      assert.deepEqual([status, stdout], [0, ""]);
      assert.match(stderr, /^djblint: no tinydns data, .* was found; --as and djblint\.json name others$/m);
    });
  });

  it("follows the nearest djblint.json", () => {
    const files = {
      "root/data": BAD,
      "djblint.json": '{ "rules": { "ip-octet-wraps": "info" } }',
      "other/root/data": BAD,
      "other/djblint.json": '{ "rules": { "TD1": "off" } }',
      "customers/zones.txt": BAD,
      "customers/djblint.json": '{ "files": { "*.txt": "tinydns" }, "exclude": ["old"] }',
      "customers/old/x.txt": BAD,
    };
    withFolder(files, (cwd) => {
      const { stdout } = djblint(["--fail-on", "info"], { cwd });
      assert.match(stdout, /^root\/data:3:26: info TD101/m);
      assert.doesNotMatch(stdout, /^other\/root\/data:.*TD101/m);
      assert.match(stdout, /^customers\/zones\.txt:3:26: error TD101/m);
      assert.doesNotMatch(stdout, /customers\/old/);
    });
  });

  it("leaves the configuration what it is, whatever the other files are called", () => {
    withFolder({ "zones.txt": GOOD, "djblint.json": "{}" }, (cwd) => {
      const { status, stderr } = djblint(["--as", "tinydns", "--verbose", "--fail-on", "error", "."], { cwd });
      assert.equal(status, 0);
      assert.match(stderr, /zones\.txt: tinydns data/);
      assert.doesNotMatch(stderr, /djblint\.json: tinydns data/);
    });
  });

  it("tells where a configuration is wrong and exits with 2", () => {
    withFolder({ "root/data": GOOD, "djblint.json": '{\n  "failOn": "never"\n}\n' }, (cwd) => {
      const { status, stdout } = djblint([], { cwd });
      assert.match(stdout, /^djblint\.json:2:13: error DJ005 bad-configuration: failOn: /m);
      assert.equal(status, 2);
    });
    withFolder({ "root/data": GOOD, "djblint.json": '{\n  "failOn": \n}\n' }, (cwd) => {
      assert.match(djblint([], { cwd }).stdout, /^djblint\.json:3:1: error DJ005 bad-configuration: not valid JSON/m);
    });
    const typos = '{ "site": { "addresses": ["192.0.2"], "trusted": ["10.0.0.0/33"] }, "rules": { "TD101": "of" } }';
    withFolder({ "root/data": GOOD, "djblint.json": typos }, (cwd) => {
      const { stdout } = djblint([], { cwd });
      assert.match(stdout, /^djblint\.json:1:\d+: error DJ005 .*: site\.addresses\.0: no IP address, and no network/m);
      assert.match(stdout, /^djblint\.json:1:\d+: error DJ005 .*: site\.trusted\.0: no IP address, and no network/m);
      assert.match(stdout, /^djblint\.json:1:\d+: error DJ005 .*: rules\.TD101: Invalid option: .*"info"\|"off"$/m);
    });
  });

  it("tells where a configuration is wrong in the place of answers by other settings", () => {
    const files = {
      "root/data": GOOD,
      "tcp.smtp": ":allow\n",
      "control/me": "mail.example.org\n",
      run: "#!/bin/sh\nexec tinydns\n",
      "djblint.json": '{\n  "failOn": "never", "x": 1\n}\n',
    };
    withFolder(files, (cwd) => {
      djblint(["tinydns-data"], { cwd: join(cwd, "root") });
      for (const command of [
        "simulate answer root/data a www.example.org",
        "simulate access tcp.smtp",
        "simulate mail . --from 192.0.2.1 --to ann@example.org",
        "dump root/data.cdb",
        "diff root/data root/data.cdb",
        "site",
        "explain-service .",
        "explain-service run",
        "compile",
      ]) {
        const { status, stdout, stderr } = djblint(command.split(" "), { cwd });
        assert.deepEqual([status, stdout], [2, ""], command);
        const places = stderr
          .trimEnd()
          .split("\n")
          .map((line) => /^djblint: djblint\.json:\d+:\d+: /.exec(line)?.[0]);
        assert.deepEqual(places, ["djblint: djblint.json:1:1: ", "djblint: djblint.json:2:13: "], command);
      }
    });
  });

  it("tells where a configuration is wrong that should have named the files", () => {
    const files = {
      "zones/main": ".example.org:192.0.2.1:a\n",
      "djblint.json": '{ "files": { "zones/*": "tinydn" } }',
    };
    withFolder(files, (cwd) => {
      for (const paths of [[], ["zones"], ["zones/main"]]) {
        const { status, stdout } = djblint(["check", ...paths], { cwd });
        assert.equal(status, 2);
        assert.match(stdout, /^djblint\.json:1:25: error DJ005/);
      }
      const { status, stdout, stderr } = djblint(["config"], { cwd });
      assert.equal(status, 2);
      assert.match(stdout, /^Settings \(djblint\.json cannot be read: the defaults are in force\)/);
      assert.match(stderr, /^djblint: djblint\.json:1:25: /);
    });
  });

  it("honours suppressions and tells which are idle or unknown", () => {
    const lines = [
      "# djblint-ignore TD101 -- test",
      "+a.example.org:192.0.2.300",
      "# djblint-ignore ip-octet-wraps TD999",
      "'a.example.org:a #sign begins no comment",
      "+b.example.org:192.0.2.301",
    ];
    withFolder({ "root/data": `${GOOD}${lines.join("\n")}\n` }, (cwd) => {
      const { stdout } = djblint([], { cwd });
      assert.deepEqual(stdout.match(/\d+(?=:\d+: error TD101)/g), ["7"]);
      assert.match(stdout, /^root\/data:5:18: warning DJ002 unused-suppression: ip-octet-wraps/m);
      assert.match(stdout, /^root\/data:5:33: warning DJ001 unknown-suppression: .*TD999/m);
    });
  });

  it("tells of comments that suppress nothing as they are written", () => {
    for (const comment of ["", " -- test", ": TD101", "-line TD101", "-next-line TD101"]) {
      withFolder({ "root/data": `${GOOD}# djblint-ignore${comment}\n+a.example.org:192.0.2.300\n` }, (cwd) => {
        const { stdout } = djblint([], { cwd });
        assert.match(stdout, /^root\/data:3:3: warning DJ001 unknown-suppression: this comment suppresses nothing/m);
        assert.match(stdout, /error TD101/);
      });
    }
  });

  it("says nothing of a suppression behind the last finding of a rule that is listed", () => {
    const lines = Array.from(
      { length: 1100 },
      (_, host) => `# djblint-ignore TD101\n+h${host}.example.org:192.0.2.300\n`,
    );
    withFolder({ "root/data": `${GOOD}${lines.join("")}# djblint-ignore TD102\n` }, (cwd) => {
      const { stdout } = djblint([], { cwd });
      assert.match(stdout, /DJ006 findings-capped: .*TD101/);
      assert.doesNotMatch(stdout, /DJ002 unused-suppression: TD101/);
      assert.match(stdout, /DJ002 unused-suppression: TD102/);
    });
  });

  it("takes any number of suppressions above one line", () => {
    const comments = "# djblint-ignore TD101\n".repeat(20_000);
    withFolder({ "root/data": `${GOOD}${comments}+a.example.org:192.0.2.300\n` }, (cwd) => {
      assert.doesNotMatch(djblint([], { cwd }).stdout, /TD101/);
    });
  });

  it("honours a suppression above a command of several lines, also an indented one", () => {
    const run = (comment: string) =>
      `#!/bin/sh\nif true; then\n  ${comment}\n  exec softlimit -m 9000000 \\\n    tcpserver -U 0 smtp /bin/true 2>&1\nfi\n`;
    withFolder({ "a/run": run("#"), "b/run": run("# djblint-ignore RS036 RS037 RS045 -- as it is") }, (cwd) => {
      const codes = (folder: string) =>
        [...djblint([folder], { cwd }).stdout.matchAll(/\bRS\d+/g)].map(([code]) => code);
      assert.ok(codes("a").includes("RS036"));
      assert.deepEqual(
        codes("b"),
        codes("a").filter((code) => !["RS036", "RS037", "RS045"].includes(code)),
      );
      assert.doesNotMatch(djblint(["b"], { cwd }).stdout, /DJ002/);
    });
    // A blank in front makes a line of tinydns data another thing than a comment.
    withFolder({ "root/data": `${GOOD} # djblint-ignore TD101\n+a.example.org:192.0.2.300\n` }, (cwd) => {
      assert.match(djblint([], { cwd }).stdout, /TD101/);
    });
  });

  it("says how to use it when used wrongly", () => {
    const { status, stderr } = djblint(["--formatt", "json"]);
    assert.equal(status, 2);
    assert.match(stderr, /--format\b/);
    assert.equal(djblint(["--format", "html"]).status, 2);
    assert.match(djblint(["--dialect", "klingon"]).stderr, /djbdns, debian, ipv6/);
  });

  it("refuses what it would have to leave out", () => {
    withFolder({ "root/data": GOOD }, (cwd) => {
      for (const [args, word] of [
        [["--format", "json=out", "--format", "sarif=out"], "out takes one form"],
        [["--format", "pretty", "--format", "json=out", "-o", "out"], "out takes one form"],
        [["--format", "json=out", "-o", "report"], "nothing goes to standard output, and so into report"],
        [["--stdin-filename", "root/data"], "name - too"],
      ] as const) {
        const { status, stdout, stderr } = djblint([...args], { cwd });
        assert.deepEqual([status, stdout, existsSync(join(cwd, "out"))], [2, "", false]);
        assert.ok(stderr.includes(word), stderr);
      }
    });
  });

  it("says when the folder that it is called in was removed", () => {
    withFolder({ "gone/data": GOOD }, (cwd) => {
      const command = `rm -r ../gone; exec '${process.execPath}' '${resolve("server/bin/djblint.cjs")}' .`;
      const { status, stderr } = spawnSync("sh", ["-c", command], { cwd: join(cwd, "gone"), encoding: "utf8" });
      assert.deepEqual([status, stderr], [2, "djblint: the current folder was removed\n"]);
    });
  });

  it("prints colours only when asked for or on a terminal", () => {
    const colour = "\u001b[";
    assert.ok(!djblint(["-", "--as", "tinydns", "--format", "pretty"], { input: BAD }).stdout.includes(colour));
    const always = ["-", "--as", "tinydns", "--format", "pretty", "--color", "always"];
    assert.ok(djblint(always, { input: BAD }).stdout.includes(colour));
  });

  it("tells with --verbose what each file is taken for", () => {
    const files = { "a/root/data": GOOD, "a/djblint.json": "{}", "etc/tcp.smtp": ":allow\n" };
    withFolder(files, (cwd) => {
      const { stdout, stderr } = djblint(["--verbose"], { cwd });
      assert.match(stderr, /^djblint: settings: a\/djblint\.json$/m);
      assert.match(stderr, /^djblint: a\/root\/data: tinydns data, dialect debian$/m);
      assert.match(stderr, /^djblint: etc\/tcp\.smtp: tcprules, dialect ucspi-tcp$/m);
      assert.equal(stdout, djblint([], { cwd }).stdout);
      assert.equal(djblint(["--verbose", "--quiet"], { cwd }).status, 2);
      const piped = djblint(["--verbose", "-", "--stdin-filename", "a/zone.tinydns"], { cwd, input: GOOD });
      assert.match(piped.stderr, /^djblint: settings: a\/djblint\.json$/m);
      assert.match(piped.stderr, /^djblint: a\/zone\.tinydns: tinydns data, dialect debian$/m);
    });
  });

  it("tells with --timing how long rules take, and finds the same", () => {
    withFolder({ "root/data": BAD, "etc/tcp.smtp": "10.:deny\n10.:allow\n", "x/run": "#!/bin/sh\nls &\n" }, (cwd) => {
      const { status, stdout, stderr } = djblint(["--timing"], { cwd });
      assert.match(stderr, /^ +[\d.]+ ms {2}in all\n +[\d.]+ ms {2}analysis of the files\n +[\d.]+ ms {2}\d+ rules/);
      assert.match(stderr, /^ +[\d.]+ ms {4}(TD|TR|RS)\d+ [a-z-]+$/m);
      const { status: usual, stdout: findings } = djblint([], { cwd });
      assert.deepEqual([status, stdout], [usual, findings]);
      for (const code of ["TD101", "TR101"]) assert.ok(findings.includes(code));
    });
  });

  it("cuts what it says of endless words", () => {
    const run = `#!/bin/sh\nexec tcpserver 0 25 ${"x".repeat(100_000)}\n`;
    withFolder({ "s/run": run }, (cwd) => {
      const { stdout } = djblint(["--format", "concise", "."], { cwd });
      assert.match(stdout, /xxx\.\.\. /);
      for (const line of stdout.split("\n")) assert.ok(line.length < 2000);
    });
  });

  it("takes bytes of any kind", () => {
    const bytes = Uint8Array.from({ length: 4096 }, (_, index) => (index * 37 + (index >> 3)) & 255);
    for (const language of ["tinydns", "tcprules", "control", "run"]) {
      const { status, stderr } = djblint(["-", "--as", language], { input: bytes });
      assert.ok(status === 0 || status === 1, `${language}: ${stderr}`);
    }
  });
});

describe("djblint explain, rules, config", () => {
  it("explains a rule by code and by name", () => {
    const byCode = djblint(["explain", "TD101"]);
    assert.match(byCode.stdout, /^# TD101 ip-octet-wraps/);
    assert.equal(byCode.stdout, djblint(["explain", "ip-octet-wraps"]).stdout);
    assert.equal(djblint(["explain", "TD000"]).status, 2);
    const bytes = Buffer.from(djblint(["explain", "non-ascii-name"]).stdout, "latin1");
    assert.match(bytes.toString("utf8"), /^bücher\.example$/m);
  });

  it("lists the rules", () => {
    assert.match(djblint(["rules"]).stdout, /^TD101 +ip-octet-wraps +error/m);
    const { rules } = JSON.parse(djblint(["rules", "--format", "json"]).stdout);
    assert.ok(rules.some(({ code }: { code: string }) => code === "TD101"));
  });

  it("shows what each file is taken for", () => {
    withFolder({ "tinydns/root/data": GOOD }, (cwd) => {
      const { files, settings } = JSON.parse(djblint(["config", "--format", "json"], { cwd }).stdout);
      assert.deepEqual(files, [{ file: "tinydns/root/data", language: "tinydns", configuration: null }]);
      assert.equal(settings.failOn, "warning");
      const { status, stderr } = djblint(["config", "nowhere"], { cwd });
      assert.deepEqual([status, stderr], [2, "djblint: nowhere cannot be read: file does not exist\n"]);
    });
  });
});
