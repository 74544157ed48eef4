/** The exact way in that findings about open relays tell, step by step, with the place of each step. */
import assert from "node:assert/strict";
import { checkTree } from "djblint/check-tree";
import { messageOf } from "djblint/rules/rule";
import { memoryHost } from "../support/memory-host.js";

const SCRIPT = "#!/bin/sh\nexec tcpserver -x /etc/tcp.smtp.cdb 0 smtp qmail-smtpd\n";

const HOST: Record<string, string> = {
  "/tree/service/smtpd/run": SCRIPT,
  "/tree/etc/tcp.smtp": '192.0.2.:allow,RELAYCLIENT=""\n:allow\n',
  "/tree/djblint.json": '{ "site": { "trusted": ["192.0.2.0/24"] } }',
  "/tree/var/qmail/control/me": "mail.example.org\n",
  "/tree/var/qmail/control/locals": "mail.example.org\n",
  "/tree/var/qmail/control/rcpthosts": "example.org\n",
};

const CONTROL = "/tree/var/qmail/control";
const SMART_HOST = { [`${CONTROL}/smtproutes`]: "example.net:inside.example.net\n:[198.51.100.7]\n" };

/** `file:line text` of each step, with the finding's own first. */
async function wayOf(code: string, files: Readonly<Record<string, string | undefined>>): Promise<string[]> {
  const all = Object.entries({ ...HOST, ...files }).flatMap(([path, text]) =>
    text === undefined ? [] : [[path, text]],
  );
  const host = memoryHost(Object.fromEntries(all));
  const { findings, sources } = await checkTree(host, { paths: ["/tree"], now: 0, display: (path) => path });
  const found = findings.filter(({ rule }) => rule.code === code);
  assert.equal(found.length, 1, `one ${code}`);
  const [{ file, at, rule, related = [] }] = found;
  const place = (path: string, start: number) =>
    `${path.slice("/tree/".length)}:${sources.get(path)!.positionAt(start).line + 1}`;
  return [
    place(file, at.start),
    ...related.map((step) => {
      return `${place(step.file ?? file, step.span.start)} ${messageOf(rule, step.message, step.params)}`;
    }),
  ];
}

describe("the way in of an open relay", () => {
  it("leads from a stranger through the service and its rule", async () => {
    const rules = { "/tree/etc/tcp.smtp": '203.0.113.9:allow,RELAYCLIENT=""\n:allow\n' };
    assert.deepEqual(await wayOf("TR103", rules), [
      "etc/tcp.smtp:1",
      'service/smtpd/run:2 the way in: 203.0.113.9 -> port 25 of smtpd -> rule "203.0.113.9:" -> RELAYCLIENT -> any domain',
    ]);
  });

  it("names a stranger whom the default rule lets in, and none whom other rules take out", async () => {
    const rules = { "/tree/etc/tcp.smtp": '1.:deny\n:allow,RELAYCLIENT=""\n' };
    const [at, way] = await wayOf("TR103", rules);
    assert.equal(at, "etc/tcp.smtp:2");
    const client = /the way in: (\d+)\.\d+\.\d+\.\d+ -> port 25 of smtpd -> rule ":" -> /.exec(way)![1];
    assert.ok(!["0", "1", "10", "127"].includes(client));
  });

  it("goes on through the default route, if there is one", async () => {
    const rules = { "/tree/etc/tcp.smtp": '203.0.113.9:allow,RELAYCLIENT=""\n:allow\n' };
    const way = await wayOf("TR103", { ...rules, ...SMART_HOST });
    assert.equal(way.length, 3);
    assert.equal(way[2], "var/qmail/control/smtproutes:2 from here it goes on to [198.51.100.7], as mail of this host");
    const none = { [`${CONTROL}/smtproutes`]: "example.net:inside.example.net\n" };
    assert.equal((await wayOf("TR103", { ...rules, ...none })).length, 2);
  });

  it("is told of a missing rcpthosts, with and without morercpthosts", async () => {
    const way = "service/smtpd/run:2 the way in: anybody -> port 25 of smtpd -> no rcpthosts -> any domain";
    const missing = { [`${CONTROL}/rcpthosts`]: undefined };
    assert.deepEqual(await wayOf("QM201", missing), ["var/qmail/control/me:1", way]);
    const more = { ...missing, ...SMART_HOST, [`${CONTROL}/morercpthosts`]: "example.net\n" };
    const [, first, ...others] = await wayOf("QM202", more);
    assert.deepEqual([first, others.length], [way, 1]);
  });

  it("leads through the entry that lets a domain of percenthack in, also that of morercpthosts", async () => {
    const files = { [`${CONTROL}/percenthack`]: "example.net\n" };
    const list = { [`${CONTROL}/rcpthosts`]: "example.net\n" };
    assert.match((await wayOf("QM318", { ...files, ...list }))[1], /^var\/qmail\/control\/rcpthosts:1 /);
    const more = { [`${CONTROL}/morercpthosts`]: "# customers\nexample.com\nexample.net\n" };
    const way = await wayOf("QM318", { ...files, ...more, ...SMART_HOST });
    assert.match(way[1], /^var\/qmail\/control\/morercpthosts:3 /);
    assert.match(way[2], /^var\/qmail\/control\/smtproutes:2 /);
  });

  it("is told of RELAYCLIENT in a script", async () => {
    const script = { "/tree/service/smtpd/run": SCRIPT.replace("tcpserver", "env RELAYCLIENT= tcpserver") };
    const way = await wayOf("QM507", { ...script, ...SMART_HOST });
    assert.match(way[1], /^etc\/tcp\.smtp:2 the way in: anybody -> /);
    assert.match(way[2], /^var\/qmail\/control\/smtproutes:2 /);
  });
});
