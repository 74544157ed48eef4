/** The files for CI services: each tried as far as it can be without the service. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { parse } from "yaml";
import { copyOf, djblint, withFolder } from "../support/command.js";

const SITE = "fixtures/sites/nusd";

interface Step {
  readonly name: string;
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
}

const ACTION = parse(readFileSync("action.yml", "utf8"));

/** Runs a step of the action as the runner does: expressions replaced, then a file for bash. */
function runStep(step: Step, cwd: string, inputs: Readonly<Record<string, string>>) {
  const known: Record<string, string> = { "github.action_path": resolve(".") };
  for (const [name, { default: usual }] of Object.entries<{ default: string }>(ACTION.inputs)) {
    known[`inputs.${name}`] = inputs[name] ?? usual;
  }
  const filled = (text: string) => text.replace(/\$\{\{ *([\w.]+) *\}\}/g, (_, name: string) => known[name]);
  const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value)]));
  return spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", filled(step.run)], {
    cwd,
    env: { ...process.env, ...env },
    encoding: "utf8",
    timeout: 20000,
  });
}

/** Runs a shell command where `djblint` (and `npx`) are this djblint. */
function shell(cwd: string, command: string) {
  const bin = join(cwd, ".bin");
  const env = { ...process.env, PATH: [bin, process.env.PATH].join(delimiter) };
  spawnSync("mkdir", ["-p", bin]);
  if (!existsSync(join(bin, "djblint"))) symlinkSync(resolve("server/bin/djblint.cjs"), join(bin, "djblint"));
  // The repository stands for the program that its package has.
  const npx =
    '#!/bin/sh\n[ "$1 $2" = "--yes git+https://github.com/djblint/djblint.git" ] && shift 2\nexec djblint "$@"\n';
  writeFileSync(join(bin, "npx"), npx, { mode: 0o755 });
  return spawnSync("sh", ["-c", command], { cwd, env, encoding: "utf8", timeout: 20000 });
}

function inSite(work: (cwd: string) => void): void {
  withFolder({}, (folder) => {
    const cwd = join(folder, "site");
    copyOf(SITE, cwd);
    work(cwd);
  });
}

