import assert from "node:assert/strict";
import { hover } from "djblint/features/hover";
import { loadTree } from "djblint/load-tree";
import { memoryHost } from "../support/memory-host.js";

const SITE: Readonly<Record<string, string>> = {
  me: "mail.example.org\n",
  locals: "example.org\nmail.example.org\n",
  rcpthosts: "example.org\n.example.net\nvirtual.example\nout.example\n",
  virtualdomains: "virtual.example:alice\n",
  smtproutes: "out.example:[192.0.2.25]:2525\n",
};

/** What the hover says at the place of a `§` in the text of a file. */
async function at(name: string, marked: string, files: Readonly<Record<string, string>> = SITE): Promise<string> {
  const offset = marked.indexOf("§");
  const path = name.includes("/") ? `/var/qmail/${name}` : `/var/qmail/control/${name}`;
  const all = Object.entries(files).map(([file, text]) => [`/var/qmail/control/${file}`, text]);
  const host = memoryHost({ ...Object.fromEntries(all), [path]: marked.replace("§", "") });
  const { tree } = await loadTree(host, { paths: ["/var/qmail"], now: 0 });
  return hover(tree.analysis("control", path), "control", offset)?.contents ?? "";
}

function includes(text: string, ...parts: readonly string[]): void {
  for (const part of parts) assert.ok(text.includes(part), `${part} in ${text}`);
}

