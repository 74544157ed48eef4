/** What tells about the program: explain, rules, config, init, help, completion, the manual page. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { type CommandEntry, commandTable } from "djblint/cli/command-table";
import { program } from "djblint/cli/main";
import { RULES } from "djblint/rules/registry";
import { djblint, withFolder } from "../support/command.js";
import { onTerminal } from "../support/terminal.js";

const TABLE = commandTable(program(() => undefined));

function commands(entry: CommandEntry): CommandEntry[] {
  return entry.commands.flatMap((child) => [child, ...commands(child)]);
}

function isInstalled(name: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${name}`]).status === 0;
}

describe("djblint explain", () => {
  it("prints the page of the documentation", () => {
    for (const { code, name } of [RULES[0], RULES[RULES.length - 1]]) {
      const page = readFileSync(`server/docs/rules/${code}.md`, "latin1");
      assert.equal(djblint(["explain", code]).stdout, page);
      assert.equal(djblint(["explain", name]).stdout, page);
    }
  });

  it("makes it up on a terminal, within its width", function () {
    const text = onTerminal(["explain", "TD101"], { columns: 50 });
    if (text === undefined) return this.skip();
    assert.ok(text.includes("\u001b[1mTD101 ip-octet-wraps\u001b[22m"));
    const plain = stripVTControlCharacters(text);
    assert.doesNotMatch(plain, /^#|```/m);
    for (const line of plain.split("\n")) assert.ok(line.length <= 50 || line.startsWith("    "), line);
    assert.match(onTerminal(["explain", "TR105"], { columns: 100 })!, /: &quot; is how/);
  });

  it("has it as data, and suggests the right word", () => {
    const { version, code, messages } = JSON.parse(djblint(["explain", "TD101", "--format", "json"]).stdout);
    assert.deepEqual([version, code], [1, "TD101"]);
    assert.ok(messages.length > 0);
    const { status, stderr } = djblint(["explain", "ip-octet-warps"]);
    assert.equal(status, 2);
    assert.match(stderr, /did you mean ip-octet-wraps\?/);
  });

  it("leads to the page of shellcheck for its codes", () => {
    for (const selector of ["SC2086", "shellcheck-2086"]) {
      const { status, stderr } = djblint(["explain", selector]);
      assert.equal(status, 2);
      assert.match(stderr, /https:\/\/www\.shellcheck\.net\/wiki\/SC2086$/m);
    }
  });
});

describe("a reader that has seen enough", () => {
  it("closes the pipe, and nothing is said about it", () => {
    for (const args of ["--help", "check --help", "rules", "tinydns-data --help"]) {
      const script = `"${process.execPath}" server/bin/djblint.cjs ${args} | true`;
      const { stderr } = spawnSync("sh", ["-c", script], { encoding: "latin1" });
      assert.equal(stderr, "", args);
    }
  });
});

describe("djblint init", () => {
  const SITE = {
    "root/data": ".example.org:192.0.2.1:a\nSsip.example.org:192.0.2.1:a:5060\n",
    "etc/tcp.smtp": "127.:allow\n:deny\n",
  };

  it("writes a configuration that changes nothing", () => {
    withFolder(SITE, (cwd) => {
      // A dialect that is set is not spoken of any more.
      const before = djblint(["--ignore", "dialect-line-type"], { cwd });
      const { status, stdout } = djblint(["init"], { cwd });
      assert.equal(status, 0);
      assert.match(stdout, /^djblint\.json is written: 2 files \(tinydns data: 1, tcprules: 1\), dialect debian/);
      const { dialect } = JSON.parse(readFileSync(join(cwd, "djblint.json"), "utf8"));
      assert.deepEqual(dialect, { tinydns: "debian", tcprules: "ucspi-tcp" });
      assert.deepEqual(djblint([], { cwd }), before);
    });
  });

  it("writes over one that is there only when forced", () => {
    withFolder({ ...SITE, "djblint.json": "{}" }, (cwd) => {
      const { status, stderr } = djblint(["init"], { cwd });
      assert.equal(status, 2);
      assert.match(stderr, /djblint\.json is there already; --force/);
      assert.equal(readFileSync(join(cwd, "djblint.json"), "utf8"), "{}");
      assert.equal(djblint(["init", "--force"], { cwd }).status, 0);
      assert.equal(djblint(["init", "missing"], { cwd }).status, 2);
    });
  });
});

describe("djblint config", () => {
  it("is for people by default", () => {
    withFolder({ "root/data": "", "other/djblint.json": "{}", "other/root/data": "" }, (cwd) => {
      const { stdout } = djblint(["config"], { cwd });
      assert.match(stdout, /^Settings \(no djblint\.json: the defaults are in force\):$/m);
      assert.match(stdout, /^ {2}failOn "warning"$/m);
      assert.match(stdout, /^ {2}tinydns data {2}root\/data$/m);
      assert.match(stdout, /^ {2}tinydns data {2}other\/root\/data {2}\(other\/djblint\.json\)$/m);
    });
  });
});

describe("help", () => {
  it("fits into 80 columns, but for examples", () => {
    for (const command of ["", "check", "simulate", "simulate mail", "site", "tcprulescheck"]) {
      const { stdout } = djblint([...command.split(" ").filter(Boolean), "--help"]);
      const wide = stdout.split("\n").filter((line) => line.length > 80 && !line.startsWith("  $ "));
      assert.deepEqual(wide, [], command);
    }
  });

  it("shows at least two examples for every command", () => {
    for (const { path, commands: children, examples } of commands(TABLE)) {
      if (children.length > 0) continue;
      assert.ok(examples.length >= 2, path.join(" "));
      const { status, stdout } = djblint(["help", ...path]);
      assert.equal(status, 0);
      for (const example of examples) assert.ok(stdout.includes(`  $ ${example}\n`), path.join(" "));
    }
  });

  it("suggests the right command and the right option", () => {
    for (const [args, word] of [
      [["--formatt", "json"], "--format"],
      [["compile", "--forse"], "--force"],
      [["simulate", "anwser"], "answer"],
      [["completion", "tcsh"], "bash"],
    ] as const) {
      const { status, stderr } = djblint(args);
      assert.equal(status, 2);
      assert.ok(stderr.includes(word), stderr);
    }
    for (const args of [["complie"], ["help", "complie"]]) {
      const { status, stderr } = djblint(args);
      assert.equal(status, 2);
      assert.match(stderr, /did you mean compile\?/);
    }
  });
});

describe("djblint completion", () => {
  /** What a shell offers for the last word of a line. */
  function offered(shell: "bash" | "fish", ...words: string[]): string[] {
    const script = djblint(["completion", shell]).stdout;
    const ask =
      shell === "fish"
        ? `complete -C '${words.join(" ")}'`
        : `COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _djblint; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync(shell, ["-c", `${script}\n${ask}`], { encoding: "utf8", timeout: 10000 });
    assert.equal(stderr, "");
    return stdout.split("\n").map((line) => line.split("\t")[0]);
  }

  for (const shell of ["bash", "fish"] as const) {
    it(`${shell} offers commands, options, their values and rules`, function () {
      if (!isInstalled(shell)) return this.skip();
      assert.ok(offered(shell, "djblint", "comp").includes("compile"));
      assert.ok(offered(shell, "djblint", "simulate", "a").includes("answer"));
      assert.ok(offered(shell, "djblint", "--stat").includes("--statistics"));
      assert.ok(offered(shell, "djblint", "compile", "--f").includes("--force"));
      assert.ok(!offered(shell, "djblint", "compile", "--s").includes("--select"));
      assert.ok(offered(shell, "djblint", "check", "--fail-on", "w").includes("warning"));
      assert.ok(offered(shell, "djblint", "--format", "s").includes("sarif"));
      assert.ok(offered(shell, "djblint", "explain", "ip-oct").includes("ip-octet-wraps"));
    });

    it(`${shell} offers files where files are meant, and only there`, function () {
      if (!isInstalled(shell)) return this.skip();
      assert.ok(!offered(shell, "djblint", "simulate", "access", "").includes("TD101"));
      assert.ok(!offered(shell, "djblint", "simulate", "").includes("package.json"));
      assert.ok(!offered(shell, "djblint", "completion", "").includes("package.json"));
      assert.ok(!offered(shell, "djblint", "--format", "p").includes("package.json"));
    });

    it(`${shell} goes on behind a comma`, function () {
      if (!isInstalled(shell)) return this.skip();
      assert.ok(offered(shell, "djblint", "check", "--select", "TR,TD1").includes("TR,TD101"));
      assert.ok(!offered(shell, "djblint", "check", "--select", "TR,TD1").includes("TR,TR101"));
      assert.ok(offered(shell, "djblint", "check", "--ignore", "TD1").includes("TD101"));
    });

    it(`${shell} offers the words that help takes`, function () {
      if (!isInstalled(shell)) return this.skip();
      assert.ok(offered(shell, "djblint", "help", "simul").includes("simulate"));
    });
  }

  it("files are offered beside commands, and behind a form of the output", () => {
    if (isInstalled("bash")) {
      assert.ok(offered("bash", "djblint", "").includes("package.json"));
      assert.ok(!offered("bash", "djblint", "check", "--format", "sarif", "=").includes("compile"));
    }
    if (isInstalled("fish")) {
      assert.ok(offered("fish", "djblint", "--format", "json=packa").includes("json=package.json"));
      assert.ok(offered("fish", "djblint", "--format=json=packa").includes("--format=json=package.json"));
    }
  });

  it("values behind an equals sign are offered", () => {
    if (isInstalled("bash")) {
      assert.deepEqual(offered("bash", "djblint", "check", "--preset", "=", "sec"), ["security", ""]);
      assert.ok(offered("bash", "djblint", "check", "--preset", "=").includes("strict"));
    }
    if (isInstalled("fish")) {
      assert.ok(offered("fish", "djblint", "check", "--preset=sec").includes("--preset=security"));
      assert.ok(offered("fish", "djblint", "check", "--select=TR,ip-oct").includes("--select=TR,ip-octet-wraps"));
    }
  });

  it("zsh completes what is typed at its prompt", function () {
    if (!isInstalled("zsh")) return this.skip();
    withFolder({ _djblint: djblint(["completion", "zsh"]).stdout }, (cwd) => {
      // A tab on a terminal of its own; `zpty -r` waits until what is wanted appears.
      const completed = (line: string, wanted: string) => [
        `zpty -w -n z '${line}'$'\\t'`,
        `zpty -r z out '*${wanted}*' && print -r -- '${wanted}'`,
        "zpty -w -n z $'\\x15'",
      ];
      const script = [
        "zmodload zsh/zpty",
        "zpty z zsh -f -i",
        `zpty -w z 'cd ${cwd}; fpath=(${cwd} $fpath); autoload -Uz compinit; compinit -u -d ${cwd}/dump; LISTMAX=0; print re''ady'`,
        "zpty -r z out '*ready*'",
        ...completed("djblint --stat", "istics"),
        ...completed("djblint simulate ans", "wer"),
        ...completed("djblint check --fail-on w", "arning"),
        ...completed("djblint explain ip-oct", "et-wraps"),
        ...completed("djblint check --preset=sec", "urity"),
        ...completed("djblint check --select TR,ip-oct", "et-wraps"),
        ...completed("djblint simulate access _djb", "lint"),
        ...completed("djblint --format sarif=_djb", "lint"),
        ...completed("djblint rules --format t", "ext"),
        ...completed("djblint _djblint --shellc", "heck"),
        "zpty -d z",
      ];
      const { stdout } = spawnSync("zsh", ["-f", "-c", script.join("\n")], { encoding: "utf8", timeout: 20000 });
      assert.deepEqual(stdout.trim().split("\n"), [
        "istics",
        "wer",
        "arning",
        "et-wraps",
        "urity",
        "et-wraps",
        "lint",
        "lint",
        "ext",
        "heck",
      ]);
    });
  });

  it("is a script that each shell reads", function () {
    const shells = ["bash", "zsh", "fish"].filter(isInstalled);
    if (shells.length === 0) return this.skip();
    for (const shell of shells) {
      withFolder({ script: djblint(["completion", shell]).stdout }, (cwd) => {
        const { status, stderr } = spawnSync(shell, ["-n", "script"], { cwd, encoding: "utf8" });
        assert.deepEqual([status, stderr], [0, ""], shell);
      });
    }
  });
});

describe("manual page", () => {
  const PAGE = "server/man/djblint.1";

  it("tells of every command and every option", () => {
    const page = readFileSync(PAGE, "utf8").replaceAll("\\-", "-");
    for (const { path, options } of commands(TABLE)) {
      assert.ok(page.includes(path[path.length - 1]), path.join(" "));
      for (const flag of options.flatMap(({ flags }) => flags)) {
        if (flag !== "--help" && flag !== "-h") assert.ok(page.includes(`Fl ${flag.slice(1)}`), flag);
      }
    }
  });

  it("has no fault for mandoc", function () {
    if (!isInstalled("mandoc")) return this.skip();
    const { stdout, stderr } = spawnSync("mandoc", ["-T", "lint", PAGE], { encoding: "utf8" });
    // Which pages it refers to are installed here is no matter of the page.
    const faults = `${stdout}${stderr}`
      .split("\n")
      .filter((line) => line !== "" && !/lacks|referenced manual/.test(line));
    assert.deepEqual(faults, []);
  });

  it("is set by groff without a warning", function () {
    if (!isInstalled("groff")) return this.skip();
    assert.ok(statSync(PAGE).size > 1000);
    const args = ["-mandoc", "-Tutf8", "-ww", "-z", PAGE];
    const { status, stderr } = spawnSync("groff", args, { encoding: "utf8" });
    assert.deepEqual([status, stderr], [0, ""]);
  });
});
