/** Hosts of a tree, what belongs to each, and the zones that they serve. */
import assert from "node:assert/strict";
import { loadTree } from "djblint/load-tree";
import { type Site, sitesOf, treeZones } from "djblint/model/site/site";
import { viewsOf } from "djblint/model/site/site-names";
import type { Tree } from "djblint/model/tree";
import { memoryHost } from "../support/memory-host.js";

type Files = Readonly<Record<string, string>>;

async function load(files: Files): Promise<Tree> {
  return (await loadTree(memoryHost(files), { paths: ["/tree"], now: 0 })).tree;
}

function below(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`/tree/${folder}${path}`, text]));
}

async function oneSite(files: Files): Promise<Site> {
  const sites = sitesOf(await load(below("", files)));
  assert.equal(sites.length, 1);
  return sites[0];
}

const MX: Files = {
  "var/qmail/control/me": "mx1.example.org\n",
  "var/qmail/control/rcpthosts": "example.org\n",
  "service/smtpd/run": "#!/bin/sh\nexec tcpserver -u 7791 -g 2108 -x /etc/tcp.smtp.cdb 192.0.2.1 smtp qmail-smtpd\n",
  "service/smtpd/log/run": "#!/bin/sh\nexec setuidgid log multilog t ./main\n",
  "service/queue/run": "#!/bin/sh\nexec qmail-start ./Maildir/\n",
  "etc/tcp.smtp": ":allow\n",
};

const NS: Files = {
  "etc/tinydns/run": "#!/bin/sh\nexec envuidgid tinydns envdir ./env softlimit -d300000 tinydns\n",
  "etc/tinydns/env/IP": "192.0.2.53\n",
  "etc/tinydns/env/ROOT": "/etc/tinydns/root\n",
  "etc/tinydns/root/data": ".example.org:192.0.2.53:a\n+mx1.example.org:192.0.2.1\n+mx1.example.org:192.0.2.2\n",
};

