/** Whom qmail-remote connects to, against recorded runs of three versions in a private network. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { deliverRemotely, failureMessage, isTemporary, type RemoteResult } from "djblint/model/control/remote-delivery";
import type { Dialect } from "djblint-grammars/control/files";
import { type DnsTable, dnsOf } from "../support/mail-dns.js";
import { byDialect, type ControlContents, directoryOf, qmailVectors } from "../support/qmail-vectors.js";

interface Result {
  readonly connect: string | null;
  readonly commands: readonly string[] | null;
  readonly report: string;
}

interface Vector {
  readonly id: string;
  readonly smtproutes: string | null;
  readonly extraControl: ControlContents | null;
  readonly noMe?: boolean;
  readonly host: string;
  readonly recips: readonly string[];
  readonly result?: Result;
  readonly resultByVersion?: Readonly<Record<string, Result>>;
}

const NETWORK: DnsTable & { readonly ownAddresses: readonly string[] } = JSON.parse(
  readFileSync("fixtures/oracle/qmail/smtproutes-routing.dns.json", "utf8"),
);

/** G3: an unlabelled second address of an interface is seen by notqmail only. */
function ownAddresses(dialect: Dialect): string[] {
  const [labelled, unlabelled] = [/^[0-9.]+$/, /^[0-9.]+(?= \(unlabelled)/];
  const seen = NETWORK.ownAddresses.flatMap((text) => labelled.exec(text) ?? []);
  return dialect === "notqmail"
    ? [...seen, ...NETWORK.ownAddresses.flatMap((text) => unlabelled.exec(text) ?? [])]
    : seen;
}

/** What the other side saw, and what was reported; every host that is connected to takes the mail. */
function resultOf(result: RemoteResult): Result {
  if (result.kind === "failed") {
    const letter = isTemporary(result.failure) ? "Z" : "D";
    return { connect: null, commands: null, report: `${letter}${failureMessage(result.failure, result.host)}\n` };
  }
  const [{ address }] = result.hosts;
  // The kernel takes 0.0.0.0 for this host.
  const reached = address === "0.0.0.0" ? "127.0.0.1" : address;
  // The recorder took the line ends off, and with them a carriage return of the name.
  const commands = [`HELO ${result.helo.replace(/\r$/, "")}`, "MAIL FROM:<s@sender.example>"];
  return {
    connect: `${reached}:${result.port}`,
    commands: [...commands, ...result.recipients.map((recipient) => `RCPT TO:<${recipient}>`)],
    report: `${"r|".repeat(result.recipients.length)}K${address} accepted message.\nRemote host said: 250 got it\n`,
  };
}

describe("qmail-remote", () => {
  it("connects where it connected, and reports what it reported", () => {
    for (const vector of qmailVectors<Vector>("smtproutes-routing")) {
      const me = vector.noMe ? null : "mc.gen.nusd.jp\n";
      const directory = directoryOf({ me, smtproutes: vector.smtproutes, ...vector.extraControl });
      for (const { dialect, expected } of byDialect(vector.result, vector.resultByVersion)) {
        const options = { directory, dialect, ownAddresses: ownAddresses(dialect), dns: dnsOf(NETWORK) };
        const result = deliverRemotely(vector.host, vector.recips, options);
        assert.deepEqual(resultOf(result), expected, `${vector.id} ${dialect}`);
      }
    }
  });

  it("finds no host for a relay that no host can be called, and asks no DNS for it", () => {
    const long = `${"a".repeat(64)}.example.net`;
    for (const relay of [
      "relay..example.net",
      ".relay.example.net",
      '"relay.example.net"',
      long,
      "relay.example.net..",
    ]) {
      const directory = directoryOf({ me: "mail.example.org\n", smtproutes: `example.com:${relay}\n` });
      const dns = dnsOf({ a: {}, mx: {}, cname: {} });
      const unknown = { ...dns, a: () => ({ kind: "unknown" as const }) };
      const options = { directory, dialect: "netqmail" as const, ownAddresses: [], dns: unknown };
      const result = deliverRemotely("example.com", ["joe@example.com"], options);
      assert.equal(result.kind === "failed" && result.failure, "no-host", relay);
    }
  });
});
