/** Where qmail-send sends recipients, against its own functions and a real run with a HUP signal. */
import assert from "node:assert/strict";
import type { ControlDirectory } from "djblint/model/control/control-directory";
import {
  readSendControls,
  rewriteRecipient,
  type SendControls,
  shownInBounce,
} from "djblint/model/control/mail-rewrite";
import { controlFile } from "djblint-grammars/control/files";
import { type ControlContents, directoryOf, qmailVectors } from "../support/qmail-vectors.js";

interface Rewrite {
  readonly recip: string;
  readonly channel: string;
  readonly address: string;
  readonly bounceshows: string;
}

interface Vector {
  readonly id: string;
  readonly control: ControlContents;
  readonly controlAfterEditThenHUP?: ControlContents;
  readonly result:
    | { readonly start: "ok"; readonly rewrites: readonly Rewrite[] }
    | { readonly start: "alert: cannot start: unable to read controls" };
}

/**
 * The files as they count after an edit and a HUP: those that the table says are read again have their new content. A
 * missing `locals` is then the name that `me` had at the start (D9).
 */
function afterHangup(before: ControlContents, edited: ControlContents): ControlContents {
  const reread = (name: string) => controlFile(name)?.reread === "hangup";
  const pick = (files: ControlContents, wanted: boolean) =>
    Object.entries(files).filter(([name]) => reread(name) === wanted);
  return Object.fromEntries([...pick(before, false), ...pick(edited, true)]);
}

function settingsOf(controls: SendControls, directory: ControlDirectory): Record<string, unknown> {
  return {
    lifetime: directory.number("queuelifetime"),
    concurrency: [controls.concurrencylocal, controls.concurrencyremote],
    envnoathost: controls.envnoathost.text,
    bounce: controls.bouncefrom,
    bouncehost: controls.bouncehost,
    doublebounceto: controls.doublebounceto,
  };
}

function rewrite(controls: SendControls, recip: string): Rewrite {
  const { channel, address } = rewriteRecipient(controls, recip);
  return { recip, channel, address, bounceshows: shownInBounce(controls, address) };
}

describe("qmail-send", () => {
  it("decides as it did, also after a HUP", () => {
    for (const { id, control, controlAfterEditThenHUP, result } of qmailVectors<Vector>("delivery-decision")) {
      const files = controlAfterEditThenHUP ? afterHangup(control, controlAfterEditThenHUP) : control;
      const directory = directoryOf(files);
      const controls = readSendControls(directory);
      if (!controls || result.start !== "ok") {
        assert.deepEqual([controls, result.start], [undefined, "alert: cannot start: unable to read controls"], id);
        continue;
      }
      const rewrites = result.rewrites.map(({ recip }) => rewrite(controls, recip));
      assert.deepEqual({ start: "ok", ...settingsOf(controls, directory), rewrites }, result, id);
    }
  });

  it("takes up locals and virtualdomains at a HUP, and nothing else, in the run that was recorded", () => {
    const [{ log }] = qmailVectors<{ log: readonly string[] }>("qmail-send-hup");
    // The steps of the vector as files: `steps` tells them in words.
    const before = { me: "mc.a.example\n", concurrencyremote: "500\n", concurrencylocal: "30\n" };
    const after = {
      me: "new.example\n",
      locals: "mc.a.example\nv.example\n",
      percenthack: "mc.a.example\n",
      concurrencylocal: "9\n",
      envnoathost: "e.example\n",
    };
    const announced = 120;
    const started = readSendControls(directoryOf(before))!;
    const reread = readSendControls(directoryOf(afterHangup(before, after)))!;
    const recipients = ["x@v.example", "hiro", "y%o.example@mc.a.example"];
    const entries = (message: number, controls: SendControls, to: readonly string[]) =>
      to.map((recipient) => {
        const { channel, address } = rewriteRecipient(controls, recipient);
        return `msg ${message} to ${channel} ${address.replace("%", "_")}`;
      });
    const status = [started.concurrencylocal, started.concurrencyremote].map((number) => Math.min(number, announced));
    assert.deepEqual(
      [
        `status: local 0/${status[0]} remote 0/${status[1]}`,
        ...entries(101, started, recipients),
        ...entries(102, started, recipients.slice(0, 1)),
        ...entries(103, reread, recipients),
      ].sort(),
      [...log].sort(),
    );
  });

  it("does not start when a file cannot be read", () => {
    const broken = directoryOf({ me: "b.example\n", locals: "c.example\n" }, { unreadable: ["virtualdomains"] });
    assert.equal(readSendControls(broken), undefined);
  });
});
