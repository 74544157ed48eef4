import assert from "node:assert/strict";
import { hover } from "djblint/features/hover";
import { readAccess } from "djblint/model/tcprules/access-file";
import type { Dialect } from "djblint-grammars/tcprules/fields";
import { encodeLatin1, SourceText } from "djblint-grammars/text";

/** What the hover says at the place of a `^` in the text. */
function at(marked: string, dialect?: Dialect): string | undefined {
  const offset = marked.indexOf("^");
  const text = new SourceText(encodeLatin1(marked.replace("^", "")));
  return hover(readAccess(text, dialect), "tcprules", offset)?.contents;
}

function includes(text: string | undefined, ...parts: readonly string[]): void {
  for (const part of parts) assert.ok(text?.includes(part), `${part} in ${text}`);
}

describe("hover in a rule file", () => {
  it("says who meets a line, how many they are, and what becomes of them", () => {
    const source = '10.1.:deny\n1^0.:allow,RELAYCLIENT=""\n:allow\n';
    includes(
      at(source),
      "**allow, relay** — 16,711,680 addresses: 10.0.0.0/16, 10.2.0.0-10.255.255.255.",
      "Such as 10.0.0.1, 10.0.128.0, 10.2.0.1.",
      "qmail-smtpd, qmail-qmtpd: the client may send mail to any domain",
      "$ TCPREMOTEIP=10.0.0.1 tcprulescheck\nrule 10.:\nset environment variable RELAYCLIENT=\nallow connection",
    );
    includes(at("10.:deny\n^:allow\n"), "every client that no other line names, 4,278,190,080 addresses");
  });

  it("says nothing of lines that make no rule, and keeps to its line below them", () => {
    for (const marked of ["# ^10.\n10.:deny\n", "10.:deny\n^\n:allow\n", "10.:deny\nx^\n:allow\n", ":allow\n^"]) {
      assert.equal(at(marked), undefined, marked);
    }
    includes(at("# first\n10.:allow\n\nx\n1^1.:deny\n:allow\n"), "**deny** — 16,777,216 addresses: 11.0.0.0/8");
  });

  it("says when a line counts that goes by name, with an example for which it decides", () => {
    const name = "10.:deny\n=^.example.org:allow\n";
    includes(at(name), "whose name ends in .example.org; lines with any part of the address come first");
    includes(at(name), "TCPREMOTEHOST=pc.example.org tcprulescheck\nrule =.example.org:\nallow connection");
    includes(at("j^oe@10.0.0.1:deny\n"), "the user joe (by IDENT) at 10.0.0.1", "TCPREMOTEINFO=joe tcprulescheck");
  });

  it("says why a line has no effect, and which one has", () => {
    includes(at("1.2.3.:deny\n^1.2.3.:allow\n"), "**no effect** — the same address stands in line 1");
    includes(at("^1.2.3:deny\n"), "**no effect** — no server asks for this address");
    includes(at("^1.2.3.9-4:deny\n"), "the range holds no number");
    includes(at("^1.2.:deny\n1.2.0-255.:allow\n"), "lines with longer addresses speak of all clients");
  });

  it("says what a variable does", () => {
    includes(at(':allow,^RELAYCLIENT="no"\n'), "**RELAYCLIENT**", "user@example.org becomes user@example.orgno");
    includes(at(':allow,DATA^BYTES="5M"\n'), "5 bytes at most; only the digits at the start of 5M count");
    includes(at(':allow,RBLSMTPD="^-go away"\n'), "rblsmtpd: all mail of the client is refused for good: 553 go away");
    includes(at(':allow,A^XFR="a.example/b.example"\n'), "axfrdns: ", "these zones only: a.example, b.example");
    includes(at(':allow, ^RELAYCLIENT=""\n'), "no program reads this name: RELAYCLIENT is another");
    includes(
      at(':allow,DATABYTES="^1",DATABYTES="2"\n'),
      "a later variable has the same name, and the last one counts",
    );
    includes(at(':deny,RELAY^CLIENT=""\n'), "never used, because the line denies");
    includes(at(':allow,QMAIL^QUEUE="/x"\n'), "run instead of qmail-queue; qmail 1.03 takes no notice");
  });

  it("says that nothing is compiled when tcprules stops somewhere", () => {
    includes(at("^:allow\n1.2.3.4:Deny\n"), "tcprules does not get past line 2");
  });

  it("says nothing about comments and empty lines, and never throws", () => {
    assert.equal(at("# 10^.:allow\n:allow\n"), undefined);
    assert.equal(at(":allow\n^\n"), undefined);
    includes(at(':allow,A="x\0^Dy"\n'), "**A** — ");
    includes(at("^2001:db8:::deny\n", "ucspi-tcp-ipv6"), "that the server writes with 2001:db8:: in front");
  });
});
