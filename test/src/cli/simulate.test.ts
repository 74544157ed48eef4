/** `djblint simulate`, `dump` and `diff` by their output. */
import assert from "node:assert/strict";
import { readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { djblint, withFolder } from "../support/command.js";
import { oracle } from "../support/oracle.js";

const DATA = [
  "%in:192.168",
  "%ex",
  ".example.org:192.0.2.1:a",
  "=www.example.org:192.0.2.7",
  "+www.example.org:192.168.1.7:::in",
  "&sub.example.org:192.0.2.2:a",
  "+x.sub.example.org:192.0.2.9",
  "",
].join("\n");

describe("djblint simulate answer", () => {
  it("prints what tinydns-get prints, and the lines behind it", () => {
    withFolder({ data: DATA }, (cwd) => {
      const { status, stdout } = djblint(["simulate", "answer", "data", "a", "www.example.org"], { cwd });
      assert.equal(status, 0);
      assert.match(stdout, /^answer: www\.example\.org 86400 A 192\.0\.2\.7$/m);
      assert.match(stdout, /^ {2}answer www\.example\.org A: data:4: =www\.example\.org:192\.0\.2\.7$/m);
      assert.match(stdout, /another location \(in\): data:5:/);
    });
  });

  it("prints some of many records that are not given, and how many more", () => {
    const lines = Array.from({ length: 50 }, (_, number) => `+www.example.org:192.168.1.${number}:::in\n`);
    withFolder({ data: DATA + lines.join("") }, (cwd) => {
      const { stdout } = djblint(["simulate", "answer", "data", "a", "www.example.org"], { cwd });
      assert.equal(stdout.match(/another location/g)?.length, 40);
      assert.match(stdout, /^ {2}and 11 more records /m);
    });
  });

  it("takes a client's address, a moment and a compiled file", () => {
    withFolder({ data: `${DATA}+old.example.org:192.0.2.8:0:4000000038af1379\n` }, (cwd) => {
      djblint(["tinydns-data"], { cwd });
      const ask = (...args: string[]) => djblint(["simulate", "answer", "data.cdb", "a", ...args], { cwd }).stdout;
      assert.match(ask("www.example.org", "--client", "192.168.3.4"), /A 192\.168\.1\.7$/m);
      assert.match(ask("old.example.org"), /nxdomain.*has ended/s);
      assert.match(ask("old.example.org", "--at", "1999-01-01"), /A 192\.0\.2\.8$/m);
      assert.equal(djblint(["simulate", "answer", "data", "a", "x", "--at", "1999-02-30"], { cwd }).status, 2);
    });
  });

  it("reads data as its lines, the settings or the option say, in this order of rising weight", () => {
    withFolder({ data: `${DATA}6six.example.org:20010db8000000000000000000000001\n` }, (cwd) => {
      const ask = (...args: string[]) =>
        djblint(["simulate", "answer", "data", "28", "six.example.org", ...args], { cwd });
      assert.match(ask().stdout, /^answer: six\.example\.org /m);
      writeFileSync(join(cwd, "djblint.json"), '{ "dialect": { "tinydns": "djbdns" } }');
      assert.match(ask().stderr, /does not compile/);
      assert.equal(ask("--dialect", "ipv6").status, 0);
    });
  });

  it("says why there is no answer, also as JSON", () => {
    withFolder({ data: DATA }, (cwd) => {
      const ask = (name: string) =>
        djblint(["simulate", "answer", "data", "a", name, "--format", "json"], { cwd }).stdout;
      const delegated = JSON.parse(ask("x.sub.example.org"));
      assert.deepEqual(
        [delegated.reason, delegated.zone, delegated.hidden[0].by, delegated.hidden[0].line],
        ["referral", "sub.example.org", "delegation", 6],
      );
      assert.equal(JSON.parse(ask("example.net")).reason, "no-zone");
    });
  });

  it("refuses what it cannot take for a question", () => {
    withFolder({ data: DATA }, (cwd) => {
      assert.equal(djblint(["simulate", "answer", "data", "nonsense", "example.org"], { cwd }).status, 2);
      assert.equal(djblint(["simulate", "answer", "data", "a", "x", "--client", "1.2.3"], { cwd }).status, 2);
      assert.equal(djblint(["simulate", "answer", "missing", "a", "x"], { cwd }).status, 2);
    });
  });
});

describe("djblint simulate mail", () => {
  const SITE = "fixtures/sites/nusd";

  function ask(directory: string, ...args: string[]) {
    const { stdout } = djblint(["simulate", "mail", directory, ...args, "--format", "json"]);
    return JSON.parse(stdout);
  }

  /** What a reader of the JSON may rely on, without the words. */
  function summary(from: string, to: string) {
    const { version, steps, ...rest } = ask(SITE, "--from", from, "--to", to);
    assert.equal(version, 1);
    const places = steps.map(({ file, line }: { file: string | null; line: number | null }) =>
      file === null ? null : `${file.replace(`${SITE}/var/qmail/`, "")}${line === null ? "" : `:${line}`}`,
    );
    return { ...rest, places };
  }

  it("follows the four directions of mail at the site of the paper", () => {
    const everybody = { rule: "", allowed: true, environment: {} };
    const lan = { rule: "192.168.1.", allowed: true, environment: { RELAYCLIENT: "" } };
    const local = { channel: "local", address: "hiro@gen.nusd.jp" };
    const ok = { reply: "250 ok" };
    assert.deepEqual(summary("203.0.113.9", "hiro@gen.nusd.jp"), {
      access: everybody,
      smtp: ok,
      delivery: local,
      route: null,
      outcome: "delivered-local",
      places: [
        "qmail-smtpd/smtpd.rule:3",
        "control/rcpthosts:3",
        "control/locals:3",
        null,
        "qmail-send/run:4",
        "alias",
      ],
    });
    const own = summary("127.0.0.1", "hiro@gen.nusd.jp");
    assert.deepEqual([own.access.rule, own.delivery, own.outcome], ["127.0.0.1", local, "delivered-local"]);
    const gateway = { host: "1.2.3.7", port: 25, source: "smtproutes" };
    const outward = {
      access: lan,
      smtp: ok,
      delivery: { channel: "remote", address: "x@other.example" },
      route: gateway,
      outcome: "sent-to-host",
      places: ["qmail-smtpd/smtpd.rule:2", "qmail-smtpd/smtpd.rule:2", "control/locals", "control/smtproutes:3"],
    };
    assert.deepEqual(summary("192.168.1.20", "x@other.example"), outward);
    assert.deepEqual(summary("127.0.0.1", "x@other.example").route, gateway);
    assert.deepEqual(summary("203.0.113.9", "x@other.example"), {
      access: everybody,
      smtp: { reply: "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)" },
      delivery: { channel: "none", address: null },
      route: null,
      outcome: "refused",
      places: ["qmail-smtpd/smtpd.rule:3", "control/rcpthosts"],
    });
  });

  it("takes addresses with their brackets", () => {
    const args = (to: string, sender: string) => ["--from", "203.0.113.9", "--to", to, "--sender", sender];
    assert.deepEqual(ask(SITE, ...args("<postmaster>", "<>")), ask(SITE, ...args("postmaster", "")));
    const { stdout } = djblint(["simulate", "mail", SITE, ...args("<postmaster>", "<>")]);
    assert.match(stdout, /^mail of <> from 203\.0\.113\.9 to postmaster\n/);
  });

  it("tells the way in words, with the file and line of each step", () => {
    const { status, stdout } = djblint(["simulate", "mail", SITE, "--from", "203.0.113.9", "--to", "postmaster"]);
    assert.equal(status, 0);
    assert.equal(
      stdout,
      [
        "mail from 203.0.113.9 to postmaster",
        "",
        "connection    the rule for everybody else lets 203.0.113.9 in and sets nothing",
        "                fixtures/sites/nusd/var/qmail/qmail-smtpd/smtpd.rule:3",
        "qmail-smtpd   250 ok: an address without @ is always taken",
        "qmail-send    postmaster has no @: me, for want of envnoathost, adds @mc.gen.nusd.jp",
        "                fixtures/sites/nusd/var/qmail/control/me:1",
        "              mc.gen.nusd.jp is a local domain: the mail is for postmaster@mc.gen.nusd.jp on this host",
        "                fixtures/sites/nusd/var/qmail/control/locals:2",
        "qmail-local   postmaster belongs to no account: the user alias gets it, unless there is an account postmaster",
        "              is sent on to hiro",
        "                fixtures/sites/nusd/var/qmail/alias/.qmail-postmaster:1",
        "qmail-send    hiro has no @: me, for want of envnoathost, adds @mc.gen.nusd.jp",
        "                fixtures/sites/nusd/var/qmail/control/me:1",
        "              mc.gen.nusd.jp is a local domain: the mail is for hiro@mc.gen.nusd.jp on this host",
        "                fixtures/sites/nusd/var/qmail/control/locals:2",
        "qmail-local   there is no users/assign: if there is an account hiro, it gets the mail, as its .qmail files say",
        "              qmail-start makes ./Maildir/ the default delivery (without a .qmail file)",
        "                fixtures/sites/nusd/var/qmail/qmail-send/run:4",
        "              without such an account it is returned: alias has no .qmail-hiro and no .qmail-default (5.1.1)",
        "                fixtures/sites/nusd/var/qmail/alias",
        "",
        "outcome: forwarded",
        "",
      ].join("\n"),
    );
  });

  it("takes a qmail directory, its control directory, and files of control by themselves", () => {
    const files = { me: "a.example\n", rcpthosts: "a.example\nb.example\n", smtproutes: ":[192.0.2.9]:26\n" };
    const below = (folder: string) =>
      Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}${name}`, text]));
    withFolder({ ...below("qmail/control/"), ...below("plain/") }, (cwd) => {
      for (const folder of ["qmail", "qmail/control", "plain"]) {
        const { access, route, steps } = ask(join(cwd, folder), "--from", "203.0.113.9", "--to", "x@b.example");
        assert.deepEqual([access, route], [null, { host: "192.0.2.9", port: 26, source: "smtproutes" }], folder);
        assert.equal(steps.at(-1).line, 1);
      }
      const { stderr, status } = djblint(["simulate", "mail", cwd, "--from", "192.0.2.1", "--to", "x"]);
      assert.equal(status, 0, stderr);
    });
  });

  it("takes the sender, RELAYCLIENT, the dialect, and bytes beyond ASCII", () => {
    const files = {
      "control/me": "a.example\n",
      "control/rcpthosts": "a.example\n\xc3\xa9.example\n",
      "control/badmailfrom": "@b.example\n",
    };
    withFolder(files, (cwd) => {
      const reply = (...args: string[]) => ask(cwd, "--from", "192.0.2.1", ...args).smtp.reply;
      assert.match(reply("--to", "x@a.example", "--sender", "y@b.example"), /^553 .*badmailfrom/);
      assert.equal(reply("--to", "x@c.example", "--relayclient", ""), "250 ok");
      assert.match(reply("--to", "x@[0.0.0.0]", "--dialect", "qmail"), /^553/);
      assert.equal(reply("--to", "x@[0.0.0.0]", "--dialect", "notqmail"), "250 ok");
      // Output is read as Latin-1 here.
      assert.equal(ask(cwd, "--from", "192.0.2.1", "--to", "x@é.example").delivery.address, "x@Ã©.example");
    });
  });

  it("takes the settings that are for the control files", () => {
    const files = {
      "dns/root/data": ".other.example:192.0.2.53:a\n@other.example:192.0.2.25:a\n",
      "mail/djblint.json": '{ "site": { "addresses": ["192.0.2.25"] } }',
      "mail/control/me": "mail.example.org\n",
      "mail/control/rcpthosts": "other.example\n",
    };
    withFolder(files, (cwd) => {
      const ask = () => {
        const args = ["simulate", "mail", ".", "--from", "198.51.100.7", "--to", "x@other.example", "--format", "json"];
        return JSON.parse(djblint(args, { cwd }).stdout).outcome;
      };
      assert.equal(ask(), "bounced");
      writeFileSync(join(cwd, "mail/djblint.json"), "{}");
      assert.equal(ask(), "sent-to-host");
    });
  });

  it("refuses what is no client, no qmail, or several", () => {
    withFolder({ "a/control/me": "a\n", "b/control/me": "b\n", "c/x": "", "d/control/x": "" }, (cwd) => {
      const run = (folder: string, ip: string) =>
        djblint(["simulate", "mail", join(cwd, folder), "--from", ip, "--to", "x"]);
      assert.equal(run("a", "client").status, 2);
      const patched = ["simulate", "mail", "a", "--from", "192.0.2.1", "--to", "x", "--dialect", "patched"];
      assert.match(djblint(patched, { cwd }).stderr, /choices are qmail, netqmail, notqmail\./);
      assert.match(run("c", "192.0.2.1").stderr, /holds no control files/);
      assert.match(run("e", "192.0.2.1").stderr, /e: file does not exist$/m);
      assert.match(run("d", "192.0.2.1").stdout, /421 unable to read controls.*outcome: refused/s);
      assert.match(run(".", "192.0.2.1").stderr, /several qmails; name one of .*a, .*b/);
    });
  });
});

const RULES = [
  '127.:allow,RELAYCLIENT=""',
  '10.:allow,RELAYCLIENT="",DATABYTES="5M",DATABYTES="1000"',
  "10.1.:deny,RELAYCLIENT=x1x",
  "10.1.:allow",
  "=.example.org:allow",
  "192.168.1:allow",
  ":allow",
  "",
].join("\n");

describe("djblint simulate access", () => {
  it("prints what tcprulescheck prints, and then what that does not say", () => {
    withFolder({ "tcp.smtp": RULES }, (cwd) => {
      const ask = (...args: string[]) => djblint(["simulate", "access", "tcp.smtp", ...args], { cwd }).stdout;
      const relay = ask("--ip", "10.2.3.4");
      assert.ok(
        relay.startsWith(
          [
            "rule 10.:",
            "set environment variable RELAYCLIENT=",
            "set environment variable DATABYTES=5M",
            "set environment variable DATABYTES=1000",
            "allow connection",
            "",
            "",
          ].join("\n"),
        ),
        relay,
      );
      assert.match(
        relay,
        /^client 10\.2\.3\.4, name not known \(as with tcpserver -H\), user not known \(as with -R\)$/m,
      );
      assert.match(relay, /^decided by tcp\.smtp:2: 10\.:allow,RELAYCLIENT=""/m);
      assert.match(relay, /RELAYCLIENT="" -- qmail-smtpd, qmail-qmtpd: the client may send mail to any domain/);
      assert.match(relay, /DATABYTES="5M" -- no effect: a later variable has the same name/);
      assert.match(relay, /DATABYTES="1000" -- .*1,000 bytes at most/);
      assert.match(relay, /^ {2}10\.2\. +-\n {2}10\. +line 2: decides\n {2}\(empty\) +line 7: not asked any more$/m);
      const denied = ask("--ip", "10.1.3.4");
      assert.match(denied, /^rule 10\.1\.:\ndeny connection\n\n/);
      assert.match(denied, /its variables are never used, because it denies/);
      assert.match(denied, /tcp\.smtp:4: 10\.1\.:allow\n +the same address as the line that decides, but a later line/);
      assert.match(ask("--ip", "9.9.9.9"), /tcp\.smtp:5: =\.example\.org:allow\n +would decide if .* that name/);
      assert.match(ask("--ip", "9.9.9.9", "--host", "a.example.org"), /^rule =\.example\.org:$/m);
      assert.match(ask("--ip", "::1"), /note: ucspi-tcp has no clients with IPv6 addresses/);
      assert.match(ask("--ip", "9.9.9.9", "--host", ""), /^client 9\.9\.9\.9, name "", user not known/m);
    });
  });

  it("prints the decision table without an address", () => {
    withFolder({ "tcp.smtp": RULES }, (cwd) => {
      const { status, stdout } = djblint(["simulate", "access", "tcp.smtp"], { cwd });
      assert.equal(status, 0);
      assert.match(stdout, /^What tcpserver does by tcp\.smtp /);
      assert.match(stdout, /^IPv4 addresses: 4,294,901,760 let in, 65,536 kept out, 33,488,896 may relay mail\.$/m);
      assert.match(stdout, /^ {2}10\.0\.0\.0\/16 +65,536 +allow, relay {2}2: 10\.:allow,RELAYCLIENT=""/m);
      assert.match(stdout, /^ {2}10\.1\.0\.0\/16 +65,536 +deny {10}3: 10\.1\.:deny/m);
      assert.match(stdout, /^ {2}11\.0\.0\.0-126\.255\.255\.255 +1,946,157,056 +allow +7: :allow$/m);
      assert.match(
        stdout,
        /by more than the address:\n.*=\.example\.org:allow\n +allow for clients whose name ends in/,
      );
      assert.match(
        stdout,
        /no client meets:\n.*:4: 10\.1\.:allow\n.*line 3.*\n.*:6: 192\.168\.1:allow\n +no server asks/,
      );
    });
  });

  it("prints both as JSON", () => {
    withFolder({ "tcp.smtp": RULES }, (cwd) => {
      const ask = (...args: string[]) =>
        JSON.parse(djblint(["simulate", "access", "tcp.smtp", "--format", "json", ...args], { cwd }).stdout);
      const { ranges, apart, unmet } = ask();
      assert.deepEqual(
        [ranges[1].first, ranges[1].last, ranges[1].count, ranges[1].rule.line, ranges[1].allow, ranges[1].relay],
        ["10.0.0.0", "10.0.255.255", "65536", 1, true, true],
      );
      assert.deepEqual([apart[0].line, apart[0].audience.kind], [4, "suffix"]);
      assert.deepEqual(
        unmet.map(({ line, why }: { line: number; why: string }) => [line, why]),
        [
          [3, "earlier-line"],
          [5, "never-asked"],
        ],
      );
      const client = ask("--ip", "127.0.0.1");
      assert.deepEqual([client.decidedBy.line, client.relay, client.variables[0].name], [0, true, "RELAYCLIENT"]);
    });
  });

  it("takes a compiled file", function () {
    const tcprules = oracle("tcprules");
    if (!tcprules) return this.skip();
    withFolder({ "tcp.smtp": RULES }, (cwd) => {
      tcprules.run(["tcp.smtp.cdb", "tmp"], { cwd, stdin: RULES });
      const { stdout } = djblint(["simulate", "access", "tcp.smtp.cdb", "--ip", "127.0.0.1"], { cwd });
      assert.match(stdout, /^rule 127\.:\nset environment variable RELAYCLIENT=\nallow connection\n/);
      const line = Number(/decided by tcp\.smtp\.cdb:(\d+): /.exec(stdout)?.[1]);
      assert.match(djblint(["dump", "tcp.smtp.cdb"], { cwd }).stdout.split("\n")[line - 1], /^127\.:/);
    });
  });

  it("says once what the line numbers of a compiled file are", function () {
    const tcprules = oracle("tcprules");
    if (!tcprules) return this.skip();
    withFolder({ "tcp.smtp": RULES }, (cwd) => {
      tcprules.run(["tcp.smtp.cdb", "tmp"], { cwd, stdin: RULES });
      const notes = (file: string, ...args: string[]) =>
        djblint(["simulate", "access", file, ...args], { cwd }).stdout.split(`as "djblint dump ${file}" prints`)
          .length - 1;
      for (const args of [[], ["--ip", "127.0.0.1"]]) {
        assert.deepEqual([notes("tcp.smtp.cdb", ...args), notes("tcp.smtp", ...args)], [1, 0]);
      }
    });
  });

  it("refuses a file that does not compile, and half a client", () => {
    withFolder({ "tcp.smtp": RULES, broken: "1.2.3.4:Deny\n" }, (cwd) => {
      const { status, stderr } = djblint(["simulate", "access", "broken"], { cwd });
      assert.equal(status, 2);
      assert.match(
        stderr,
        /broken does not compile: line 1: tcprules: fatal: unable to parse this line: 1\.2\.3\.4:Deny/,
      );
      assert.equal(djblint(["simulate", "access", "tcp.smtp", "--host", "a.example"], { cwd }).status, 2);
    });
  });
});

describe("djblint dump", () => {
  it("prints lines that compile to the same file", () => {
    withFolder({ data: DATA }, (cwd) => {
      djblint(["tinydns-data"], { cwd });
      const before = readFileSync(join(cwd, "data.cdb"));
      const { stdout } = djblint(["dump", "data.cdb"], { cwd });
      assert.match(stdout, /^=www\.example\.org:192\.0\.2\.7:86400$/m);
      withFolder({ data: stdout }, (other) => {
        assert.equal(djblint(["tinydns-data"], { cwd: other }).status, 0);
        assert.deepEqual(readFileSync(join(other, "data.cdb")), before);
      });
    });
  });

  it("says which records no line makes", () => {
    withFolder({ rules: "127.:allow\n" }, (cwd) => {
      djblint(["tcprules", "rules.cdb", "tmp"], { cwd, input: "127.:allow\n" });
      const { status, stdout, stderr } = djblint(["dump", "--as", "tinydns", "rules.cdb"], { cwd });
      assert.deepEqual([status, stdout], [1, ""]);
      assert.match(stderr, /no source line makes the record with the key "127\.": it is no record of tinydns/);
    });
  });

  it("says when a part of a database is missing, as the commands do that ask one", () => {
    withFolder({ data: DATA, "tcp.smtp": "127.:allow\n:deny\n" }, (cwd) => {
      djblint(["tinydns-data"], { cwd });
      djblint(["compile", "tcp.smtp"], { cwd });
      for (const [file, question] of [
        ["data.cdb", ["answer", "data.cdb", "a", "www.example.org"]],
        ["tcp.smtp.cdb", ["access", "tcp.smtp.cdb", "--ip", "127.0.0.1"]],
      ] as const) {
        const whole = readFileSync(join(cwd, file));
        for (const length of [whole.length - 1, 2070]) {
          writeFileSync(join(cwd, file), whole.subarray(0, length));
          for (const args of [
            ["dump", file],
            ["diff", file, file],
            ["simulate", ...question],
          ]) {
            const { status, stdout, stderr } = djblint(args, { cwd });
            assert.deepEqual([status, stdout], [2, ""], args.join(" "));
            assert.match(stderr, /is damaged: a part of it is missing|is no cdb file, or only the start of one/);
          }
        }
      }
      const asked = djblint(["tinydns-get", "--explain", "a", "www.example.org"], { cwd });
      assert.deepEqual([asked.status, asked.stdout], [0, "1 www.example.org:\n"]);
      assert.match(asked.stderr, /data\.cdb is no cdb file, or only the start of one/);
    });
  });

  it("says when a file is no database", () => {
    withFolder({ data: DATA }, (cwd) => {
      const { status, stderr } = djblint(["dump", "data"], { cwd });
      assert.equal(status, 2);
      assert.match(stderr, /data is no cdb file/);
    });
  });
});

describe("djblint diff", () => {
  it("compares nothing with what tinydns-data refuses", () => {
    withFolder({ old: DATA, new: `${DATA}!\n` }, (cwd) => {
      const { status, stdout, stderr } = djblint(["diff", "old", "new"], { cwd });
      assert.deepEqual([status, stdout], [2, ""]);
      assert.match(stderr, /^djblint: new does not compile: unable to parse data line \d+: unrecognized leading/);
    });
  });

  it("tells which answers change, and nothing else", () => {
    const changed = DATA.replace("192.0.2.7", "192.0.2.17").replace("+x.sub", "+y.sub").replace(/^/, "# new\n");
    withFolder({ old: DATA, new: `${changed}@example.org::mail.example.org:10\n` }, (cwd) => {
      utimesSync(join(cwd, "old"), 1700000000, 1700000000);
      const { status, stdout } = djblint(["diff", "old", "new"], { cwd });
      assert.equal(status, 1);
      assert.equal(
        stdout,
        [
          "added example.org MX",
          "  + 86400 10 mail.example.org",
          "changed www.example.org A",
          "  - 86400 192.0.2.7",
          "  + 86400 192.0.2.17",
          "",
        ].join("\n"),
      );
      const { changes } = JSON.parse(djblint(["diff", "old", "new", "--format", "json"], { cwd }).stdout);
      assert.deepEqual(
        changes.map(({ kind, name, type }: Record<string, string>) => `${kind} ${name} ${type}`),
        ["added example.org MX", "changed www.example.org A"],
      );
      assert.match(djblint(["diff", "--serials", "old", "new"], { cwd }).stdout, /^changed example\.org SOA$/m);
    });
  });

  it("tells what each client gets instead, from a wildcard too", () => {
    const old = `${DATA}+*.example.org:192.0.2.4\n+alias.example.org:192.0.2.4\n`;
    const changed = old
      .replace(/^.alias.*\n/m, "")
      .replace("www.example.org:192.168.1.7:::in", "x.example.org:192.168.1.7:::in");
    withFolder({ old, new: changed.replace("%in:192.168", "%in:10") }, (cwd) => {
      const { stdout } = djblint(["diff", "old", "new"], { cwd });
      assert.deepEqual(stdout.split("\n"), [
        "added 10 %",
        "  + in",
        "removed 192.168 %",
        "  - in",
        "changed www.example.org A for location in",
        "  - 86400 192.0.2.7",
        "  - 86400 192.168.1.7",
        "  + 86400 192.0.2.7",
        "changed x.example.org A for location in",
        "  - 86400 192.0.2.4",
        "  + 86400 192.168.1.7",
        "",
      ]);
      writeFileSync(
        join(cwd, "new"),
        `${old.replace(/^%ex.*\n/m, "")}'x.example.org:text\n+x.example.org:192.0.2.5:::in\n`,
      );
      const { changes } = JSON.parse(djblint(["diff", "old", "new", "--format", "json"], { cwd }).stdout);
      assert.deepEqual(
        changes.map(({ kind, name, type, location }: Record<string, string>) => [kind, name, type, location]),
        [
          ["removed", "everybody else", "%", undefined],
          ["removed", "x.example.org", "A", "ex"],
          ["changed", "x.example.org", "A", "in"],
          ["added", "x.example.org", "TXT", undefined],
        ],
      );
    });
  });

  it("takes carriage returns for a part of the line, as tinydns-data does", () => {
    withFolder({ old: DATA, new: DATA.replaceAll("\n", "\r\n") }, (cwd) => {
      assert.match(djblint(["diff", "old", "new"], { cwd }).stdout, /^removed a\.ns\.example\.org A$/m);
    });
  });

  it("finds no difference between a source and what it compiles to", () => {
    withFolder({ data: DATA }, (cwd) => {
      djblint(["tinydns-data"], { cwd });
      const { status, stdout } = djblint(["diff", "data", "data.cdb"], { cwd });
      assert.deepEqual([status, stdout], [0, ""]);
    });
  });

  it("reads a compiled file as the source beside it, as the settings or the option say", () => {
    const shown = `${DATA}6six.example.org:20010db8000000000000000000000001\n`;
    withFolder({ shown, hidden: DATA }, (cwd) => {
      const compiled = (source: string) => {
        writeFileSync(join(cwd, "data"), readFileSync(join(cwd, source)));
        writeFileSync(join(cwd, "djblint.json"), '{ "dialect": { "tinydns": "ipv6" } }');
        assert.equal(djblint(["compile", "--force", "data"], { cwd }).status, 0);
        writeFileSync(join(cwd, "djblint.json"), "{}");
      };
      const compare = (...args: string[]) => djblint(["diff", ...args], { cwd }).status;
      compiled("shown");
      assert.deepEqual([compare("shown", "data.cdb"), compare("data.cdb", "shown")], [0, 0]);
      compiled("hidden");
      // The prefixes of locations are kept in another form.
      assert.deepEqual([compare("data.cdb", "hidden"), compare("data.cdb", "hidden", "--dialect", "ipv6")], [1, 0]);
      writeFileSync(join(cwd, "djblint.json"), '{ "dialect": { "tinydns": "ipv6" } }');
      assert.equal(compare("data.cdb", "hidden"), 0);
      assert.match(djblint(["dump", "data.cdb"], { cwd }).stdout, /^%in:192\.168$/m);
    });
  });
});
