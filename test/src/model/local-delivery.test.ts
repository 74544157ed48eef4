/** What becomes of local mail, against recorded runs of qmail-newu, qmail-lspawn and qmail-local. */
import assert from "node:assert/strict";
import { deliverLocally, type LocalDelivery } from "djblint/model/control/dot-qmail";
import { UserAssignments } from "djblint/model/control/user-assignments";
import { parseControl } from "djblint-grammars/control/parser";
import { encodeLatin1, SourceText } from "djblint-grammars/text";
import { databaseOf } from "../support/database.js";
import { qmailVectors } from "../support/qmail-vectors.js";

interface AssignVector {
  readonly id: string;
  readonly assign: string | null;
  readonly result: { readonly cdb: boolean };
  readonly lookups: Readonly<Record<string, { readonly fields?: readonly string[]; readonly fallsBackTo?: string }>>;
}

interface LocalVector {
  readonly id: string;
  readonly files: Readonly<Record<string, string>>;
  readonly fileMode: string;
  readonly homeMode: string;
  readonly dash: string;
  readonly ext: string;
  readonly defaultDelivery: string;
  readonly result: { readonly exit: number; readonly stdout: readonly string[]; readonly stderr: string };
}

function assignmentsOf(assign: string): UserAssignments | undefined {
  return UserAssignments.ofLines(parseControl(encodeLatin1(assign), "assignments"));
}

function fieldsOf(assignments: UserAssignments, local: string): string[] | undefined {
  const found = assignments.find(local);
  return found && [found.user, found.uid, found.gid, found.home, found.dash, found.extension];
}

/** What `qmail-local -n` prints. A refusal is printed alone. */
function printed({ instructions, failure }: LocalDelivery): LocalVector["result"] {
  if (failure) return { exit: failure.temporary ? 111 : 100, stdout: [], stderr: failure.message };
  const count = { mbox: 0, maildir: 0, program: 0, forward: 0, list: 0, none: 0 };
  for (const { instruction } of instructions) count[instruction]++;
  const lines = instructions.map(({ instruction, argument }) => `${instruction} ${argument.text}`);
  return {
    exit: 0,
    stdout: [...lines, `did ${count.mbox + count.maildir}+${count.forward}+${count.program}`],
    stderr: "",
  };
}

describe("qmail-lspawn", () => {
  it("finds the user that it found", () => {
    for (const { id, assign, result, lookups } of qmailVectors<AssignVector>("users-assign")) {
      // Without the file qmail-newu ends; that is for its compiler to say.
      if (assign === null) continue;
      const assignments = assignmentsOf(assign);
      assert.equal(assignments !== undefined, result.cdb, id);
      for (const [local, { fields }] of Object.entries(lookups)) {
        assert.deepEqual(fieldsOf(assignments!, local), fields, `${id} ${local}`);
      }
    }
  });

  it("finds the same in the database, where the first of equal keys and the ends of prefixes stand", () => {
    const data = (...fields: string[]) => fields.join("\0");
    const records = [
      ["!joe-", data("joe", "507", "100", "/home/joe", "-", "")],
      ["!joe\0", data("joe", "507", "100", "/home/joe", "", "")],
      ["!joe\0", data("late", "508", "100", "/home/late", "", "")],
      ["", "-"],
    ] as const;
    const assignments = UserAssignments.ofDatabase(databaseOf(records))!;
    assert.deepEqual(fieldsOf(assignments, "Joe-X"), ["joe", "507", "100", "/home/joe", "-", "X"]);
    assert.deepEqual(fieldsOf(assignments, "JOE"), ["joe", "507", "100", "/home/joe", "", ""]);
    assert.equal(fieldsOf(assignments, "joey"), undefined);
    assert.equal(UserAssignments.ofDatabase(new Uint8Array(3)), undefined);
  });

  it("never finds a prefix that ends in a capital", () => {
    const assignments = assignmentsOf("+JOE:joe:507:100:/home/joe:-::\n+ANN-:ann:508:100:/home/ann:-::\n.\n")!;
    assert.equal(fieldsOf(assignments, "joe"), undefined);
    assert.deepEqual(fieldsOf(assignments, "ann-x"), ["ann", "508", "100", "/home/ann", "-", "x"]);
  });
});

describe("qmail-local", () => {
  it("does what it did", () => {
    for (const vector of qmailVectors<LocalVector>("dot-qmail")) {
      const { files, dash, ext, defaultDelivery } = vector;
      const file = (name: string) =>
        files[name] === undefined
          ? undefined
          : { text: new SourceText(encodeLatin1(files[name])), mode: Number(vector.fileMode) };
      const homeMode = Number(vector.homeMode);
      const delivery = deliverLocally({ file, homeMode, dash, extension: ext, defaultDelivery });
      assert.deepEqual(printed(delivery), vector.result, vector.id);
    }
  });
});
