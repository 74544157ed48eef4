/** What qmail-smtpd replies and queues, against recorded runs of three versions. */
import assert from "node:assert/strict";
import type { ControlDirectory } from "djblint/model/control/control-directory";
import { acceptanceOf } from "djblint/model/control/mail-acceptance";
import { moreRcpthostsKeys } from "djblint/model/control/more-rcpthosts";
import { SmtpSession } from "djblint/model/control/smtp-session";
import type { Dialect } from "djblint-grammars/control/files";
import { encodeLatin1 } from "djblint-grammars/text";
import {
  byDialect,
  type ControlContents,
  type DirectoryState,
  directoryOf,
  qmailVectors,
} from "../support/qmail-vectors.js";

interface Vector {
  readonly id: string;
  readonly title: string;
  readonly control: ControlContents;
  readonly relayclient: string | null;
  readonly env?: Readonly<Record<string, string>>;
  readonly newmrhRun?: boolean;
}

interface SessionResult {
  readonly replies: readonly string[];
  readonly exit: number;
}

interface SessionVector extends Vector, SessionResult {
  readonly input: readonly string[];
  readonly repliesByVersion?: Readonly<Record<string, SessionResult>>;
}

interface EnvelopeVector extends Vector {
  readonly mailFrom: string;
  readonly rcptTo: readonly string[];
  /** A number of lines when they are all alike. */
  readonly bodyLines: readonly string[] | number;
  readonly replies: readonly string[];
  readonly envelope: readonly string[];
}

/** The runs were made on a host with its loopback address only. */
const OWN_ADDRESSES = ["127.0.0.1"];

/** Titles that say of a file that it is a directory: its content cannot tell. */
function stateOf({ title, newmrhRun }: Vector): DirectoryState {
  const folder = /^control\/(\w+) is a directory$/.exec(title)?.[1];
  return { newmrhRun, unreadable: folder ? [folder] : [] };
}

function sessionOf(vector: Vector, dialect: Dialect): SmtpSession {
  const environment = { ...vector.env, RELAYCLIENT: vector.relayclient ?? undefined };
  const directory = directoryOf(vector.control, stateOf(vector));
  return new SmtpSession({ directory, dialect, ownAddresses: OWN_ADDRESSES, environment });
}

/** The client sends its commands, and then closes the connection. */
function talk(session: SmtpSession, input: readonly string[]): SessionResult {
  const replies = [session.greeting()];
  for (const line of input) {
    if (session.exit !== undefined) break;
    replies.push(...session.command(line));
  }
  return { replies, exit: session.exit ?? 1 };
}

function bodyOf({ bodyLines, title }: EnvelopeVector): readonly string[] {
  if (typeof bodyLines !== "number") return bodyLines;
  const field = title.includes("Delivered-To") ? "Delivered-To: x" : "Received: x";
  return [...Array.from({ length: bodyLines - 2 }, () => field), "", "x"];
}

function queuedBy(session: SmtpSession): string[] {
  const [mail] = session.queued;
  return mail ? [`F${mail.sender}`, ...mail.recipients.map((recipient) => `T${recipient}`), "", ""] : [""];
}

describe("qmail-smtpd", () => {
  it("talks as it did", () => {
    for (const vector of qmailVectors<SessionVector>("smtpd-sessions")) {
      for (const { dialect, expected } of byDialect<SessionResult>(vector, vector.repliesByVersion)) {
        const { replies, exit } = talk(sessionOf(vector, dialect), vector.input);
        assert.deepEqual([replies, exit], [expected.replies, expected.exit], `${vector.id} ${dialect}`);
      }
    }
  });

  it("queues what it queued", () => {
    for (const vector of qmailVectors<EnvelopeVector>("smtpd-envelopes")) {
      const session = sessionOf(vector, "qmail");
      const commands = [
        `MAIL FROM:<${vector.mailFrom}>`,
        ...vector.rcptTo.map((recipient) => `RCPT TO:<${recipient}>`),
        "DATA",
      ];
      const { replies } = talk(session, commands);
      const all = [...replies, session.message(bodyOf(vector)), ...session.command("QUIT")];
      assert.deepEqual(all, vector.replies, vector.id);
      assert.deepEqual(queuedBy(session), vector.envelope, vector.id);
    }
  });

  it("accepts the addresses that it accepted", () => {
    interface MatchingVector {
      readonly id: string;
      readonly me: string;
      readonly rcpthosts: string | null;
      readonly morercpthosts: string | null;
      readonly accepted: Readonly<Record<string, boolean>>;
    }
    for (const { id, me, rcpthosts, morercpthosts, accepted } of qmailVectors<MatchingVector>("rcpthosts-matching")) {
      const directory = directoryOf({ me: `${me}\n`, rcpthosts, morercpthosts }, { newmrhRun: morercpthosts !== null });
      for (const [address, expected] of Object.entries(accepted)) {
        assert.equal(isTaken(directory, address), expected, `${id} ${address}`);
      }
    }
  });

  function isTaken(directory: ControlDirectory, address: string): boolean {
    const session = new SmtpSession({ directory, dialect: "qmail", ownAddresses: OWN_ADDRESSES, environment: {} });
    session.command("MAIL FROM:<>");
    const [reply] = session.command(`RCPT TO:<${address}>`);
    const { recipient } = session;
    assert.deepEqual(recipient?.acceptance, acceptanceOf(directory, recipient!.address));
    return reply === "250 ok";
  }
});

describe("qmail-newmrh", () => {
  it("makes the keys that it made", () => {
    interface NewmrhVector {
      readonly id: string;
      readonly morercpthosts: string | null;
      readonly result: { readonly keys: readonly string[] | null };
    }
    for (const { id, morercpthosts, result } of qmailVectors<NewmrhVector>("newmrh")) {
      // Without the file it ends; that is for its compiler to say.
      if (morercpthosts === null) continue;
      const keys = moreRcpthostsKeys(encodeLatin1(morercpthosts)).map(({ key }) => key);
      assert.deepEqual(keys, result.keys, id);
    }
  });
});
