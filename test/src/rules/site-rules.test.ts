/** How findings about whole hosts go through the pipeline: by the file that they are in. */
import assert from "node:assert/strict";
import { checkTree } from "djblint/check-tree";
import type { Settings } from "djblint/config";
import { memoryHost } from "../support/memory-host.js";

const control = (host: string) => `/tree/hosts/${host}/var/qmail/control`;

function hostFiles(host: string, routes: string): Record<string, string> {
  const folder = control(host);
  return {
    [`${folder}/me`]: `${host}.example.org\n`,
    [`${folder}/locals`]: `${host}.example.org\n`,
    [`${folder}/rcpthosts`]: `${host}.example.org\nexample.org\n`,
    [`${folder}/smtproutes`]: routes,
  };
}

/** Two hosts that send mail for a domain to each other. */
const LOOP: Record<string, string> = {
  ...hostFiles("a", "example.org:b.example.org\n"),
  ...hostFiles("b", "example.org:a.example.org\n"),
  "/tree/hosts/ns/etc/tinydns/root/data":
    ".example.org:192.0.2.53:ns.example.org\n=a.example.org:192.0.2.1\n=b.example.org:192.0.2.2\n",
};

async function look(files: Record<string, string>, paths = ["/tree"], override?: (settings: Settings) => Settings) {
  const { findings } = await checkTree(memoryHost(files), { paths, override, now: 0, display: (path) => path });
  return findings.filter(({ rule }) => rule.language === "site" || rule.language === "djblint");
}

describe("findings about whole hosts", () => {
  it("stand in the file that they speak of, with the places in other files", async () => {
    const [finding, ...others] = await look(LOOP);
    assert.deepEqual(others, []);
    assert.equal(finding.rule.code, "XF201");
    assert.equal(finding.file, `${control("a")}/smtproutes`);
    assert.deepEqual(
      finding.related?.map(({ file }) => file),
      [`${control("b")}/smtproutes`],
    );
  });

  it("are switched off by a comment in that file, which then is not unused", async () => {
    const routes = `${control("a")}/smtproutes`;
    assert.deepEqual(await look({ ...LOOP, [routes]: `# djblint-ignore XF201 -- on purpose\n${LOOP[routes]}` }), []);
  });

  it("have the severity that the configuration gives to that file", async () => {
    const configuration = { overrides: [{ files: ["hosts/a/**"], rules: { XF201: "info" } }] };
    const [finding] = await look({ ...LOOP, "/tree/djblint.json": JSON.stringify(configuration) });
    assert.equal(finding.severity, "info");
    const elsewhere = { overrides: [{ files: ["hosts/b/**"], rules: { XF: "off" } }] };
    const [same] = await look({ ...LOOP, "/tree/djblint.json": JSON.stringify(elsewhere) });
    assert.equal(same.severity, "error");
  });

  it("are chosen by the preset and on the command line as all others", async () => {
    assert.deepEqual(await look(LOOP, ["/tree"], (settings) => ({ ...settings, preset: "security" })), []);
    const [finding] = await look(LOOP, ["/tree"], (settings) => ({
      ...settings,
      choice: { select: ["XF"], ignore: [], suppressions: true },
    }));
    assert.equal(finding.rule.code, "XF201");
  });

  it("are not made up for a file that is looked at alone", async () => {
    assert.deepEqual(await look(LOOP, [`${control("a")}/smtproutes`]), []);
  });
});
