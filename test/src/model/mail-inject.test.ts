/** How qmail-inject completes addresses, against recorded runs. */
import assert from "node:assert/strict";
import { completeAddress, completeField, readInjectControls } from "djblint/model/control/mail-inject";
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

function inject({ control, env, headerTo }: Vector): Record<string, string | number | undefined> {
  const controls = readInjectControls(directoryOf(control), env);
  if ("kind" in controls) {
    return { exit: 100, stderr: `qmail-inject: fatal: unable to parse this line:\n${controls.text}` };
  }
  return {
    exit: 0,
    stderr: "",
    "Return-Path": `<${completeAddress(USER, controls)}>`,
    To: completeField(headerTo, controls),
    From: completeField(USER, controls),
    "Message-ID": `<time.pid.qmail@${controls.idhost}>`,
  };
}

describe("qmail-inject", () => {
  it("completes addresses as it did", () => {
    for (const vector of qmailVectors<Vector>("inject-rewriting")) {
      assert.deepEqual(inject(vector), vector.result, vector.id);
    }
  });

  it("completes every address of a list, and of a group", () => {
    const controls = readInjectControls(directoryOf({ me: "a.example\n" }), {});
    assert.ok(!("kind" in controls));
    const complete = (field: string) => completeField(field, controls);
    assert.equal(
      complete("joe, Ann B <ann@b>, c@[192.0.2.1]"),
      "joe@a.example, Ann B <ann@b.a.example>, c@[192.0.2.1]",
    );
    assert.equal(complete("friends: joe, ann;"), "friends: joe@a.example, ann@a.example;");
    assert.equal(complete("<@b,@c:joe@d>, x@[]"), "<joe@d.a.example>, x@[]");
    assert.equal(complete('"a b"@c (C)'), '"a b"@c.a.example (C)');
    assert.equal(complete("joe (unclosed"), undefined);
  });
});
