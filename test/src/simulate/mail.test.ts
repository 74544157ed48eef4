/** The whole way of a mail: against recorded runs of the programs one after the other, and in cases of its own. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { loadTree } from "djblint/load-tree";
import { qmailHomes } from "djblint/model/control/qmail-home";
import { failureMessage } from "djblint/model/control/remote-delivery";
import { type MailRequest, simulateMail } from "djblint/simulate/mail";
import type { MailResult } from "djblint/simulate/mail-result";
import { siteOf } from "djblint/simulate/mail-site";
import { DIALECTS, type Dialect } from "djblint-grammars/control/files";
import fc from "fast-check";
import type { DnsTable } from "../support/mail-dns.js";
import { memoryHost } from "../support/memory-host.js";
import { qmailVectors } from "../support/qmail-vectors.js";

const NOW = 1800000000;

interface Options {
  readonly dialect?: Dialect;
  readonly addresses?: readonly string[];
}

/** Follows a mail on a host whose files are below `/host`. */
async function follow(
  files: Readonly<Record<string, string>>,
  request: Partial<MailRequest>,
  { dialect = "qmail", addresses = [] }: Options = {},
): Promise<MailResult> {
  const below = Object.fromEntries(Object.entries(files).map(([path, text]) => [`/host/${path}`, text]));
  const { tree } = await loadTree(memoryHost(below), { paths: ["/host"], now: NOW });
  const site = siteOf(tree, qmailHomes(tree)[0], { dialect, addresses });
  return simulateMail({ from: "203.0.113.9", sender: "", to: "", relayclient: undefined, ...request }, site);
}

function control(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`var/qmail/control/${name}`, text]));
}

describe("mail from end to end", () => {
  interface Vector {
    readonly id: string;
    readonly control: Readonly<Record<string, string>>;
    readonly remoteIp: string;
    readonly relayclient: string | null;
    readonly rcpt: string;
    readonly result?: Result;
    readonly resultByVersion?: Readonly<Record<string, Result>>;
  }

  interface Result {
    readonly rcptReply: string;
    readonly queuedRecipient?: string;
    readonly channel?: string;
    readonly address?: string;
    readonly connect?: string | null;
    readonly report?: string;
  }

  const TABLE: DnsTable = JSON.parse(readFileSync("fixtures/oracle/qmail/smtproutes-routing.dns.json", "utf8"));

  /** Domains that only these runs had. */
  const FURTHER: DnsTable = {
    mx: { "forgot.example": [[10, "mc.gen.nusd.jp"]] },
    a: {},
    cname: { "alias.example": "gen.nusd.jp" },
  };

  /** A server that has the whole DNS. */
  function zoneData(tables: readonly DnsTable[]): string {
    const lines = tables.flatMap(({ mx, a, cname }) => [
      ...Object.entries(mx).flatMap(([name, list]) =>
        list.map(([distance, host]) => `@${name}::${host || "."}:${distance}`),
      ),
      ...Object.entries(a).map(([name, address]) => `+${name}:${address}`),
      ...Object.entries(cname).map(([name, target]) => `C${name}:${target}`),
    ]);
    return [".::a.root.example", ...lines, ""].join("\n");
  }

  function resultOf({ reply, queued, delivery, route, outcome, steps }: MailResult, asked: Result): Result {
    if (outcome === "refused") return { rcptReply: reply! };
    const taken = { rcptReply: reply!, queuedRecipient: queued, channel: delivery.channel, address: delivery.address };
    if (delivery.channel === "local") return taken;
    const connect = route ? `${route.address}:${route.port}` : null;
    return {
      ...taken,
      connect,
      report: outcome === "sent-to-host" ? "delivered" : reportOf(steps.at(-1)!.says, asked),
    };
  }

  /** The recorder cut the one long message; of ours the report is what follows the outcome. */
  function reportOf(says: string, { report }: Result): string {
    const long = failureMessage("best-is-own", "").replaceAll("\n", " ");
    if (says.includes(long)) return report!.includes("best-preference") ? report! : says;
    return says.replace(/^bounced: /, "D").replace(/^deferred: /, "Z");
  }

  it("goes the way that it went", async () => {
    for (const { id, rcpt, remoteIp, relayclient, ...vector } of qmailVectors<Vector>("end-to-end")) {
      assert.equal(vector.resultByVersion, undefined, id);
      const files = { ...control(vector.control), "tinydns/root/data": zoneData([TABLE, FURTHER]) };
      for (const dialect of DIALECTS) {
        const request = { from: remoteIp, to: rcpt, relayclient: relayclient ?? undefined };
        const addresses = ["1.2.3.55", "192.168.1.1"];
        const result = await follow(files, request, { dialect, addresses });
        assert.deepEqual(resultOf(result, vector.result!), vector.result, `${id} ${dialect}`);
      }
    }
  });
});