describe("hover in control files", () => {
  it("says whose mail an entry of rcpthosts lets in, and what becomes of it", async () => {
    includes(
      await at("rcpthosts", "ex§ample.org\n"),
      "Mail for any address at `example.org`, and at no name below it, is taken from anybody.",
      "Then qmail-send delivers it here: locals line 1.",
      "Read by qmail-smtpd, qmail-qmtpd for each connection: a change acts at once.",
      "Without the file: mail to every domain is taken from anybody.",
    );
    includes(
      await at("rcpthosts", "§.example.net\n"),
      "every name that ends in `.example.net`, at any depth, and not at `example.net` itself",
    );
    includes(
      await at("rcpthosts", "§virtual.example\n"),
      "Then it is virtual mail, for `alice-joe@virtual.example`: virtualdomains line 1.",
    );
    includes(
      await at("rcpthosts", "§out.example\n"),
      "Then it goes out to `[192.0.2.25]`, port 2525: smtproutes line 1.",
    );
    includes(await at("rcpthosts", "§a.example\n"), "Then it goes out to the mail exchangers of its domain.");
    includes(
      await at("rcpthosts", "§a.example\nA.example\n"),
      "No effect: line 2 has the same key, and the last one counts.",
    );
    includes(
      await at("morercpthosts", "§a.example\n"),
      "Once qmail-newmrh has made morercpthosts.cdb, mail for any address at",
    );
  });

  it("says what locals does, and whether outside mail gets that far", async () => {
    includes(
      await at("locals", "§example.org\n"),
      "is delivered here, to the local address `joe`",
      "From outside it is taken: rcpthosts line 1.",
    );
    includes(await at("locals", "§other.example\n"), "From outside it is refused: no entry of rcpthosts is for it.");
    includes(await at("locals", "§.example.org\n"), "There are no patterns here");
    includes(
      await at("locals", "§example.org\n"),
      "when it starts and when it gets a HUP signal",
      "the name in me counts",
    );
  });

  it("says who gets the mail of a virtual domain", async () => {
    includes(
      await at("virtualdomains", "§virtual.example:alice\n"),
      "`joe@virtual.example` becomes the local address `alice-joe`.",
      "It belongs to the account `alice-joe` or `alice` if there is one, else to alias.",
    );
    includes(await at("virtualdomains", "§example.org:alice\n"), "Then qmail-send delivers it here: locals line 1.");
    includes(await at("virtualdomains", "§a.example:\n"), "An exception: mail for any address at `a.example`");
    includes(await at("virtualdomains", "§bob@a.example:carol\n"), "the one address `bob@a.example`", "`carol-bob`");
    includes(await at("virtualdomains", "§:all\n"), "every domain that nothing else names");
    includes(await at("virtualdomains", "§nocolon\n"), "dropped without a word");
  });

  it("says where a route goes", async () => {
    includes(
      await at("smtproutes", "§out.example:[192.0.2.25]:2525\n"),
      "Mail for any address at `out.example`",
      "goes to 192.0.2.25, port 2525.",
    );
    includes(
      await at("smtproutes", "§:relay.example.net\n"),
      "every domain that nothing else names goes to the host `relay.example.net` (its address, not its mail exchanger), port 25.",
    );
    includes(await at("smtproutes", "§:relay.example.net\na.example:b.example\n"), "the order is free");
    includes(
      await at("smtproutes", "§a.example:\n"),
      "An exception: mail for any address at `a.example`",
      "goes to its mail exchangers",
    );
    includes(await at("smtproutes", "§a.example:h:\n"), "Port 0 can never be connected to");
    includes(await at("smtproutes", "§a.example::26\n"), "bounces: there is a port, but no host");
  });

  it("says what is read of a number, what that is, and its default", async () => {
    includes(
      await at("queuelifetime", "§604800\n"),
      "Read as 604800 seconds (7 days).",
      "The default is 604800 seconds.",
      "a change needs a restart",
    );
    includes(await at("databytes", "1§0M\n"), "Read as 10 bytes; `M` behind it is not looked at.", "DATABYTES");
    includes(await at("databytes", "§0\n"), "With 0, there is no limit.");
    includes(await at("timeoutremote", "§ten\n"), "There is no number at the beginning, so this counts: 1200 seconds.");
    includes(await at("concurrencyremote", "§50\n"), "Read as 50 deliveries.", "The default is 20 deliveries.");
  });

  it("says what a value does", async () => {
    includes(await at("smtpgreeting", "§mail.example.org hello\n"), "greeted with `220 mail.example.org hello ESMTP`");
    includes(await at("me", "§mail.example.org\n"), "The value is `mail.example.org`.", "Name of this host");
    includes(
      await at("me", "§mail.example.org\n"),
      "mail for `joe@mail.example.org`",
      "From outside it is refused",
      "Then qmail-send delivers it here: locals line 2.",
    );
    includes(
      await at("envnoathost", "§out.example\n"),
      "`joe` becomes `joe@out.example`",
      "Then it goes out to `[192.0.2.25]`, port 2525: smtproutes line 1.",
    );
    includes(
      await at("localiphost", "§example.org\n"),
      "`joe@[address of this host]` becomes `joe@example.org`",
      "From outside it is taken: rcpthosts line 1.",
    );
    includes(await at("bouncefrom", "§daemon\n"), "`daemon@mail.example.org`");
    includes(
      await at("doublebounceto", "§joe@x\n"),
      "go to `joe@x@mail.example.org`",
      "Then qmail-send delivers it here: locals line 2.",
    );
    includes(await at("me", "mail.example.org\n§second\n"), "Only the first line of this file is read");
  });

  it("says what qmail-inject makes of addresses, with the files beside it", async () => {
    includes(
      await at("defaultdomain", "§example.org\n"),
      "completes `joe` to `joe@mail.example.org`",
      "completes `joe@mail` to `joe@mail.example.org`",
    );
    const hosts = { defaulthost: "mail+\n", plusdomain: "example.net\n", defaultdomain: "example.org\n" };
    includes(await at("defaulthost", "§mail\n", { ...hosts, plusdomain: "" }), "`joe` to `joe@mail.example.org`");
    includes(await at("defaulthost", "§mail+\n", hosts), "`joe` to `joe@mail.example.net`");
    includes(await at("plusdomain", "§example.net\n", hosts), "`joe@mail+` to `joe@mail.example.net`");
    includes(await at("idhost", "§ids.example.org\n"), "`@ids.example.org`");
    includes(await at("defaultdomain", "§(example.org\n"), "cannot parse `.(example.org`");
  });

  it("says whom badmailfrom and percenthack concern", async () => {
    includes(await at("badmailfrom", "§@bad.example\n"), "every sender at `bad.example`, and at no name below it");
    includes(await at("badmailfrom", "§joe@bad.example\n"), "the sender `joe@bad.example` is refused");
    includes(await at("badmailfrom", "§bad.example\n"), "No sender is ever refused by this");
    includes(await at("percenthack", "§example.org\n"), "`joe%example.org@example.org` becomes `joe@example.org`");
  });

  it("says what a line of .qmail does", async () => {
    includes(await at("alias/.qmail-x", "§./Maildir/\n"), "Stores the mail in the Maildir `./Maildir/`");
    includes(await at("alias/.qmail-x", "./M§ailbox\n"), "Appends the mail to the file `./Mailbox`");
    includes(await at("alias/.qmail-x", "|§cat\n"), "Runs `cat` with /bin/sh -c");
    includes(await at("alias/.qmail-x", "&jo§e@example.org\n"), "Forwards the mail to `joe@example.org`.");
    includes(await at("alias/.qmail-x", "§# note\n"), "A comment", "read by qmail-local at each delivery");
  });

  it("says whose addresses a line of users/assign gives away", async () => {
    const file = "=joe:joe:1000:1000:/home/joe:::\n+list-:lists:0:100:/home/lists:-::\n.\n";
    includes(await at("users/assign", `§${file}`), "the local address `joe` goes to the user `joe`", "`.qmail`");
    includes(
      await at("users/assign", file.replace("+", "§+")),
      "begins with `list-`",
      "qmail-lspawn delivers nothing as root",
    );
    includes(await at("users/assign", file.replace(".\n", "§.\n")), "Ends the file");
  });

  it("never throws", async () => {
    for (const name of [
      "rcpthosts",
      "smtproutes",
      "virtualdomains",
      "me",
      "databytes",
      "alias/.qmail-y",
      "users/assign",
    ]) {
      for (const text of ["", "§", "\0§\0:\xff\n", "a:§b:c:d:e:f:g:\n", "x\r\n§\r\n"]) await at(name, text);
    }
  });
});
