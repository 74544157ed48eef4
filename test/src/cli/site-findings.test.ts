/** Findings about whole hosts through what users do with findings: comments, baselines, SARIF and the other forms of output. */
import assert from "node:assert/strict";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyOf, djblint, withFolder } from "../support/command.js";

const DELEGATION = "fixtures/rules/XF303-delegation-differs/bad";

/** A copy of two hosts whose zones do not fit together: two findings, in the file of one of them. */
function withDelegations(work: (folder: string) => void): void {
  withFolder({}, (folder) => {
    copyOf(DELEGATION, folder);
    work(folder);
  });
}

function codesIn(folder: string, ...options: readonly string[]): string[] {
  const { stdout } = djblint(["--format", "json", "--select", "XF,DJ", ...options, "."], { cwd: folder });
  const { findings } = JSON.parse(stdout) as { findings: { code: string; file: string }[] };
  return findings.map(({ code, file }) => `${file} ${code}`);
}

const BOTH = ["parent/root/data XF303", "parent/root/data XF303"];

describe("findings about whole hosts", () => {
  it("are switched off by a comment above the line, or at the top of the file", () => {
    withDelegations((folder) => {
      assert.deepEqual(codesIn(folder), BOTH);
      const path = join(folder, "parent/root/data");
      const text = readFileSync(path, "latin1");
      const [first, second, ...others] = text.split("\n");
      writeFileSync(path, [first, "# djblint-ignore XF303 -- moving", second, ...others].join("\n"));
      assert.deepEqual(codesIn(folder), BOTH.slice(1));
      writeFileSync(path, `# djblint-ignore-file delegation-differs -- moving\n${text}`);
      assert.deepEqual(codesIn(folder), []);
    });
  });

  it("leave a comment in the other file without use", () => {
    withDelegations((folder) => {
      const path = join(folder, "child/root/data");
      writeFileSync(path, `# djblint-ignore-file XF303 -- moving\n${readFileSync(path, "latin1")}`);
      assert.deepEqual(codesIn(folder), ["child/root/data DJ002", ...BOTH]);
    });
  });

  it("are taken into a baseline, and stay there when lines move in either file", () => {
    withDelegations((folder) => {
      assert.equal(djblint(["--select", "XF", "--write-baseline"], { cwd: folder }).status, 0);
      const baseline = ["--baseline", "djblint-baseline.json"];
      assert.deepEqual(codesIn(folder, ...baseline), []);
      for (const file of ["parent/root/data", "child/root/data"]) {
        const path = join(folder, file);
        writeFileSync(path, `# moved\n\n${readFileSync(path, "latin1")}`);
      }
      assert.deepEqual(codesIn(folder, ...baseline), []);
      appendFileSync(join(folder, "parent/root/data"), "&third.example.org:192.0.2.9:gone.third.example.org\n");
      appendFileSync(join(folder, "child/root/data"), ".third.example.org:192.0.2.2:ns1.third.example.org\n");
      assert.deepEqual(codesIn(folder, ...baseline), BOTH.slice(1));
    });
  });

  it("have related locations in the other files, in SARIF", () => {
    withDelegations((folder) => {
      const { stdout } = djblint(["--format", "sarif", "--select", "XF", "."], { cwd: folder });
      const [{ results }] = JSON.parse(stdout).runs;
      assert.equal(results.length, 2);
      for (const { locations, relatedLocations } of results) {
        assert.equal(locations[0].physicalLocation.artifactLocation.uri, "parent/root/data");
        const [{ physicalLocation }] = relatedLocations;
        assert.equal(physicalLocation.artifactLocation.uri, "child/root/data");
        const line = readFileSync(join(folder, "child/root/data"), "latin1").split("\n");
        assert.match(line[physicalLocation.region.startLine - 1], /^\.(few|many)\.example\.org:/);
      }
      const prints = results.map(({ partialFingerprints }: { partialFingerprints: object }) =>
        JSON.stringify(partialFingerprints),
      );
      assert.equal(new Set(prints).size, 2);
    });
  });

  it("take two names for one while a host refuses few of its domains", () => {
    const misspelt = (refused: number): boolean => {
      const domains = Array.from({ length: refused }, (_, number) => `firm${number}.example\n`).join("");
      const files = {
        "control/me": "mail.example.org\n",
        "control/locals": `mail.example.org\nshop.example.net\n${domains}`,
        "control/rcpthosts": "mail.example.org\nshpo.example.net\n",
      };
      return withFolder(files, (folder) => djblint(["--select", "QM301", folder]).stdout.includes("shpo.example.net"));
    };
    assert.equal(misspelt(1), true);
    assert.equal(misspelt(200), false);
  });
});
