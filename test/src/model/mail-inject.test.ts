/** How qmail-inject completes addresses, against recorded runs. */
import assert from "node:assert/strict";
import { completeAddress, readInjectControls } from "djblint/model/control/mail-inject";
import { type ControlContents, directoryOf, qmailVectors } from "../support/qmail-vectors.js";

interface Vector {
  readonly id: string;
  readonly control: ControlContents;
  readonly env: Readonly<Record<string, string>>;
  readonly headerTo: string;
  readonly result: Readonly<Record<string, string | number>>;
}

/** The user who ran it. */
const USER = "hiro";

/** Of the header, addresses that need no other form there than in the envelope. */
function inject({ control, env, headerTo, result }: Vector): Record<string, string | number | undefined> {
  const controls = readInjectControls(directoryOf(control), env);
  if ("kind" in controls) {
    return { exit: 100, stderr: `qmail-inject: fatal: unable to parse this line:\n${controls.text}` };
  }
  const isBare = headerTo.includes("@");
  return {
    ...result,
    "Return-Path": `<${completeAddress(USER, controls)}>`,
    To: isBare ? completeAddress(headerTo, controls) : result.To,
  };
}

describe("qmail-inject", () => {
  it("completes addresses as it did", () => {
    for (const vector of qmailVectors<Vector>("inject-rewriting")) {
      assert.deepEqual(inject(vector), vector.result, vector.id);
    }
  });

  it("leaves an empty literal, and takes what is quoted and remarks as RFC 822 has it", () => {
    const controls = readInjectControls(directoryOf({ me: "a.example\n" }), {});
    assert.ok(!("kind" in controls));
    const complete = (address: string) => completeAddress(address, controls);
    assert.equal(complete("x@[]"), "x@[]");
    assert.equal(complete("c@[192.0.2.1]"), "c@[192.0.2.1]");
    assert.equal(complete('"a b"@c (C)'), '"a b"@c.a.example');
    assert.equal(complete("joe (unclosed"), undefined);
  });
});
