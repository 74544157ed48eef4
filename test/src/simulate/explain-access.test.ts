/** The explanation of a client, against what both programs called tcprulescheck printed. */
import assert from "node:assert/strict";
import { AccessTable } from "djblint/model/tcprules/access-table";
import { explainAccess } from "djblint/simulate/explain-access";
import type { Dialect } from "djblint-grammars/tcprules/fields";
import { encodeLatin1, SourceText } from "djblint-grammars/text";
import { readJsonLines } from "../support/files.js";

interface LookupVector {
  readonly id: string;
  readonly program: string;
  readonly source_b64: string;
  readonly env: Record<string, string>;
  readonly compile_exit: number | "hang";
  readonly stdout_b64?: string;
}

const DIALECT_OF: Record<string, Dialect> = {
  "ucspi-tcp-0.88": "ucspi-tcp",
  "ucspi-tcp-ipv6-0.88": "ucspi-tcp-ipv6",
};

function table(source: Uint8Array, dialect: Dialect = "ucspi-tcp") {
  return new AccessTable(new SourceText(source), dialect);
}

function lost(source: string, client: { ip: string; host?: string; info?: string }): string[] {
  return explainAccess(table(encodeLatin1(source)), client).lost.map(({ rule, why }) => `${rule.line + 1} ${why}`);
}

describe("explanation of a client", () => {
  it("begins with what tcprulescheck prints, in every recorded run", () => {
    for (const vector of readJsonLines<LookupVector>("fixtures/oracle/tcprules/lookup.jsonl")) {
      if (vector.compile_exit !== 0 || vector.stdout_b64 === undefined) continue;
      const { TCPREMOTEIP: ip = "0.0.0.0", TCPREMOTEHOST: host, TCPREMOTEINFO: info } = vector.env;
      const source = Buffer.from(vector.source_b64, "base64");
      const { printed } = explainAccess(table(source, DIALECT_OF[vector.program]), { ip, host, info });
      assert.equal(printed, Buffer.from(vector.stdout_b64, "base64").toString("latin1"), vector.id);
    }
  });

  it("prints keys as ucspi-tcp6 does", () => {
    const source = '127.0.0.0/8:allow,A="x"\n172.16/12:deny\n10.1.2.3/32:deny\n2001::/64:deny\n:deny\n';
    const printed = (ip: string) => explainAccess(table(encodeLatin1(source), "ucspi-tcp6"), { ip }).printed;
    assert.equal(printed("127.1.2.3"), "rule 127./8:\nset environment variable A=x\nallow connection\n");
    assert.equal(printed("172.17.0.1"), "rule 172.16./12:\ndeny connection\n");
    assert.equal(printed("10.1.2.3"), "rule 10.1.2.3/32:\ndeny connection\n");
    assert.equal(printed("2001::1"), "rule 2001::/64:\ndeny connection\n");
    assert.equal(printed("9.9.9.9"), "default:\ndeny connection\n");
  });

  it("tells why other lines do not decide", () => {
    const source = ["1.2.3.:allow", "1.2.3.:deny", "1.2.:deny", ":deny", "1.2.3.0-9:deny", "=a.example:deny", "=:deny"];
    assert.deepEqual(lost(source.join("\n"), { ip: "1.2.3.77" }), [
      "2 later-line",
      "3 less-specific",
      "4 less-specific",
      "6 needs-name",
    ]);
    assert.deepEqual(lost("1.2.3.5-9:allow\n1.2.3.7:deny\n1.2.3.8:deny\n", { ip: "1.2.3.7" }), ["2 later-line"]);
  });

  it("knows that names count behind parts of addresses, unless they are whole", () => {
    assert.deepEqual(lost("1.:allow\n=.example:deny\n=a.example:deny\njoe@1.2.3.4:deny\n", { ip: "1.2.3.4" }), [
      "3 needs-name",
      "4 needs-user",
    ]);
    assert.deepEqual(lost("=.example:deny\n=b.example:deny\n", { ip: "1.2.3.4", host: "a.example" }), []);
    assert.deepEqual(lost("joe@=a.example:deny\n:deny\n", { ip: "1.2.3.4", host: "a.example" }), ["1 needs-user"]);
  });
});