describe("GitHub action", () => {
  const steps: Step[] = ACTION.runs.steps;
  const check = steps[steps.length - 1];

  it("needs nothing but npm and bash", () => {
    assert.equal(ACTION.runs.using, "composite");
    for (const step of steps) assert.ok(step.run && !("uses" in step), step.name);
    assert.match(steps[0].run, /^npm ci\b/);
  });

  it("annotates the paper's server, which passes when it is mended as the messages say", () => {
    inSite((cwd) => {
      const before = runStep(check, cwd, { sarif: "djblint.sarif", args: "--select RS018,RS054,TD" });
      assert.equal(before.status, 1, before.stderr);
      assert.match(before.stdout, /^::error title=djblint RS018 [^:]*file=var\/qmail\/qmail-smtpd\/run,line=5,/m);
      assert.equal(JSON.parse(readFileSync(join(cwd, "djblint.sarif"), "utf8")).version, "2.1.0");
      assert.equal(djblint(["--unsafe-fixes", "--select", "RS018,RS054,TD"], { cwd }).status, 0);
      assert.match(readFileSync(join(cwd, "var/qmail/qmail-smtpd/run"), "utf8"), /tcpserver -U/);
      const after = runStep(check, cwd, { args: "--select RS018,RS054,TD" });
      assert.equal(after.status, 0, after.stdout);
      assert.doesNotMatch(after.stdout, /^::(error|warning)/m);
    });
  });

  it("takes inputs of several lines", () => {
    inSite((cwd) => {
      const { stdout } = runStep(check, cwd, {
        paths: "etc/inittab\nvar/sshd  var/tinydns\n",
        args: "--select\nRS085,TD142",
      });
      assert.match(stdout, /^::warning title=djblint RS085 /m);
      assert.match(stdout, /^::warning title=djblint TD142 /m);
    });
  });

  it("takes its inputs as words, never as commands", () => {
    inSite((cwd) => {
      const { status, stdout } = runStep(check, cwd, { paths: "$(touch hacked) ; touch hacked" });
      assert.equal(status, 2);
      assert.match(stdout, /file=\$\(touch,/);
      assert.ok(!existsSync(join(cwd, "hacked")));
    });
  });
});

describe("pre-commit hooks", () => {
  it("are commands of djblint, and the package of the repository has the program", () => {
    const hooks = parse(readFileSync(".pre-commit-hooks.yaml", "utf8"));
    assert.ok(hooks.length >= 1);
    const { bin, files } = JSON.parse(readFileSync("package.json", "utf8"));
    assert.ok(existsSync(bin.djblint));
    assert.ok(files.includes("server/bin"));
    for (const { id, entry, language, pass_filenames } of hooks) {
      assert.match(id, /^djblint/);
      assert.deepEqual([language, pass_filenames], ["node", false]);
      inSite((cwd) => assert.equal(shell(cwd, entry).status, 1));
    }
  });
});

describe("GitLab CI", () => {
  it("writes the report that it names", () => {
    const { djblint: job } = parse(readFileSync("ci/gitlab-ci.yml", "utf8"));
    inSite((cwd) => {
      const { status, stdout } = shell(cwd, job.script.join("\n"));
      assert.equal(status, 1);
      assert.match(stdout, /files checked/);
      const report = JSON.parse(readFileSync(join(cwd, job.artifacts.reports.codequality), "utf8"));
      assert.ok(report.some(({ check_name }: { check_name: string }) => check_name.startsWith("RS018 ")));
    });
  });
});

describe("Makefile of a tinydns root", () => {
  it("compiles what has no error, and leaves data.cdb alone otherwise", function () {
    if (spawnSync("make", ["--version"]).status !== 0) return this.skip();
    const files = { data: ".example.org:192.0.2.1:a\n", Makefile: readFileSync("ci/tinydns.mk", "utf8") };
    withFolder(files, (cwd) => {
      assert.equal(shell(cwd, "make").status, 0);
      const before = readFileSync(join(cwd, "data.cdb"));
      writeFileSync(join(cwd, "data"), ".example.org:192.0.2.300:a\n");
      const { status, stdout } = shell(cwd, "touch -d +1min data; make");
      assert.notEqual(status, 0);
      assert.match(stdout, /^data:1:\d+: error TD101/m);
      assert.deepEqual(readFileSync(join(cwd, "data.cdb")), before);
    });
  });
});

describe("problem matcher", () => {
  // GitHub knows error, warning and notice, and passes over a line of another severity.
  const SEVERITY_THERE: Readonly<Record<string, string>> = { error: "error", warning: "warning", info: "notice" };

  interface Matcher {
    readonly severity?: string;
    readonly pattern: readonly [Readonly<Record<"file" | "line" | "code" | "severity", number>> & { regexp: string }];
  }

  it("reads every line of the concise form", () => {
    const matchers: Matcher[] = JSON.parse(readFileSync("ci/problem-matcher.json", "utf8")).problemMatcher;
    const lines = djblint(["--format", "concise", SITE]).stdout.trimEnd().split("\n");
    const found = JSON.parse(djblint(["--format", "json", SITE]).stdout).findings;
    assert.deepEqual(
      lines.flatMap((text) =>
        matchers.flatMap(({ severity: usual, pattern: [{ regexp, file, line, code, severity }] }) => {
          const match = new RegExp(regexp).exec(text);
          return match ? [[match[file], Number(match[line]), match[code], usual ?? match[severity]]] : [];
        }),
      ),
      found.map((finding: { file: string; code: string; severity: string; range: { start: { line: number } } }) => [
        finding.file,
        finding.range.start.line + 1,
        finding.code,
        SEVERITY_THERE[finding.severity],
      ]),
    );
  });
});

describe("docs/ci.md", () => {
  it("names options, inputs and files that exist", () => {
    const page = readFileSync("docs/ci.md", "utf8");
    const help = djblint(["check", "--help"]).stdout;
    for (const [, option] of page.matchAll(/djblint[^\n`|]* (--[\w-]+)/g)) {
      if (!/^--(workspace|global)$/.test(option)) assert.ok(help.includes(option), option);
    }
    for (const [, path] of page.matchAll(/\]\(\.\.\/([^)]+)\)/g)) assert.ok(existsSync(path), path);
    const [yaml] = /(?<=```yaml\njobs:)[^`]*/.exec(page)!;
    const { djblint: job } = parse(yaml);
    const own = job.steps.find(({ uses }: { uses?: string }) => uses?.startsWith("djblint/"));
    for (const name of Object.keys(own.with)) assert.ok(name in ACTION.inputs, name);
  });
});
