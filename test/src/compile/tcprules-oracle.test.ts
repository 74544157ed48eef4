/** Compiler and checker against the real tcprules and tcprulescheck, on files made at random. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { tcprulescheck } from "djblint/cli/tcprulescheck";
import { compileInMemory, faultMessage } from "djblint/compile/tcprules";
import fc from "fast-check";
import { inTemporaryDirectory, oracle } from "../support/oracle.js";

const byte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
const anything = fc.string({ unit: byte, maxLength: 6 });
const piece = fc.oneof(
  fc.constantFrom("", "1", "1.", "1.2.3.4", "1.2.3.", "10-12", "2-3.", "9-1", "0-300", "-", "1.2-x", "=", "=.", "@"),
  fc.constantFrom("=mail.example.com", "=.example.com", "joe@1.2.3.4", "#", " ", "\t", "\r", "18446744073709551617-2"),
  anything,
);
const address = fc.array(piece, { maxLength: 3 }).map((parts) => parts.join(""));
const instruction = fc.constantFrom(":allow", ":deny", ":allow", ":deny", ":Deny", ": allow", ":alow", "", ":");
const variable = fc.oneof(
  fc.constantFrom(
    ',A=""',
    ",B='x'",
    ',A="1"',
    ",=//",
    ",C=x\0Dx",
    ',D="\0+E=1"',
    ",F",
    ",G=",
    ",H=1 ",
    ',I="\0',
    ",J=yes",
  ),
  fc.tuple(anything, byte, anything).map(([name, delimiter, value]) => `,${name}=${delimiter}${value}${delimiter}`),
);
const end = fc.constantFrom("", "", "", " ", "\t ", "\r");
const line = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(address, instruction, fc.array(variable, { maxLength: 3 }), end)
      .map(([at, word, variables, rest]) => at + word + variables.join("") + rest),
  },
  { weight: 1, arbitrary: anything },
);
const source = fc
  .tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom("", "\n"))
  .map(([lines, last]) => Buffer.from(lines.join("\n") + last, "latin1"));

describe("compile/tcprules: the real tcprules", () => {
  const real = oracle("tcprules");

  before(function () {
    if (!real) {
      console.log("      tcprules is not installed: not compared");
      this.skip();
    }
  });

  it("gives the same database, the same refusal and the same message", () => {
    fc.assert(
      fc.property(source, (stdin) =>
        inTemporaryDirectory({}, (cwd) => {
          const { exit, stderr } = real!.run(["a.cdb", "a.tmp"], { cwd, stdin });
          const { result, cdb } = compileInMemory(stdin, "ucspi-tcp");
          if (result.kind === "compiled") {
            assert.equal(exit, 0, Buffer.from(stderr).toString("latin1"));
            assert.deepEqual(Buffer.from(cdb), readFileSync(join(cwd, "a.cdb")));
            return;
          }
          assert.equal(exit, 100);
          const message = `tcprules: fatal: ${faultMessage(result.fault)}\n`;
          assert.equal(Buffer.from(stderr).toString("latin1"), message);
          assert.ok(!existsSync(join(cwd, "a.cdb")));
        }),
      ),
      { numRuns: 500 },
    );
  });
});

/** What a client is, as Unicode: only such an environment can be given to a program here. */
const environment = fc.record(
  {
    TCPREMOTEIP: fc.constantFrom("1.2.3.4", "1.2.3.11", "1.", "", "10", "2001:db8::1", "1..2"),
    TCPREMOTEHOST: fc.constantFrom("mail.example.com", "", "example.com", ".", "x.y.example.com", "Mail.example.com"),
    TCPREMOTEINFO: fc.constantFrom("joe", "", "@"),
  },
  { requiredKeys: [] },
);
/** Positions and lengths in a database that lead somewhere. */
const damage = fc.array(fc.tuple(fc.nat(6000), fc.integer({ min: 0, max: 255 })), { maxLength: 6 });

describe("cli/tcprulescheck: the real tcprulescheck", () => {
  const real = oracle("tcprulescheck");

  before(function () {
    if (!real) {
      console.log("      tcprulescheck is not installed: not compared");
      this.skip();
    }
  });

  function compare(cdb: Uint8Array, env: Readonly<Record<string, string>>): void {
    inTemporaryDirectory({ "a.cdb": cdb }, (cwd) => {
      const printed = { stdout: "", stderr: "" };
      const exit = tcprulescheck(["a.cdb"], {
        stdout: (bytes) => {
          printed.stdout = Buffer.from(bytes).toString("latin1");
        },
        stderr: (text) => {
          printed.stderr = text;
        },
        variable: (name) => env[name],
        read: () => cdb,
      });
      const run = real!.run(["a.cdb"], { cwd, env });
      const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
      assert.deepEqual({ exit, ...printed }, { exit: run.exit, stdout: text(run.stdout), stderr: text(run.stderr) });
    });
  }

  it("prints the same about any client", () => {
    fc.assert(
      fc.property(source, environment, (text, env) => {
        const { result, cdb } = compileInMemory(text, "ucspi-tcp");
        if (result.kind === "compiled") compare(cdb, env);
      }),
      { numRuns: 500 },
    );
  });

  it("says the same of damaged files", () => {
    const good = compileInMemory(
      Buffer.from('1.2.3.4-20:allow,A="x"\n=.example.com:deny\njoe@1.2.3.4:deny\n:deny\n'),
      "ucspi-tcp",
    );
    fc.assert(
      fc.property(damage, fc.option(fc.nat(3000)), environment, (changes, length, env) => {
        const cdb = Uint8Array.from(good.cdb.subarray(0, length ?? good.cdb.length));
        for (const [at, value] of changes) if (at < cdb.length) cdb[at % cdb.length] = value;
        compare(cdb, env);
      }),
      { numRuns: 400 },
    );
  });
});
