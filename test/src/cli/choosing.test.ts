/** Which findings are shown, and when they are a failure. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { severityOf } from "djblint/check";
import { DEFAULT_SETTINGS, type Settings } from "djblint/config";
import { RULES } from "djblint/rules/registry";
import { djblint, withFolder } from "../support/command.js";

const SITE = {
  "root/data": [
    ".example.org:192.0.2.1:a",
    "+www.example.org:192.0.2.300",
    "+www..example.org:192.0.2.7",
    "=mail.example.org:192.0.2.9",
    "",
  ].join("\n"),
  "etc/tcp.smtp": "10.0.0.1:deny\n10.0.0.1:allow\n:deny\n",
};

function codes(args: readonly string[], files: Readonly<Record<string, string>> = SITE): string[] {
  return withFolder(files, (cwd) => codesIn(cwd, args));
}

function codesIn(cwd: string, args: readonly string[]): string[] {
  const { stdout, stderr } = djblint([...args, "--format", "json"], { cwd });
  assert.notEqual(stdout, "", stderr);
  return JSON.parse(stdout).findings.map(({ code }: { code: string }) => code);
}

function severity(code: string, settings: Partial<Settings>) {
  return severityOf(RULES.find((rule) => rule.code === code)!, { ...DEFAULT_SETTINGS, ...settings });
}

function choice(select: string[], ignore: string[] = []) {
  return { select, ignore, suppressions: true };
}

describe("choosing rules", () => {
  it("shows the selected ones only", () => {
    assert.deepEqual(codes(["--select", "TD101"]), ["TD101"]);
    assert.deepEqual(codes(["--select", "ip-octet-wraps,TR1"]), ["TR101", "TD101"]);
    assert.deepEqual(codes(["--select", "TD101", "--select", "shadowed-rule"]), ["TR101", "TD101"]);
  });

  it("leaves the ignored ones out; the more exact word counts", () => {
    const all = codes([]);
    assert.deepEqual(
      codes(["--ignore", "TD"]),
      all.filter((code) => !code.startsWith("TD")),
    );
    assert.deepEqual(codes(["--select", "TD", "--ignore", "TD1"]), ["TD321", "TD404"]);
    assert.deepEqual(codes(["--select", "TD101", "--ignore", "TD"]), ["TD101"]);
    assert.deepEqual(codes(["--select", "TD101", "--ignore", "TD101"]), []);
  });

  it("stands above the configuration, unless that is more exact", () => {
    assert.equal(severity("TD101", { rules: { TD101: "off" }, choice: choice(["TD"]) }), "off");
    assert.equal(severity("TD101", { rules: { TD101: "off" }, choice: choice(["TD101"]) }), "error");
    assert.equal(severity("TD101", { rules: { TD: "off" }, choice: choice(["TD1"]) }), "error");
    assert.equal(severity("TD101", { rules: { TD101: "info" }, choice: choice(["TD"]) }), "info");
    assert.equal(severity("TD101", { rules: { TD101: "info" }, choice: choice([], ["TD"]) }), "off");
    assert.equal(severity("DJ002", { choice: choice(["TD"]) }), "warning");
  });

  it("switches a rule of taste on by its whole code or name", () => {
    assert.equal(severity("TD133", {}), "off");
    assert.equal(severity("TD133", { choice: choice(["TD"]) }), "off");
    assert.equal(severity("TD133", { choice: choice(["TD133"]) }), "info");
    assert.equal(severity("TD133", { choice: choice(["upper-case-name"]) }), "info");
    assert.equal(severity("TD133", { preset: "strict" }), "info");
  });

  it("takes a preset from the configuration and from the command line", () => {
    assert.deepEqual(codes(["--preset", "security"]), ["TR101"]);
    const files = { ...SITE, "djblint.json": '{ "preset": "security" }' };
    assert.deepEqual(codes([], files), ["TR101"]);
    assert.deepEqual(codes(["--preset", "recommended"], files), codes([]));
  });

  it("suggests the right word", () => {
    const complaint = (...args: string[]) => djblint(args).stderr;
    assert.match(complaint("--select", "XY"), /no rule is called XY \(did you mean XF\?\)/);
    assert.match(complaint("--select", "ZZ"), /no rule is called ZZ; codes begin with DJ, QM, RS, TD, TR, XF/);
    assert.match(complaint("--ignore", "TD101,ip-octet-warps"), /did you mean ip-octet-wraps\?/);
    assert.match(complaint("--preset", "strikt"), /recommended, strict, security/);
    assert.match(complaint("--dialect", "debain"), /did you mean debian\?/);
    assert.match(complaint("--max-warnings", "few"), /whole number/);
  });

  it("does not call a suppression idle whose rule is off", () => {
    const data = `# djblint-ignore TD101 -- a test\n${SITE["root/data"]}`;
    assert.deepEqual(codes(["--select", "TR"], { "root/data": data }), []);
    assert.deepEqual(codes(["--select", "TD101"], { "root/data": data }), ["DJ002", "TD101"]);
  });

  it("shows what comments suppress when asked to", () => {
    const files = { "root/data": SITE["root/data"].replace("+www", "# djblint-ignore TD101\n+www") };
    assert.deepEqual(codes(["--select", "TD101"], files), []);
    assert.deepEqual(codes(["--select", "TD101", "--no-suppress"], files), ["TD101"]);
  });
});

describe("configuration", () => {
  it("has settings for some files only; later ones count", () => {
    const overrides = [
      { files: ["old/**"], rules: { TD: "off", TD131: "info" }, failOn: "error" },
      { files: ["*.tinydns"], rules: { TD131: "warning" } },
    ];
    const files = {
      "root/data": SITE["root/data"],
      "old/data": SITE["root/data"],
      "old/b.tinydns": SITE["root/data"],
      "djblint.json": JSON.stringify({ files: { "old/data": "tinydns" }, overrides }),
    };
    withFolder(files, (cwd) => {
      const { findings } = JSON.parse(djblint(["--format", "json"], { cwd }).stdout);
      assert.deepEqual(
        findings
          .map((finding: Record<string, string>) => `${finding.file} ${finding.code} ${finding.severity}`)
          .filter((line: string) => line.includes(" TD1")),
        ["old/b.tinydns TD131 warning", "old/data TD131 info", "root/data TD101 error", "root/data TD131 warning"],
      );
      assert.equal(djblint(["old"], { cwd }).status, 0);
      assert.equal(djblint(["root"], { cwd }).status, 1);
    });
  });

  it("is told where an override names no rule", () => {
    const files = { ...SITE, "djblint.json": '{ "overrides": [\n{ "files": ["a"], "rules": { "TX1": "off" } }\n] }' };
    withFolder(files, (cwd) => {
      const { status, stdout } = djblint([], { cwd });
      assert.match(stdout, /^djblint\.json:2:\d+: error DJ005 bad-configuration: .*TX1/m);
      assert.equal(status, 2);
    });
  });

  it("can be another file or none", () => {
    const files = {
      ...SITE,
      "djblint.json": '{ "rules": { "TD": "off" } }',
      "ci.json": '{ "rules": { "TD": "off", "TD101": "info" } }',
    };
    withFolder(files, (cwd) => {
      assert.deepEqual(codesIn(cwd, ["root"]), []);
      assert.deepEqual(codesIn(cwd, ["--config", "ci.json", "root"]), ["TD101"]);
      assert.ok(codesIn(cwd, ["--isolated", "root"]).length > 2);
      assert.equal(djblint(["--config", "missing.json"], { cwd }).status, 2);
      assert.equal(djblint(["--config", "ci.json", "--isolated"], { cwd }).status, 2);
    });
  });
});

describe("failing", () => {
  it("tolerates a number of warnings", () => {
    const files = { "etc/tcp.smtp": SITE["etc/tcp.smtp"] };
    withFolder(files, (cwd) => {
      assert.equal(djblint([], { cwd }).status, 1);
      assert.equal(djblint(["--max-warnings", "1"], { cwd }).status, 0);
      assert.equal(djblint(["--max-warnings", "0"], { cwd }).status, 1);
      assert.equal(djblint(["--max-warnings", "0", "--fail-on", "error"], { cwd }).status, 1);
    });
    withFolder(SITE, (cwd) => {
      assert.equal(djblint(["--max-warnings", "99"], { cwd }).status, 1);
      assert.equal(djblint(["--exit-zero"], { cwd }).status, 0);
      assert.equal(djblint(["--exit-zero", "missing.tinydns"], { cwd }).status, 2);
    });
  });
});

describe("baseline", () => {
  it("shows only what is new, wherever the lines have moved", () => {
    withFolder(SITE, (cwd) => {
      const before = codesIn(cwd, []);
      const { status, stderr } = djblint(["--write-baseline", "--baseline", "known.json"], { cwd });
      assert.equal(status, 0);
      assert.match(stderr, new RegExp(`known\\.json lists ${before.length} findings`));
      const known = djblint(["--baseline", "known.json"], { cwd });
      assert.deepEqual([known.status, known.stdout], [0, ""]);

      const data = `# a line\n${SITE["root/data"].replaceAll("\n", " \n")}+www.example.org:192.0.2.300\n+new.example.org:192.0.2.256\n`;
      writeFileSync(join(cwd, "root/data"), data);
      const { stdout } = djblint(["--baseline", "known.json"], { cwd });
      // The same line twice is one finding more than the baseline has.
      assert.match(stdout, /^root\/data:6:\d+: error TD101/m);
      assert.match(stdout, /^root\/data:7:\d+: error TD101/m);
      assert.doesNotMatch(stdout, /^root\/data:[1-5]:.*TD101/m);
    });
  });

  it("is written of all findings, and nothing else is", () => {
    withFolder(SITE, (cwd) => {
      for (const args of [["--changed-since", "HEAD"], ["--format", "sarif=x"], ["--statistics"], ["-o", "x"]]) {
        assert.equal(djblint(["--write-baseline", ...args], { cwd }).status, 2, args[0]);
      }
      assert.deepEqual(
        readdirSync(cwd).sort(),
        Object.keys(SITE)
          .map((path) => path.split("/")[0])
          .sort(),
      );
    });
  });

  it("is the same from any folder, and says what is gone", () => {
    withFolder(SITE, (cwd) => {
      djblint(["--write-baseline"], { cwd });
      const { findings } = JSON.parse(readFileSync(join(cwd, "djblint-baseline.json"), "utf8"));
      assert.ok(findings.some(({ file }: { file: string }) => file === "root/data"));
      assert.equal(djblint(["--baseline", "../djblint-baseline.json", "."], { cwd: join(cwd, "root") }).stdout, "");
      writeFileSync(join(cwd, "etc/tcp.smtp"), ":deny\n");
      assert.match(djblint(["--baseline", "djblint-baseline.json"], { cwd }).stderr, /1 of it no longer there/);
    });
  });

  it("complains about what is none", () => {
    withFolder({ ...SITE, "a.json": "{", "b.json": '{"version":1,"findings":[{}]}', "c.json": "null" }, (cwd) => {
      writeFileSync(join(cwd, "d.json"), '{"version":1}');
      writeFileSync(join(cwd, "e.json"), '{"version":2,"findings":[]}');
      for (const name of ["a.json", "b.json", "c.json", "d.json", "e.json", "none.json"]) {
        const { status, stderr } = djblint(["--baseline", name], { cwd });
        assert.equal(status, 2);
        assert.match(stderr, new RegExp(`^djblint: .*${name}`));
      }
    });
  });
});

describe("--changed-since", () => {
  function git(cwd: string, ...args: string[]): void {
    const identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
    execFileSync("git", [...identity, ...args], { cwd, stdio: "ignore" });
  }

  it("shows findings in changed and new files; the others are read all the same", () => {
    withFolder({ ...SITE, "other/tcp.ftp": "10.:deny\n10.:allow\n" }, (cwd) => {
      git(cwd, "init", "-q", "-b", "main");
      git(cwd, "add", ".");
      git(cwd, "commit", "-qm", "one");
      assert.deepEqual(codesIn(cwd, ["--changed-since", "HEAD"]), []);
      git(cwd, "checkout", "-qb", "work");
      writeFileSync(join(cwd, "root/data"), `${SITE["root/data"]}# more\n`);
      git(cwd, "commit", "-qam", "two");
      git(cwd, "checkout", "-q", "main");
      writeFileSync(join(cwd, "other/tcp.ftp"), "10.:deny\n10.:allow\n:deny\n");
      git(cwd, "commit", "-qam", "three");
      git(cwd, "checkout", "-q", "work");
      mkdirSync(join(cwd, "new"));
      writeFileSync(join(cwd, "new/tcp.pop"), "1.:deny\n1.:allow\n");
      const { stdout } = djblint(["--changed-since", "main"], { cwd });
      // What main has changed since is no change of this branch.
      assert.deepEqual([...new Set(stdout.match(/^[^:]+/gm))], ["new/tcp.pop", "root/data"]);
      const { summary } = JSON.parse(djblint(["--changed-since", "main", "--format", "json"], { cwd }).stdout);
      assert.equal(summary.files, 4);
    });
  });

  it("shows findings in repositories inside of the repository when they have changed", () => {
    withFolder({ "sub/etc/tcp.smtp": SITE["etc/tcp.smtp"], "etc/tcp.smtp": SITE["etc/tcp.smtp"] }, (cwd) => {
      for (const folder of [join(cwd, "sub"), cwd]) {
        git(folder, "init", "-q");
        git(folder, "add", ".");
        git(folder, "commit", "-qm", "one");
      }
      assert.deepEqual(codesIn(cwd, ["--changed-since", "HEAD"]), []);
      writeFileSync(join(cwd, "sub/etc/tcp.smtp"), `${SITE["etc/tcp.smtp"]}# more\n`);
      assert.match(djblint(["--changed-since", "HEAD"], { cwd }).stdout, /^sub\/etc\/tcp\.smtp:/);
      git(join(cwd, "sub"), "commit", "-qam", "two");
      assert.match(djblint(["--changed-since", "HEAD"], { cwd }).stdout, /^sub\/etc\/tcp\.smtp:/);
    });
  });

  it("knows files by their real path", () => {
    withFolder({ "repo/etc/tcp.smtp": SITE["etc/tcp.smtp"] }, (cwd) => {
      git(join(cwd, "repo"), "init", "-q");
      git(join(cwd, "repo"), "commit", "-q", "--allow-empty", "-m", "one");
      symlinkSync("repo", join(cwd, "link"));
      assert.deepEqual(codesIn(cwd, ["--changed-since", "HEAD", "link"]), ["TR101"]);
    });
  });

  it("complains about an unknown revision, an option in its place, and a folder outside git", () => {
    withFolder(SITE, (cwd) => {
      assert.match(djblint(["--changed-since", "HEAD"], { cwd }).stderr, /in no git repository/);
      git(cwd, "init", "-q");
      for (const revision of ["nothing", "--output=x"]) {
        const { status, stderr } = djblint([`--changed-since=${revision}`], { cwd });
        assert.equal(status, 2);
        assert.match(stderr, /is no revision/);
      }
      const [file] = Object.keys(SITE);
      const { status, stderr } = djblint(["--changed-since", "HEAD", `${file}/x`], { cwd });
      assert.equal(status, 2);
      assert.match(stderr, /\/x is in no git repository/);
    });
  });
});
