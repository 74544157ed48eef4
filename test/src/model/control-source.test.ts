/** Names of control files: taken out of their place, misspelt, copies; and which paths are ours. */
import assert from "node:assert/strict";
import { control } from "djblint/languages/control";
import { shapeOfName } from "djblint/model/control/control";
import { isCopyName, isQmailFolder, nearControlFile } from "djblint/model/control/control-names";
import { controlNameOf } from "djblint/model/control/control-source";

describe("names of control files", () => {
  it("are found at the end of other names", () => {
    const names: Readonly<Record<string, string>> = {
      rcpthosts: "rcpthosts",
      "host--rcpthosts": "rcpthosts",
      var_qmail_control_me: "me",
      "var_qmail_alias_.qmail-root": ".qmail-root",
      ".qmail-default": ".qmail-default",
      "host--.qmail": ".qmail",
      "mail.example.org-badmailfrom-unknown": "badmailfrom-unknown",
      users_assign: "assign",
      morercpthosts: "morercpthosts",
      name: "name",
      "notes.txt": "notes.txt",
    };
    for (const [name, meant] of Object.entries(names)) assert.equal(controlNameOf(name), meant, name);
    assert.equal(shapeOfName(controlNameOf("host--smtproutes")), "routes");
  });

  it("are known when one letter is wrong", () => {
    const near = (name: string) => nearControlFile(name)?.name;
    assert.deepEqual(["rcpthost", "rcpthostss", "rcpthsots", "smtp-routes", "virtualdomain", "local"].map(near), [
      "rcpthosts",
      "rcpthosts",
      "rcpthosts",
      "smtproutes",
      "virtualdomains",
      "locals",
    ]);
    assert.deepEqual(["rcpthosts", "rcpt", "mee", "hosts", "notes"].map(near), Array(5).fill(undefined));
  });

  it("are not those of copies", () => {
    for (const name of ["rcpthosts~", "#me#", "me.bak", "locals.orig", "me.1", "rcpthosts-20250101", ".me.swp"]) {
      assert.ok(isCopyName(name), name);
    }
    for (const name of ["rcpthosts", "qmail-2", "badmailfrom-unknown"]) assert.ok(!isCopyName(name), name);
  });

  it("tell a control folder of qmail from others", () => {
    assert.ok(isQmailFolder(["me", "rcpthosts", "x"]));
    assert.ok(!isQmailFolder(["me", "x", "tarpitcount"]));
  });

  it("are recognised in their place", () => {
    const ours = ["/q/control/me", "/q/control/badrcptto", "/q/control/rcpthost", "/var/qmail/control/notes"];
    const debian = ["/etc/qmail/me", "/etc/qmail/rcpthosts", "/etc/qmail/notes", "/etc/me"];
    const theirs = ["/q/control/notes", "/q/me", "/q/control/validrcptto.cdb", "/var/qmail/control/me.bak"];
    const others = ["/home/joe/.qmail-list", "/var/qmail/users/assign", "/home/joe/.qmail-list~", "/home/joe/assign"];
    assert.deepEqual(debian.map(control.recognises), [true, true, false, false]);
    assert.deepEqual([...ours, ...theirs, ...others].map(control.recognises), [
      ...Array(4).fill(true),
      ...Array(4).fill(false),
      true,
      true,
      false,
      false,
    ]);
  });
});
