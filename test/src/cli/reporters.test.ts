/** What each form of output is held against: its schema, its parser, the terminal it goes to. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { DOMParser, type Element, onWarningStopParsing } from "@xmldom/xmldom";
import { Ajv2020 } from "ajv/dist/2020.js";
import draft04 from "ajv-draft-04";
import { z } from "zod";
import { djblint, withFolder } from "../support/command.js";
import { onTerminal } from "../support/terminal.js";

/** Findings of all severities, with related places in other lines, fixes, and characters that formats must escape. */
const SITE = {
  "tinydns/root/data": [
    ".example.org:192.0.2.1:a",
    "+a%b,c.example.org:192.0.2.300",
    "'t.example.org:<&\"\u00e4:bc:\\",
    "Cwww.example.org:x.example.org",
    "+www.example.org:192.0.2.7",
    "+fixed.example.org.:192.0.2.8:86400:::",
    "",
  ].join("\n"),
  "service/smtp/run": "#!/bin/sh\nexec envuidgid qmaild tcpserver -x smtp.cdb 0 smtp qmail-smtpd 2>&1\n",
  "etc/tcp.smtp": "127.:allow\n10.0.0.1:deny\n10.0.0.1:allow\n:deny\n",
  "control/me": "mail.example.org\n",
};

function outputOf(format: string, ...further: string[]): string {
  return withFolder(SITE, (cwd) => {
    const { stdout, stderr } = djblint(["--format", format, ...further], { cwd });
    assert.equal(stderr, "");
    return stdout;
  });
}

function xmlOf(format: string): Element {
  const parser = new DOMParser({ onError: onWarningStopParsing });
  return parser.parseFromString(outputOf(format), "text/xml").documentElement!;
}

function attributesOf(node: Element): Record<string, string> {
  return Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value]));
}

/** As `reviewdog.proto` defines it. */
const RDF_POSITION = z.strictObject({ line: z.int().min(1), column: z.int().min(1) });
const RDF_LOCATION = z.strictObject({
  path: z.string(),
  range: z.strictObject({ start: RDF_POSITION, end: RDF_POSITION }),
});
const RDJSON = z.strictObject({
  source: z.strictObject({ name: z.string(), url: z.url() }),
  diagnostics: z.array(
    z.strictObject({
      message: z.string().min(1),
      location: RDF_LOCATION,
      severity: z.enum(["ERROR", "WARNING", "INFO"]),
      code: z.strictObject({ value: z.string(), url: z.url() }),
      suggestions: z.array(z.strictObject({ range: RDF_LOCATION.shape.range, text: z.string() })),
      related_locations: z.array(z.strictObject({ message: z.string(), location: RDF_LOCATION })),
    }),
  ),
});

/** The report that all others are compared with. */
function findings(): { file: string; code: string; severity: string; message: string; fixes: unknown[] }[] {
  return JSON.parse(outputOf("json")).findings;
}