describe("mail, followed over the files of a host", () => {
  const BASE = control({ me: "mail.a.example\n", locals: "mail.a.example\na.example\n", rcpthosts: "a.example\n" });
  const RULES = '192.168.1.:allow,RELAYCLIENT=""\n203.0.113.66:deny\n:allow\n';
  const RUN = "#!/bin/sh\nexec tcpserver -x /etc/tcp.smtp.cdb 0 smtp qmail-smtpd\n";
  const SERVICE = { "service/smtpd/run": RUN, "etc/tcp.smtp": RULES };
  const ZONES = [".a.example::ns.a.example", "=mail.a.example:192.0.2.7", "@a.example::mail.a.example:10", ""].join(
    "\n",
  );

  /** Where each step was decided, without the folder of the host. */
  function places({ steps }: MailResult): string[] {
    return steps.map(({ path, line }) =>
      [path?.slice("/host/".length) ?? "-", ...(line === undefined ? [] : [line + 1])].join(":"),
    );
  }

  function says({ steps }: MailResult): string {
    return steps.map((step) => step.says).join("\n");
  }

  it("meets the rule that tcpserver reads", async () => {
    const files = { ...BASE, ...SERVICE };
    const outside = await follow(files, { to: "x@b.example" });
    assert.deepEqual(outside.access, { rule: "", allowed: true, environment: {} });
    assert.equal(outside.outcome, "refused");
    assert.deepEqual(places(outside), ["etc/tcp.smtp:3", "var/qmail/control/rcpthosts"]);
    const inside = await follow(files, { from: "192.168.1.20", to: "x@b.example" });
    assert.deepEqual(inside.access, { rule: "192.168.1.", allowed: true, environment: { RELAYCLIENT: "" } });
    assert.deepEqual([inside.outcome, inside.route?.source], ["sent-to-host", "mx"]);
    assert.deepEqual(places(inside).slice(0, 2), ["etc/tcp.smtp:1", "etc/tcp.smtp:1"]);
    const denied = await follow(files, { from: "203.0.113.66", to: "x@a.example" });
    assert.deepEqual([denied.outcome, denied.reply, denied.access?.allowed], ["denied", undefined, false]);
  });

  it("takes RELAYCLIENT from the script, and from the request before all", async () => {
    const script = "#!/bin/sh\nexport X=1\nexec env - RELAYCLIENT= tcpserver 0 smtp qmail-smtpd\n";
    const byScript = await follow({ ...BASE, "service/smtpd/run": script }, { to: "x@b.example" });
    assert.deepEqual([byScript.access, byScript.outcome], [undefined, "sent-to-host"]);
    assert.ok(places(byScript).includes("service/smtpd/run:3"));
    const files = { ...BASE, ...SERVICE };
    const asked = await follow(files, { from: "192.168.1.20", to: "x@b.example", relayclient: "@gw" });
    assert.deepEqual([asked.queued, asked.delivery.address], ["x@b.example@gw", "x@b.example@gw"]);
    assert.equal(asked.outcome, "bounced");
    assert.match(says(asked), /couldn't find any host named gw\. \(#5\.1\.2\)/);
  });

  it("knows what programs between tcpserver and qmail-smtpd make of the environment", async () => {
    const behind = (programs: string) => RUN.replace("qmail-smtpd", `${programs} qmail-smtpd`);
    const ask = (programs: string, files: Readonly<Record<string, string>> = {}) => {
      const all = { ...BASE, ...SERVICE, "service/smtpd/run": behind(programs), ...files };
      return follow(all, { from: "192.168.1.20", to: "x@b.example" });
    };
    const folder = { "service/smtpd/env/RELAYCLIENT": "@gw\n" };
    assert.equal((await ask("envdir ./env", folder)).queued, "x@b.example@gw");
    assert.equal((await ask("envdir ./env", { "service/smtpd/env/RELAYCLIENT": "" })).outcome, "refused");
    assert.equal((await ask("env -u RELAYCLIENT")).outcome, "refused");
    assert.equal((await ask("env RELAYCLIENT=@gw")).queued, "x@b.example@gw");
    assert.equal((await ask("rblsmtpd -r bl.example")).queued, "x@b.example");
  });

  it("takes rules that are called after SMTP where no script is among the files", async () => {
    const { access } = await follow({ ...BASE, "etc/tcp.smtp": RULES }, { from: "192.168.1.20", to: "x@b.example" });
    assert.equal(access?.rule, "192.168.1.");
  });

  it("bounces what its own MX brings and nobody here wants, and warns of a relay that brings it back", async () => {
    const files = {
      ...BASE,
      ...control({ rcpthosts: "a.example\nb.a.example\n" }),
      "tinydns/root/data": `${ZONES}@b.a.example::mail.a.example:10\n`,
    };
    const bounced = await follow(files, { to: "x@b.a.example" });
    assert.deepEqual([bounced.outcome, bounced.route, bounced.delivery.channel], ["bounced", undefined, "remote"]);
    assert.match(says(bounced), /\(#5\.4\.6\)/);
    assert.equal(places(bounced).at(-1), "tinydns/root/data:4");
    const relayed = await follow(
      { ...files, ...control({ smtproutes: ":[192.0.2.99]:26\n" }) },
      { to: "x@b.a.example" },
    );
    assert.deepEqual(relayed.route, { host: "192.0.2.99", address: "192.0.2.99", port: 26, source: "smtproutes" });
    assert.equal(relayed.outcome, "sent-to-host");
    assert.match(relayed.steps.at(-1)!.says, /the relay may send it back/);
  });

  it("names the exchangers, the address, or the literal that mail goes to", async () => {
    const data = `${ZONES}@b.a.example:192.0.2.30:mx:10\n+c.a.example:192.0.2.31\n`;
    const ask = (domain: string) =>
      follow({ ...BASE, "tinydns/root/data": data }, { to: `x@${domain}`, relayclient: "" });
    const routes = await Promise.all(["b.a.example", "c.a.example", "[192.0.2.32]"].map(ask));
    assert.deepEqual(
      routes.map(({ route }) => [route?.host, route?.address, route?.source]),
      [
        ["mx.mx.b.a.example", "192.0.2.30", "mx"],
        ["c.a.example", "192.0.2.31", "a"],
        ["192.0.2.32", "192.0.2.32", "literal"],
      ],
    );
    assert.deepEqual((await ask("d.a.example")).outcome, "bounced");
    assert.deepEqual((await ask("other.example")).route, {
      host: "other.example",
      address: undefined,
      port: 25,
      source: "mx",
    });
  });

  it("finds the loop of a route to this host, and the refusal where there is one", async () => {
    const route = control({ smtproutes: "b.example:[192.0.2.7]\n" });
    const files = { ...BASE, ...route, "tinydns/root/data": ZONES };
    const looped = await follow({ ...files, ...control({ rcpthosts: "b.example\n" }) }, { to: "x@b.example" });
    assert.deepEqual([looped.outcome, looped.route?.host], ["looped", "192.0.2.7"]);
    const refused = await follow(files, { to: "x@b.example", relayclient: "" });
    assert.deepEqual([refused.outcome, refused.reply], ["bounced", "250 ok"]);
    const growing = { "etc/tcp.smtp": '192.0.2.7:allow,RELAYCLIENT=".x"\n:allow\n' };
    const wildcard = control({ smtproutes: ":[192.0.2.7]\n", rcpthosts: "b.example\n" });
    const long = await follow({ ...files, ...growing, ...wildcard }, { to: "x@b.example" });
    assert.equal(long.outcome, "looped");
    const filter = control({ smtproutes: ":[127.0.0.1]:10024\n" });
    assert.equal(
      (await follow({ ...files, ...filter }, { to: "x@b.example", relayclient: "" })).outcome,
      "sent-to-host",
    );
  });

  it("defers on port 0 and where a kind of delivery is switched off", async () => {
    const zero = await follow(
      { ...BASE, ...control({ smtproutes: ":relay.b.example:smtp\n" }) },
      { to: "x@b.example", relayclient: "" },
    );
    assert.deepEqual([zero.outcome, zero.route], ["deferred", undefined]);
    const off = await follow({ ...BASE, ...control({ concurrencylocal: "0\n" }) }, { to: "x@a.example" });
    assert.deepEqual([off.outcome, off.delivery], ["deferred", { channel: "local", address: "x@a.example" }]);
  });

  it("stops where a program does not start", async () => {
    const unread = { ...BASE, "var/qmail/control/badmailfrom/x": "" };
    const smtpd = await follow(unread, { to: "x@a.example" });
    assert.deepEqual([smtpd.outcome, smtpd.reply], ["refused", "421 unable to read controls (#4.3.0)"]);
    assert.equal(places(smtpd).at(-1), "var/qmail/control/badmailfrom");
    const send = await follow({ ...BASE, "var/qmail/control/percenthack/x": "" }, { to: "x@a.example" });
    assert.deepEqual([send.outcome, send.delivery], ["deferred", { channel: "none", address: undefined }]);
    const none = await follow(control({ rcpthosts: "a.example\n", smtpgreeting: "a\n" }), { to: "x@a.example" });
    assert.deepEqual([none.outcome, none.reply], ["deferred", "250 ok"]);
  });

  it("says that morercpthosts waits for qmail-newmrh", async () => {
    const result = await follow({ ...BASE, ...control({ morercpthosts: "# c\nb.example\n" }) }, { to: "x@b.example" });
    assert.equal(result.outcome, "refused");
    assert.match(says(result), /qmail-newmrh has not put it into/);
    assert.equal(places(result).at(-1), "var/qmail/control/morercpthosts:2");
  });

  describe("to a user", () => {
    const ASSIGN = [
      "+joe-:joe:507:100:/home/joe:-::",
      "=joe:joe:507:100:/home/joe:::",
      "=root:root:0:0:/root:::",
      ".",
      "",
    ].join("\n");
    const USERS = { ...BASE, "var/qmail/users/assign": ASSIGN };

    async function outcomeOf(files: Readonly<Record<string, string>>, to = "joe-x@a.example"): Promise<string> {
      return (await follow({ ...USERS, ...files }, { to })).outcome;
    }

    it("ends as the .qmail file says", async () => {
      assert.equal(await outcomeOf({ "home/joe/.qmail-x": "./Maildir/\n&b@b.example\n" }), "delivered-local");
      assert.equal(await outcomeOf({ "home/joe/.qmail-default": "|prog\n" }), "delivered-local");
      assert.equal(await outcomeOf({ "home/joe/.qmail-x": "b@b.example\n" }), "forwarded");
      assert.equal(await outcomeOf({ "home/joe/.qmail-x": "# nothing\n" }), "discarded");
      assert.equal(await outcomeOf({ "home/joe/.qmail-x": "&ann@example.net\n/dev/null\n" }), "deferred");
      assert.equal(await outcomeOf({ "home/joe/.qmail-x": "\n./Maildir/\n" }), "deferred");
      assert.equal(await outcomeOf({ "home/joe/.qmail": "" }), "bounced");
      assert.equal(await outcomeOf({ "home/joe/.qmail": "" }, "joe@a.example"), "delivered-local");
      assert.equal(await outcomeOf({}), "delivered-local");
      assert.equal(await outcomeOf({}, "root@a.example"), "deferred");
    });

    it("sends nothing on where a line of the file fails (Q8)", async () => {
      const file = "|prog\n&ann@example.net\n/dev/null\n";
      const { steps } = await follow({ ...USERS, "home/joe/.qmail-x": file }, { to: "joe-x@a.example" });
      assert.deepEqual(
        steps.filter(({ path }) => path?.endsWith(".qmail-x")).map(({ says }) => says),
        [
          "goes to the program prog",
          "deferred: Unable to write /dev/null: invalid argument. (#4.3.0); nothing is sent on",
        ],
      );
    });

    it("is gone when no local part is left, whatever alias has", async () => {
      const alias = { "var/qmail/alias/.qmail-default": "./Mailbox\n" };
      for (const to of ["@a.example", ""]) {
        const { outcome, delivery } = await follow(
          { ...USERS, ...alias, ...control({ envnoathost: "a.example\n" }) },
          { to },
        );
        assert.deepEqual([outcome, delivery.channel], ["discarded", "local"], to);
      }
    });

    it("names the line of users/assign, and the line of the .qmail file", async () => {
      const result = await follow({ ...USERS, "home/joe/.qmail-x": "# c\nb@b.example\n" }, { to: "joe-x@a.example" });
      assert.ok(places(result).includes("var/qmail/users/assign:1"));
      assert.ok(places(result).includes("home/joe/.qmail-x:2"));
    });

    it("finds the file of a user with another dash, or none", async () => {
      const assign = "+joe+:joe:507:100:/mail/joe:+::\n+ann-:ann:508:100:/mail/ann:::\n.\n";
      const files = {
        ...BASE,
        "var/qmail/users/assign": assign,
        "mail/joe/.qmail+list": "./List/\n",
        "mail/ann/.qmaildefault": "./All/\n",
      };
      for (const [to, file] of [
        ["joe+list@a.example", "mail/joe/.qmail+list:1"],
        ["ann-x@a.example", "mail/ann/.qmaildefault:1"],
      ]) {
        assert.ok(places(await follow(files, { to })).includes(file), to);
      }
    });

    it("loops when the instructions lead back", async () => {
      assert.equal(await outcomeOf({ "home/joe/.qmail-x": "joe-x@a.example\n" }), "looped");
      assert.equal(
        await outcomeOf({ "home/joe/.qmail-x": "joe-y\n", "home/joe/.qmail-y": "joe-x@a.example\n" }),
        "looped",
      );
      const both = { "home/joe/.qmail-x": "joe-y@a.example\n", "home/joe/.qmail-y": "joe-x@a.example\n" };
      assert.equal(await outcomeOf(both), "looped");
      assert.equal(await outcomeOf({ ...both, "home/joe/.qmail-x": "joe-y@a.example\nb@b.example\n" }), "forwarded");
    });

    it("follows some copies of many", async () => {
      const many = Array.from({ length: 3000 }, (_, n) => `joe-${n}@a.example\n`).join("");
      const result = await follow({ ...USERS, "home/joe/.qmail-default": many }, { to: "joe-x@a.example" });
      assert.equal(result.outcome, "forwarded");
      assert.equal(result.steps.at(-1)?.says, "further steps are left out");
    });

    it("is left to the user alias, or to an account that is not among the files", async () => {
      const alias = { "var/qmail/alias/.qmail-info": "b@b.example\n", "var/qmail/alias/.qmail-default": "./Mailbox\n" };
      assert.equal(await outcomeOf(alias, "info@a.example"), "forwarded");
      assert.equal(await outcomeOf(alias, "ann@a.example"), "delivered-local");
      const virtual = control({ virtualdomains: "v.example:alias-v\n", rcpthosts: ".example\n" });
      assert.equal(await outcomeOf({ ...alias, ...virtual }, "x@v.example"), "delivered-local");
      const passwd = { "etc/passwd": "root:x:0:0::/root:\nann:x:9:9::/home/ann:\n", "etc/tcp.smtp": ":allow\n" };
      assert.equal(await outcomeOf({ ...passwd, "var/qmail/alias/.qmail-info": "" }, "nobody@a.example"), "bounced");
    });

    it("is named in a bounce without what virtualdomains put in front", async () => {
      const virtual = control({ virtualdomains: "v.example:joe\n", rcpthosts: "v.example\n" });
      const result = await follow({ ...USERS, ...virtual, "home/joe/.qmail": "" }, { to: "x@v.example" });
      assert.deepEqual([result.outcome, result.delivery.address], ["bounced", "joe-x@v.example"]);
      assert.match(result.steps.at(-1)!.says, /names the recipient as x@v\.example$/);
    });

    it("gets the default delivery of qmail-start", async () => {
      const run = "#!/bin/sh\nexec qmail-start ./Maildir/ splogger qmail\n";
      const files = { "service/qmail/run": run, "home/joe/.qmail": "" };
      const result = await follow({ ...USERS, ...files }, { to: "joe@a.example" });
      assert.ok(places(result).includes("service/qmail/run:2"));
      assert.match(says(result), /goes into the maildir \.\/Maildir\//);
    });
  });
});

describe("mail over files of any bytes", () => {
  const NAMES = [
    "me",
    "locals",
    "rcpthosts",
    "morercpthosts",
    "morercpthosts.cdb",
    "percenthack",
    "virtualdomains",
    "smtproutes",
  ];
  const FURTHER = ["badmailfrom", "envnoathost", "localiphost", "helohost", "concurrencyremote", "databytes"];
  const word = fc.constantFrom(
    "a.example",
    "b",
    ".",
    ":",
    "@",
    "%",
    "-",
    "\n",
    "#",
    "\r",
    "\0",
    "joe",
    "127.0.0.1",
    "[",
    "]",
    "*",
    "\xff",
  );
  const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(""));
  const paths = [
    ...[...NAMES, ...FURTHER].map((name) => `var/qmail/control/${name}`),
    "var/qmail/users/assign",
    "var/qmail/users/cdb",
    "var/qmail/alias/.qmail-default",
    "var/qmail/alias/.qmail-joe",
    "etc/tcp.smtp",
    "tinydns/root/data",
  ];

  it("always ends", async () => {
    const files = fc
      .dictionary(fc.constantFrom(...paths), text)
      .map((some) => ({ "var/qmail/control/me": "b.a.example\n", ...some }));
    const request = fc.record({
      from: fc.constantFrom("127.0.0.1", "192.0.2.1"),
      sender: text,
      to: text,
      relayclient: fc.option(text, { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(files, request, fc.constantFrom(...DIALECTS), async (some, asked, dialect) => {
        const { steps, delivery } = await follow(some, asked, { dialect });
        assert.ok(steps.length > 0 && steps.length < 600);
        assert.equal(delivery.channel === "none", delivery.address === undefined);
      }),
      { seed: 20260101, numRuns: 150 },
    );
  });
});
