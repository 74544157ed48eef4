/** What `djblint site` prints, as text, as JSON and as pictures. */
import assert from "node:assert/strict";
import { siteAsMermaid } from "djblint/features/site-mermaid";
import { siteAsSvg } from "djblint/features/site-svg";
import type { HostFacts, SiteFacts } from "djblint/simulate/site-facts";
import { djblint, withFolder } from "../support/command.js";

const PAPER = "fixtures/sites/nusd";

function facts(path: string): HostFacts[] {
  const { status, stdout } = djblint(["site", "--format", "json", path]);
  assert.equal(status, 0);
  const { version, hosts } = JSON.parse(stdout) as { version: number } & SiteFacts;
  assert.equal(version, 1);
  return [...hosts];
}

describe("djblint site", () => {
  it("tells of a host", () => {
    const { status, stdout } = djblint(["site", PAPER]);
    assert.equal(status, 0);
    for (const line of [
      /^mc\.gen\.nusd\.jp {2}\(fixtures\/sites\/nusd\)$/m,
      /1\.2\.3\.55 {2}the zone data give it to this host \(.*\/root\/data:2\)$/m,
      /qmail-smtpd +runs as root +all addresses TCP 25 \(smtp\) +takes mail by SMTP; who may connect: .*smtpd\.rule$/m,
      /gen\.3\.2\.1\.in-addr\.arpa +.*root\/data$/m,
      /gen\.nusd\.jp +delivered here +.*\/locals:3$/m,
      /goes to \[1\.2\.3\.7\]$/m,
      /192\.168\.1\.0\/24 +RELAYCLIENT +.*smtpd\.rule:2$/m,
    ]) {
      assert.match(stdout, line);
    }
  });

  it("names a few of many places that give an address", () => {
    const domains = Array.from({ length: 9 }, (_, number) => `@d${number}.example.org:192.0.2.1:mx.example.org.\n`);
    const files = { "control/me": "mx.example.org\n", "root/data": `.example.org:192.0.2.1:a\n${domains.join("")}` };
    withFolder(files, (folder) => {
      const { stdout } = djblint(["site", folder]);
      assert.match(stdout, /192\.0\.2\.1 +the zone data .*root\/data:2\); .*root\/data:5\); and 5 more places$/m);
      assert.equal(facts(folder)[0].addresses[0].from.length, domains.length);
    });
  });

  it("has the same as JSON", () => {
    const [host, ...others] = facts(PAPER);
    assert.deepEqual(others, []);
    assert.deepEqual([host.name, host.folder], ["mc.gen.nusd.jp", PAPER]);
    assert.deepEqual(
      host.zones.map(({ name, at, seenBy }) => [name, at.line, seenBy]),
      [
        ["gen.nusd.jp", 1, ["*"]],
        ["gen.3.2.1.in-addr.arpa", 4, ["*"]],
      ],
    );
    const [mail] = host.mail;
    assert.deepEqual([mail.smtp, mail.queue, mail.others], [["qmail-smtpd"], "qmail-send", "[1.2.3.7]"]);
    assert.deepEqual(
      mail.relay.map(({ who }) => who),
      ["127.0.0.1", "192.168.1.0/24"],
    );
  });

  it("says which way the mail of a domain goes", () => {
    const files = {
      "control/me": "mx.example.org\n",
      "control/locals": "example.org\n",
      "control/rcpthosts": "example.org\n.example.net\nexample.com\nlists.example.org\n",
      "control/virtualdomains": "lists.example.org:lists\nhidden.example.org:hidden\n",
      "control/smtproutes": "example.com:inside.example.com:2525\n",
    };
    withFolder(files, (folder) => {
      const [{ mail }] = facts(folder);
      assert.deepEqual(
        mail[0].domains.map(({ name, way, to, isAccepted }) => [name, way, to, isAccepted]),
        [
          ["example.org", "local", undefined, true],
          ["lists.example.org", "virtual", "lists", true],
          ["hidden.example.org", "virtual", "hidden", false],
          [".example.net", "exchangers", undefined, true],
          ["example.com", "relayed", "inside.example.com, port 2525", true],
        ],
      );
      assert.deepEqual(mail[0].relay, []);
    });
  });

  it("says where all other mail goes", () => {
    const others = (files: Record<string, string>) =>
      withFolder({ "control/me": "a.example.org\n", ...files }, (folder) => facts(folder)[0].mail[0].others);
    assert.equal(others({}), "the mail exchangers of their domains");
    assert.equal(others({ "control/smtproutes": ":relay.example.net\n" }), "relay.example.net");
    const caught = { "control/virtualdomains": ":alias-ppp\n", "control/smtproutes": ":relay.example.net\n" };
    assert.equal(others(caught), "the user alias-ppp on this host");
    assert.equal(others({ "control/virtualdomains": ":\n" }), "the mail exchangers of their domains");
  });

  it("says who may relay, and by what", () => {
    const service = (before: string, smtpd = "qmail-smtpd") =>
      `#!/bin/sh\nexec ${before} tcpserver -x /etc/tcp.smtp.cdb 0 smtp ${smtpd}\n`;
    const relay = (before: string, rcpthosts: object, smtpd?: string) => {
      const run = service(before, smtpd);
      const files = { "var/qmail/control/me": "a.example.org\n", "service/smtpd/run": run, ...rcpthosts };
      return withFolder({ ...files, "etc/tcp.smtp": ":allow\n" }, (folder) => facts(folder)[0].mail[0].relay);
    };
    const closed = { "var/qmail/control/rcpthosts": "example.org\n" };
    assert.deepEqual(relay("", closed), []);
    assert.equal(relay("env RELAYCLIENT=", closed)[0].who, "everybody who may connect");
    assert.equal(relay("env SMTPAUTH=", closed)[0].who, "clients that log in");
    assert.equal(relay("", closed, "$FILTER qmail-smtpd mx.example.org vchkpw true")[0].who, "clients that log in");
    assert.deepEqual(relay("", closed, "$FILTER qmail-smtpd"), []);
    assert.equal(relay("", {})[0].by, "there is no control/rcpthosts");
  });

  it("says where the relay is open, in each of the ways, and nowhere else", () => {
    for (const { name, mail } of facts("fixtures/sites/open-relays")) {
      const open = mail[0].relay.filter(({ isOpen }) => isOpen);
      assert.deepEqual(
        open.map(({ through }) => through),
        [[name.startsWith("submission") ? "submission" : "qmail-smtpd"]],
        name,
      );
    }
    for (const site of ["correct", "gateway", "hosting", "nusd", "split-office"]) {
      const relay = facts(`fixtures/sites/${site}`).flatMap(({ mail }) => mail.flatMap((one) => one.relay));
      assert.ok(
        relay.every(({ isOpen }) => !isOpen),
        site,
      );
    }
    const inside = "#!/bin/sh\nexec env RELAYCLIENT= tcpserver 192.168.1.1 smtp qmail-smtpd\n";
    withFolder({ "var/qmail/control/me": "a.example.org\n", "service/smtpd/run": inside }, (folder) => {
      const [{ who, isOpen }] = facts(folder)[0].mail[0].relay;
      assert.deepEqual([who, isOpen], ["everybody who may connect", undefined]);
    });
  });

  it("says that it is not known who may relay where no service takes mail", () => {
    withFolder({ "control/me": "mx.example.org\n", "control/rcpthosts": "example.org\n" }, (folder) => {
      assert.match(djblint(["site", folder]).stdout, /may send to any domain\n +not known: no service of these files/);
    });
  });

  it("says what is wrong with its argument", () => {
    assert.deepEqual(djblint(["site", "fixtures/nowhere"]).status, 2);
    withFolder({ "notes.txt": "" }, (folder) => {
      const { status, stderr } = djblint(["site", folder]);
      assert.equal(status, 2);
      assert.match(stderr, /holds no files of these programs/);
    });
  });

  it("draws a Mermaid flowchart", () => {
    const { stdout } = djblint(["site", "--format", "mermaid", PAPER]);
    assert.match(stdout, /^flowchart LR\n {2}subgraph host1\["mc\.gen\.nusd\.jp, 1\.2\.3\.55"\]\n/);
    const defined = new Set([...stdout.matchAll(/^ {4}(h1n\d+)[[(]/gm)].map(([, id]) => id));
    const used = [...stdout.matchAll(/(h1n\d+) --> (h1n\d+)/g)].flatMap(([, from, to]) => [from, to]);
    assert.ok(used.length > 0 && used.every((id) => defined.has(id)));
  });

  it("draws who connects once for all services beside each other, and lists six names", () => {
    const script = (port: number) => `#!/bin/sh\nexec tcpserver -RHl0 0 ${port} fingerd\n`;
    const names = ["a", "b", "c", "d", "e", "f", "g"].map((name) => `${name}.example\n`);
    const drawn = (locals: readonly string[]) =>
      withFolder(
        {
          "service/one/run": script(79),
          "service/two/run": script(7979),
          "var/qmail/control/me": "mail.example.org\n",
          "var/qmail/control/locals": locals.join(""),
          "etc/tinydns/example.org.tinydns": ".example.org:192.0.2.1:a\n",
        },
        (folder) => djblint(["site", "--format", "mermaid", folder]).stdout,
      );
    const six = drawn(names.slice(0, 6));
    assert.match(six, /f\.example/);
    assert.doesNotMatch(six, /more/);
    assert.match(drawn(names), /f\.example.*and 1 more/);
    assert.match(six, /Answers for<br>example\.org"/);
    const outside = [...six.matchAll(/(h1n\d+)\(\["Other computers"\]\)/g)].map(([, id]) => id);
    assert.equal(outside.length, 1);
    assert.equal(six.split(`${outside[0]} --> `).length, 3);
  });
});

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function boxesOf(svg: string): Rectangle[] {
  const boxes = svg.matchAll(/<rect class="box \w+" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g);
  return [...boxes].map(([, ...numbers]) => {
    const [x, y, width, height] = numbers.map(Number);
    return { x, y, width, height };
  });
}

describe("correct hosts", () => {
  for (const site of ["correct", "name-hosts", "router"]) {
    it(`have no findings: ${site}`, () => {
      const { status, stdout } = djblint(["--format", "json", `fixtures/sites/${site}`]);
      assert.deepEqual([status, (JSON.parse(stdout) as { findings: unknown[] }).findings], [0, []]);
    });
  }
});

describe("pictures of hosts", () => {
  it("keep boxes apart, and inside of the picture", () => {
    const { stdout } = djblint(["site", "--format", "svg", "fixtures/sites"]);
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(stdout)!.map(Number);
    const boxes = boxesOf(stdout);
    assert.ok(boxes.length > 20);
    for (const [index, a] of boxes.entries()) {
      assert.ok(a.x + a.width <= width && a.y + a.height <= height);
      for (const b of boxes.slice(index + 1)) {
        const isBeside = a.x + a.width <= b.x || b.x + b.width <= a.x;
        assert.ok(isBeside || a.y + a.height <= b.y || b.y + b.height <= a.y);
      }
    }
  });

  it("take any name as text", () => {
    const name = 'a"<b>&#c;';
    const host: HostFacts = {
      name,
      folder: name,
      addresses: [],
      trusted: [],
      services: [{ name, script: name, programs: [name], startedBy: "svscan", isDown: true, user: name }],
      zones: [{ name: name.repeat(40), data: name, at: { file: name, line: 1 }, servers: [], seenBy: ["*"] }],
      mail: [],
      accounts: [],
      compiled: [],
    };
    const svg = siteAsSvg({ hosts: [host] });
    const texts = [...svg.matchAll(/<text [^>]*>(.*)<\/text>/g)].map(([, text]) => text);
    assert.ok(texts.length > 5 && texts.every((text) => !/[<>"]|&(?!#\d+;)/.test(text)));
    assert.ok(texts.every((text) => text.replace(/&#\d+;/g, "x").length < 60));
    assert.doesNotMatch(siteAsMermaid({ hosts: [host] }), /a"<b>/);
  });

  it("lead from those who may relay to the servers that let them", () => {
    const [host] = facts("fixtures/sites/open-relays").filter(({ name }) => name.startsWith("submission."));
    const chart = siteAsMermaid({ hosts: [host] });
    const node = (words: string) => new RegExp(`(h1n\\d+)[^"\n]*"${words}`).exec(chart)![1];
    const servers = (from: string) => chart.match(new RegExp(`(?<=${node(from)} --> )h1n\\d+`, "g"));
    assert.deepEqual(servers("Open relay"), [node("Takes mail<br>submission")]);
    assert.deepEqual(servers("May send"), [node("Takes mail<br>qmail-smtpd")]);
  });

  it("are empty without hosts", () => {
    assert.match(siteAsSvg({ hosts: [] }), /^<svg /);
    assert.equal(siteAsMermaid({ hosts: [] }), "flowchart LR\n");
  });
});