describe("site", () => {
  it("takes the folders of several machines for several hosts", async () => {
    for (const folder of ["hosts/mx1/", "mx1/"]) {
      const tree = await load({ ...below(folder, MX), ...below(folder.replace("mx1", "ns1"), NS) });
      assert.deepEqual(
        sitesOf(tree).map(({ name, root }) => [name, root]),
        [
          ["mx1.example.org", `/tree/${folder.slice(0, -1)}`],
          ["ns1", `/tree/${folder.replace("mx1", "ns1").slice(0, -1)}`],
        ],
      );
    }
  });

  it("tells hosts apart by the names in me where no folder of a machine does", async () => {
    const tree = await load(
      below("", { "a/control/me": "a.example.org\n", "a/control/locals": "", "b/control/me": "b.example.org\n" }),
    );
    assert.deepEqual(
      sitesOf(tree).map(({ root }) => root),
      ["/tree/a", "/tree/b"],
    );
  });

  it("tells hosts apart when a file is in the root of all", async () => {
    const host = memoryHost({ "/me": "a.example.org\n", "/b/control/me": "b.example.org\n" });
    const { tree } = await loadTree(host, { paths: ["/me", "/b/control/me"], as: "control", now: 0 });
    assert.deepEqual(
      sitesOf(tree).map(({ root }) => root),
      ["", "/b"],
    );
  });

  it("takes two qmails of one machine for one host", async () => {
    const site = await oneSite({
      "var/qmail/control/me": "a.example.org\n",
      "var/qmail2/control/me": "b.example.org\n",
      "service/one/run": "#!/bin/sh\nexec env - PATH=/var/qmail/bin:$PATH tcpserver 0 smtp qmail-smtpd\n",
      "service/two/run": "#!/bin/sh\nexec env - PATH=/var/qmail2/bin:$PATH tcpserver 0 587 qmail-smtpd\n",
    });
    assert.deepEqual(
      site.mail.map(({ smtp }) => smtp.map(({ service }) => service.name)),
      [["one"], ["two"]],
    );
  });

  it("knows the services with users, ports, logs, rules and names", async () => {
    const { services, accounts } = await oneSite(MX);
    const [queue, smtpd] = [...services].sort((a, b) => (a.name < b.name ? -1 : 1));
    assert.deepEqual([smtpd.name, smtpd.port, smtpd.addresses, smtpd.user.name], ["smtpd", 25, ["192.0.2.1"], "7791"]);
    assert.equal(smtpd.log?.path, "/tree/service/smtpd/log/run");
    assert.deepEqual(smtpd.links, [{ name: "smtpd", path: "/tree/service/smtpd" }]);
    assert.equal(smtpd.rules?.source?.path, "/tree/etc/tcp.smtp");
    assert.deepEqual([queue.program, queue.user.name, queue.port], ["qmail-start", "root", undefined]);
    assert.deepEqual(accounts.map(({ name }) => name).sort(), ["7791", "root"]);
  });

  it("puts a qmail together with its services and their rules", async () => {
    const { mail, ruleFiles } = await oneSite(MX);
    assert.equal(mail[0].queues[0]?.name, "queue");
    assert.deepEqual(
      mail[0].smtp.map(({ service, rules }) => [service.name, rules?.source?.path]),
      [["smtpd", "/tree/etc/tcp.smtp"]],
    );
    assert.deepEqual(
      ruleFiles.map(({ path, readers }) => [path, readers.map(({ name }) => name)]),
      [["/tree/etc/tcp.smtp", ["smtpd"]]],
    );
  });

  it("knows the addresses of a host, and from where", async () => {
    const tree = await load({ ...below("hosts/mx1/", MX), ...below("hosts/ns1/", NS) });
    const [mx1, ns1] = sitesOf(tree);
    const data = "/tree/hosts/ns1/etc/tinydns/root/data";
    assert.deepEqual(
      mx1.addresses.map(({ address, from }) => [address, from.map(({ origin, at }) => [origin, at?.file])]),
      [
        [
          "192.0.2.1",
          [
            ["listens", "/tree/hosts/mx1/service/smtpd/run"],
            ["name", data],
          ],
        ],
        ["192.0.2.2", [["name", data]]],
      ],
    );
    assert.deepEqual(ns1.addresses, [
      {
        address: "192.0.2.53",
        from: [
          {
            origin: "environment",
            at: { file: "/tree/hosts/ns1/etc/tinydns/env/IP", span: { start: 0, end: 10 } },
          },
        ],
      },
    ]);
  });

  it("gives addresses of settings above several hosts to the host whose files show them", async () => {
    const settings = { "djblint.json": '{"site": {"addresses": ["192.0.2.1", "192.0.2.53", "192.0.2.99"]}}' };
    const tree = await load({ ...below("hosts/mx1/", MX), ...below("hosts/ns1/", NS), ...below("", settings) });
    const addresses = sitesOf(tree).map((site) => site.addresses.map(({ address }) => address).sort());
    assert.deepEqual(addresses, [
      ["192.0.2.1", "192.0.2.2", "192.0.2.99"],
      ["192.0.2.53", "192.0.2.99"],
    ]);
  });

  it("finds the data that a name server serves", async () => {
    const site = await oneSite(NS);
    const [server] = site.nameServers;
    assert.deepEqual([server.kind, server.root?.written], ["tinydns", "/etc/tinydns/root"]);
    assert.equal(server.data, site.zoneSources[0]);
    assert.equal(site.zoneSources[0].compiled, "/tree/etc/tinydns/root/data.cdb");
    assert.deepEqual(site.zoneSources[0].servers, [server]);
  });

  it("knows the zones of all hosts, and who sees them", async () => {
    const split = "%in:10\n%ex\n.example.net:192.0.2.53:a:::in\n.example.net:192.0.2.53:a:::ex\n";
    const tree = await load({
      ...below("hosts/ns1/", NS),
      ...below("hosts/ns2/", { "etc/tinydns/root/data": `.example.org:192.0.2.54:b\n${split}` }),
    });
    const zones = treeZones(tree);
    const where = (name: string) => zones.around(name).map(({ name: zone, source }) => [zone, source.site.name]);
    assert.deepEqual(where("www.example.org"), [
      ["example.org", "ns1"],
      ["example.org", "ns2"],
    ]);
    assert.deepEqual(where("www.example.net"), [["example.net", "ns2"]]);
    assert.deepEqual(where("www.example.com"), []);
    assert.equal(viewsOf(zones.named("example.org")[0]).length, 1);
    assert.equal(viewsOf(zones.named("example.net")[0]).length, 2);
  });

  it("knows services in /var/qmail/supervise, and passes over the folders of supervise itself", async () => {
    const run = "#!/bin/sh\nexec qmail-start ./Maildir/\n";
    const { services } = await oneSite({
      "var/qmail/supervise/send/run": run,
      "var/qmail/supervise/send/supervise/run": run,
    });
    assert.deepEqual(
      services.map(({ name }) => name),
      ["send"],
    );
  });

  it("tells what is compiled of what, and what of it is missing where most is kept", async () => {
    const states = async (files: Files) => {
      const { compiledFiles } = await oneSite({ ...MX, ...NS, ...files });
      return compiledFiles.map(({ kind, compiled, state }) => [kind, compiled, state]);
    };
    const zones = ["zones", "/tree/etc/tinydns/root/data.cdb"];
    const rules = ["rules", "/tree/etc/tcp.smtp.cdb"];
    assert.deepEqual(await states({}), [
      [...zones, "not-known"],
      [...rules, "not-known"],
    ]);
    assert.deepEqual(await states({ "etc/tcp.smtp.cdb": "" }), [
      [...zones, "not-known"],
      [...rules, "current"],
    ]);
    const both = { "etc/tcp.smtp.cdb": "", "etc/tinydns/root/data.cdb": "" };
    const more = { ...both, "var/qmail/control/morercpthosts": "example.net\n" };
    assert.deepEqual(
      (await states(more)).map(([, , state]) => state),
      ["current", "current", "missing"],
    );
  });

  it("follows a run script into a script of boot, which then is no service of its own", async () => {
    const { services, mail } = await oneSite({
      ...MX,
      "service/queue/run": "#!/bin/sh\nexec /var/qmail/rc\n",
      "var/qmail/rc": "#!/bin/sh\nexec env - PATH=/var/qmail/bin:$PATH qmail-start ./Maildir/\n",
    });
    assert.deepEqual(services.map(({ name, program }) => [name, program]).sort(), [
      ["queue", "qmail-start"],
      ["smtpd", "qmail-smtpd"],
    ]);
    assert.equal(mail[0].queues[0]?.name, "queue");
    assert.equal(mail[0].queues[0]?.place({ start: 0, end: 1 }).file, "/tree/var/qmail/rc");
  });

  it("takes addresses, ports, rules and users from the folder that envdir reads", async () => {
    const { services } = await oneSite({
      ...MX,
      "service/smtpd/run":
        '#!/bin/sh\nexec envdir ./env sh -c \'exec tcpserver -x "$RULES" -u "$U" "$ADDRESS" "$PORT" qmail-smtpd\'\n',
      "service/smtpd/env/RULES": "/etc/tcp.smtp.cdb\n",
      "service/smtpd/env/ADDRESS": "192.0.2.7\n",
      "service/smtpd/env/PORT": "587\n",
      "service/smtpd/env/U": "7790\n",
    });
    const smtpd = services.find(({ name }) => name === "smtpd")!;
    assert.deepEqual([smtpd.addresses, smtpd.port, smtpd.user.name], [["192.0.2.7"], 587, "7790"]);
    assert.equal(smtpd.rules?.source?.path, "/tree/etc/tcp.smtp");
  });

  it("knows the account whose number a script asks for", async () => {
    const { services } = await oneSite({
      ...MX,
      "service/smtpd/run": '#!/bin/sh\nQ=`id -u qmaild`\nexec tcpserver -u "$Q" -g 2108 0 smtp qmail-smtpd\n',
    });
    assert.equal(services.find(({ name }) => name === "smtpd")?.user.name, "qmaild");
  });

  it("finds rules by a path behind cd, and in a folder of rules", async () => {
    const { services } = await oneSite({
      ...MX,
      "service/smtpd/run": "#!/bin/sh\ncd /etc/tcprules.d || exit 1\nexec tcpserver -x smtp.cdb 0 smtp qmail-smtpd\n",
      "etc/tcprules.d/smtp": ":allow\n",
      "etc/tcprules.d/pop3": "127.:allow\n",
      "etc/tcprules.d/Makefile": "smtp.cdb: smtp\n\ttcprules smtp.cdb t < smtp\n",
    });
    assert.equal(services.find(({ name }) => name === "smtpd")?.rules?.source?.path, "/tree/etc/tcprules.d/smtp");
  });

  it("knows qmail-smtpd behind filters", async () => {
    const filters = ["spamdyke --config-file /etc/spamdyke.conf", "spamdyke -f /etc/spamdyke.conf", "own-filter -q"];
    for (const filter of filters) {
      const run = `#!/bin/sh\nexec tcpserver -x /etc/tcp.smtp.cdb 0 smtp ${filter} /var/qmail/bin/qmail-smtpd\n`;
      const { mail } = await oneSite({ ...MX, "service/smtpd/run": run });
      assert.deepEqual(
        mail[0].smtp.map(({ service, rules }) => [service.name, rules?.source?.path]),
        [["smtpd", "/tree/etc/tcp.smtp"]],
        filter,
      );
    }
  });

  it("takes a home on a host for a part of it", async () => {
    const site = await oneSite({ ...MX, "home/vpopmail/etc/tcp.smtp": ":allow\n" });
    assert.equal(site.root, "/tree");
  });
});
