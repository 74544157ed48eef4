/** What a script is for follows from its path. */
import assert from "node:assert/strict";
import { djblint, withFolder } from "../support/command.js";

/** Whether a file that is given by its name is held to what a service must do: to be replaced by its program. */
function isService(path: string): boolean {
  const script = "#!/bin/sh\n/usr/local/bin/web-probe http://127.0.0.1/ready\n";
  const { stdout } = withFolder({ [path]: script }, (cwd) =>
    djblint(["--format", "json", "--isolated", "--as", "run", path], { cwd }),
  );
  const { findings } = JSON.parse(stdout) as { findings: { code: string }[] };
  return findings.some(({ code }) => code === "RS105");
}

describe("a script beside run", () => {
  it("is a service of its own when its name does not say otherwise", () => {
    assert.ok(isService("run/web/run"));
    assert.ok(isService("run/web/run.new"));
  });

  it("comes to an end: finish of all, check and control/t of runit", () => {
    for (const name of ["finish", "check", "control/t"]) assert.ok(!isService(`run/web/${name}`), name);
  });
});