describe("reporters", () => {
  it("json is what its published schema says", () => {
    const schema = JSON.parse(readFileSync("server/schema/report.schema.json", "utf8"));
    const validate = new Ajv2020({ allErrors: true }).compile(schema);
    for (const text of [outputOf("json"), djblint(["--format", "json", "fixtures/sites/nusd"]).stdout]) {
      validate(JSON.parse(text));
      assert.deepEqual(validate.errors, null);
    }
    const severities = new Set(findings().map(({ severity }) => severity));
    assert.deepEqual([...severities].sort(), ["error", "info", "warning"]);
    assert.ok(findings().some(({ fixes }) => fixes.length > 0));
  });

  it("sarif is what the standard's schema says", () => {
    const schema = JSON.parse(readFileSync("fixtures/schemas/sarif-2.1.0-rtm.5.json", "utf8"));
    const Ajv04 = draft04 as unknown as typeof draft04.default;
    const validate = new Ajv04({
      allErrors: true,
      strict: false,
      validateFormats: false,
      unicodeRegExp: false,
    }).compile(schema);
    const log = JSON.parse(outputOf("sarif"));
    validate(log);
    assert.deepEqual(validate.errors, null);
  });

  it("sarif has rules with help, related places, fixes and a fingerprint for each result", () => {
    const [{ tool, results }] = JSON.parse(outputOf("sarif")).runs;
    const expected = findings();
    assert.deepEqual(
      results.map(({ ruleId }: { ruleId: string }) => ruleId),
      expected.map(({ code }) => code),
    );
    for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules[ruleIndex].id, ruleId);
    for (const rule of tool.driver.rules) {
      assert.match(rule.helpUri, new RegExp(`/${rule.id}\\.md$`));
      assert.ok(rule.help.markdown.includes("## Why it matters"));
    }
    const prints = results.map(({ partialFingerprints }: { partialFingerprints: Record<string, string> }) =>
      Object.values(partialFingerprints).join(),
    );
    assert.equal(new Set(prints).size, results.length);
    const shadowed = results.find(({ ruleId }: { ruleId: string }) => ruleId === "TR101");
    assert.equal(shadowed.relatedLocations[0].physicalLocation.region.startLine, 2);
    const [{ artifactChanges, properties }] = shadowed.fixes;
    assert.equal(properties.safety, "safe");
    assert.equal(artifactChanges[0].artifactLocation.uri, "etc/tcp.smtp");
    assert.deepEqual(artifactChanges[0].replacements[0].deletedRegion, {
      startLine: 3,
      startColumn: 1,
      endLine: 4,
      endColumn: 1,
    });
  });

  it("sarif counts columns in UTF-16 units where a line is UTF-8, else in bytes", () => {
    const columnOf = (name: string) =>
      withFolder({ "root/data": `.example.org:192.0.2.1:a\n+${name}.example.org:192.0.2.300\n` }, (cwd) => {
        const [{ results }] = JSON.parse(djblint(["--format", "sarif", "--select", "TD101"], { cwd }).stdout).runs;
        return results[0].locations[0].physicalLocation.region.startColumn;
      });
    assert.equal(columnOf("\u00c3\u00b6"), columnOf("o"));
    assert.equal(columnOf("\u00f6"), columnOf("o"));
    assert.equal(columnOf("\u00f6\u00c3\u00b6"), columnOf("ooo"));
    assert.equal(columnOf("\u00f0\u009f\u0090\u00a7"), columnOf("oo"));
  });

  it("fingerprints stay when lines above come and go", () => {
    const [{ results }] = JSON.parse(outputOf("sarif")).runs;
    const moved = { ...SITE, "tinydns/root/data": `# one\n# two\n${SITE["tinydns/root/data"]}` };
    const [after] = withFolder(moved, (cwd) => JSON.parse(djblint(["--format", "sarif"], { cwd }).stdout)).runs;
    const prints = (list: { partialFingerprints: unknown }[]) => list.map((one) => one.partialFingerprints);
    assert.deepEqual(prints(after.results), prints(results));
  });

  for (const [format, lineEnd] of [
    ["github", "%0A"],
    ["gitlab", "\\n"],
    ["junit", "&#10;"],
    ["checkstyle", "&#10;"],
  ]) {
    it(`${format} tells of the other places of a finding in its text`, () => {
      assert.ok(outputOf(format).includes(`${lineEnd}see etc/tcp.smtp:2:1: this line counts`));
    });
  }

  it("github writes one escaped command for each finding", () => {
    const lines = outputOf("github").trimEnd().split("\n");
    assert.equal(lines.length, findings().length);
    for (const line of lines) assert.match(line, /^::(error|warning|notice) [^:]*::[^\n]+$/);
    assert.ok(
      lines.some((line) =>
        line.startsWith("::error title=djblint TD101 ip-octet-wraps,file=tinydns/root/data,line=2,endLine=2,col="),
      ),
    );
  });

  it("gitlab writes what its Code Quality report needs", () => {
    const issues = JSON.parse(outputOf("gitlab"));
    assert.equal(issues.length, findings().length);
    for (const issue of issues) {
      assert.deepEqual(Object.keys(issue).sort(), ["check_name", "description", "fingerprint", "location", "severity"]);
      assert.match(issue.severity, /^(info|minor|major)$/);
      assert.ok(issue.location.lines.begin >= 1 && !issue.location.path.startsWith("/"));
    }
    assert.equal(new Set(issues.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size, issues.length);
  });

  it("junit has a suite for each file, with a failure for each error and warning", () => {
    const root = xmlOf("junit");
    const suites = [...root.getElementsByTagName("testsuite")];
    assert.deepEqual(suites.map((suite) => suite.getAttribute("name")).sort(), Object.keys(SITE).sort());
    const failures = findings().filter(({ severity }) => severity !== "info");
    assert.equal(root.getAttribute("failures"), String(failures.length));
    assert.equal(root.getAttribute("tests"), String(root.getElementsByTagName("testcase").length));
    assert.deepEqual(
      [...root.getElementsByTagName("failure")].map((failure) => failure.getAttribute("message")),
      failures.map(({ message }) => message),
    );
    for (const suite of suites) {
      assert.equal(suite.getAttribute("tests"), String(suite.getElementsByTagName("testcase").length));
    }
  });

  it("checkstyle has an element for each finding", () => {
    const errors = [...xmlOf("checkstyle").getElementsByTagName("error")].map(attributesOf);
    assert.deepEqual(
      errors.map(({ source, severity }) => `${source} ${severity}`),
      findings().map(({ code, severity }) => `djblint.${code} ${severity}`),
    );
    assert.ok(errors[0].message.startsWith(findings()[0].message));
  });

  it("rdjson has a diagnostic for each finding, and each fix of one edit as a suggestion", () => {
    const { source, diagnostics } = RDJSON.parse(JSON.parse(outputOf("rdjson")));
    assert.equal(source.name, "djblint");
    const expected = findings();
    assert.deepEqual(
      diagnostics.map(({ code, severity }) => `${code.value} ${severity}`),
      expected.map(({ code, severity }) => `${code} ${severity.toUpperCase()}`),
    );
    const shadowed = diagnostics.find(({ code }) => code.value === "TR101")!;
    const wholeLine = { start: { line: 3, column: 1 }, end: { line: 4, column: 1 } };
    assert.deepEqual(shadowed.suggestions, [{ range: wholeLine, text: "" }]);
    assert.equal(shadowed.related_locations[0].location.range.start.line, 2);
  });

  it("writes into a file what would go to standard output", () => {
    withFolder(SITE, (cwd) => {
      const inPipe = djblint([], { cwd });
      assert.equal(djblint(["-o", "out.txt"], { cwd }).stdout, "");
      assert.equal(readFileSync(join(cwd, "out.txt"), "latin1"), inPipe.stdout);
      assert.equal(djblint(["--format", "json", "--output-file", "out.json"], { cwd }).status, inPipe.status);
      assert.equal(JSON.parse(readFileSync(join(cwd, "out.json"), "utf8")).version, 1);
    });
  });

  it("writes several forms at once", () => {
    withFolder(SITE, (cwd) => {
      const { stdout } = djblint(["--format", "sarif=out.sarif", "--format", "junit=out.xml", "--format", "pretty"], {
        cwd,
      });
      assert.match(stdout, /4 files checked: /);
      assert.equal(JSON.parse(readFileSync(join(cwd, "out.sarif"), "utf8")).version, "2.1.0");
      assert.match(readFileSync(join(cwd, "out.xml"), "utf8"), /^<\?xml/);
      assert.equal(djblint(["--format", "sarif=out.sarif"], { cwd }).stdout, "");
      assert.equal(djblint(["--format", "sarif=no/such/folder"], { cwd }).status, 2);
    });
    assert.match(djblint(["--format", "json", "--format", "pretty"]).stderr, /write pretty=FILE/);
    assert.match(djblint(["--format", "sarf"]).stderr, /did you mean sarif\?/);
  });

  it("counts the findings of each rule", () => {
    const text = outputOf("pretty", "--statistics");
    assert.match(text, /^ *1 {2}TR101 {2}shadowed-rule +in 1 file, 1 fixable$/m);
    assert.match(text, /^4 files checked: /m);
    assert.doesNotMatch(outputOf("pretty", "--statistics", "--quiet"), /checked/);
    const { version, rules } = JSON.parse(outputOf("json", "--statistics"));
    assert.equal(version, 1);
    assert.equal(
      rules.reduce((sum: number, { count }: { count: number }) => sum + count, 0),
      findings().length,
    );
    assert.equal(djblint(["--statistics", "--format", "junit"]).status, 2);
  });

  it("pretty shows the gravest first, what is the same once, and few infos of a rule", () => {
    const relay = "#!/bin/sh\nexec 2>&1\nexec tcpserver -U -H -l0 -c9 0 smtp /bin/true\n";
    const lonely = [1, 2, 3, 4, 5].map((number) => `=h${number}.example.org:9.${number}.0.1\n`).join("");
    const files = {
      "root/data": `.example.org:192.0.2.1:a\n.example.org:192.0.2.2:b\n${lonely}+www.example.org:192.0.2.300\n`,
      "a/run": relay,
      "b/run": relay,
    };
    withFolder(files, (cwd) => {
      const { stdout } = djblint(["--format", "pretty", "--select", "TD101,TD404,RS036"], { cwd });
      const severities = [...stdout.matchAll(/^(error|warning|info)\[/gm)].map(([, severity]) => severity);
      assert.deepEqual(severities, ["error", "warning", "info", "info", "info"]);
      assert.match(stdout, /^warning\[RS036\].*\n --> a\/run:3:6\n(.*\n)*? {2}= also: b\/run:3:6\n/m);
      assert.match(stdout, /^info: 2 more of TD404 [a-z-]+; --format concise lists all$/m);
      assert.match(stdout, /^3 files checked: 1 error, 2 warnings, 5 infos$/m);
      assert.equal(stdout.match(/= docs: /g)?.length, 3, "once a rule");
    });
  });

  it("shows what cannot be seen of the name of a file, which a terminal would obey", () => {
    withFolder({ "a\u001b[31m\nb.tinydns": "+www.example.org:192.0.2.300\n" }, (cwd) => {
      for (const format of ["pretty", "concise"]) {
        const { stdout } = djblint(["--format", format], { cwd });
        assert.match(stdout, /a\\033\[31m\\012b\.tinydns:1:26/, format);
        assert.ok(!stdout.includes("\u001b"), format);
      }
    });
  });

  it("leaves the summary out when asked to be quiet", () => {
    assert.match(outputOf("pretty"), /files checked/);
    assert.doesNotMatch(outputOf("pretty", "--quiet"), /files checked/);
  });
});

describe("output on a terminal", () => {
  const plain = (text: string) => stripVTControlCharacters(text);

  it("is pretty, in colours, with links to the pages of the rules", function () {
    withFolder(SITE, (cwd) => {
      const text = onTerminal([], { cwd });
      if (text === undefined) return this.skip();
      assert.ok(text.includes("\u001b[31m"), "colours");
      assert.match(text, /\u001b\]8;;https:[^\u001b]*\/TD101\.md\u001b\\TD101\u001b\]8;;\u001b\\/);
      assert.match(plain(text), /4 files checked: /);
    });
  });

  it("has neither colours nor links with NO_COLOR, --color never and TERM=dumb", function () {
    withFolder(SITE, (cwd) => {
      for (const [args, env] of [
        [["--quiet"], { NO_COLOR: "1" }],
        [["--quiet", "--color", "never"], {}],
        [[], { TERM: "dumb" }],
      ] as const) {
        const text = onTerminal(args, { cwd, env });
        if (text === undefined) return this.skip();
        assert.ok(text.includes("error[TD101]"));
        assert.ok(!text.includes("\u001b"), JSON.stringify(env));
      }
    });
  });

  it("is not made narrow by a terminal that does not know its size", function () {
    withFolder({ "root/data": ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.300\n" }, (cwd) => {
      const text = onTerminal(["--quiet"], { cwd, columns: 0, env: { NO_COLOR: "1" } });
      if (text === undefined) return this.skip();
      assert.match(text, /^error\[TD101\]: 192\.0\.2\.300 is published as 192\.0\.2\.44$/m);
    });
  });

  it("keeps source lines and their marks within a narrow terminal", function () {
    const long = `+${"x".repeat(60)}.example.org:192.0.2.300:86400::aa${" ".repeat(40)}\n`;
    withFolder({ "root/data": `.example.org:192.0.2.1:a\n${long}` }, (cwd) => {
      const text = onTerminal(["--quiet"], { cwd, columns: 40, env: { NO_COLOR: "1" } });
      if (text === undefined) return this.skip();
      const block = text.split("\n\n").find((part) => part.startsWith("error[TD101]"))!;
      // Words are kept whole.
      for (const line of block.split("\n")) assert.ok(line.length <= 40 || line.includes("docs: "), line);
      assert.match(block.replaceAll(/\n */g, " "), /help: write four numbers from 0 to 255/);
      const lines = block.split("\n").filter((line) => /^ *\d* \|/.test(line));
      for (const line of lines) assert.ok(line.length <= 40, line);
      const [source, mark] = lines.slice(-2);
      assert.equal(source.slice(mark.indexOf("^"), mark.lastIndexOf("^") + 1), "300");
    });
  });

  it("marks what it means behind letters of two columns and of none, and cuts lines of them", () => {
    const columns = (text: string) =>
      text.length + text.replace(/[^\u6771]/g, "").length - text.split("\u0301").length + 1;
    for (const name of ["\u6771", "e\u0301", `${"\u6771".repeat(20)}.`.repeat(3)]) {
      const data = Buffer.from(`.example.org:192.0.2.1:a\n+${name}.example.org:192.0.2.300\n`).toString("latin1");
      withFolder({ "root/data": data }, (cwd) => {
        const args = ["--format", "pretty", "--select", "TD101"];
        const result = djblint(args, { cwd, env: { NO_COLOR: "1" } });
        const stdout = Buffer.from(result.stdout, "latin1").toString();
        const lines = stdout.split("\n").filter((line) => /^ *\d* \|/.test(line));
        const [source, mark] = lines.slice(-2);
        assert.equal(mark.indexOf("^"), columns(source.slice(0, source.indexOf("300"))), stdout);
        assert.ok(columns(source) <= 106, stdout);
      });
    }
  });

  it("prints colours in a pipe only when forced", () => {
    withFolder(SITE, (cwd) => {
      const args = ["--format", "pretty"];
      assert.ok(!djblint(args, { cwd, env: { NO_COLOR: "" } }).stdout.includes("\u001b"));
      assert.ok(djblint(args, { cwd, env: { NO_COLOR: "", FORCE_COLOR: "1" } }).stdout.includes("\u001b[31m"));
      assert.ok(!djblint(args, { cwd, env: { NO_COLOR: "", FORCE_COLOR: "1" } }).stdout.includes("\u001b]8"));
    });
  });
});
