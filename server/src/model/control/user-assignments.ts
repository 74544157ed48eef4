/**
 * Which user gets a local address: the look-up of qmail-lspawn in users/cdb, or in the users/assign that it is made
 * of. Specification U1 to U4, D10.
 */
import type { AssignmentLine, ControlLine } from "djblint-grammars/control/tree";
import { decodeLatin1 } from "djblint-grammars/text";
import { CdbReader } from "../../compile/cdb.js";
import { foldCase } from "./control.js";

export interface Assignment {
  readonly user: string;
  /** As they are written; qmail-lspawn reads leading digits. */
  readonly uid: string;
  readonly gid: string;
  readonly home: string;
  readonly dash: string;
  /** With what a prefix left over. */
  readonly extension: string;
  /** 0-based line of users/assign; undefined when it was found in users/cdb. */
  readonly line: number | undefined;
}

interface Entry {
  /** The fields of the assignment, split at NUL. */
  readonly fields: readonly string[];
  readonly line: number | undefined;
}

/** Records of users/cdb. */
export class UserAssignments {
  private readonly longest: number;

  private constructor(
    private readonly entries: ReadonlyMap<string, Entry>,
    /** Last characters of the prefixes: only behind one of them a prefix is looked for. */
    private readonly prefixEnds: string,
  ) {
    let longest = 0;
    for (const key of entries.keys()) longest = Math.max(longest, key.length);
    this.longest = longest;
  }

  /** U1: undefined when qmail-newu refuses the file. */
  static ofLines(lines: readonly ControlLine[]): UserAssignments | undefined {
    const entries = new Map<string, Entry>();
    let ends = "";
    let complete = false;
    for (const line of lines) {
      if (line.kind === "fault") return undefined;
      if (line.kind === "end") complete = true;
      if (line.kind !== "assignment") continue;
      const isPrefix = line.sign.text === "+";
      const address = line.address.text;
      if (isPrefix && address !== "" && !ends.includes(address.at(-1)!)) ends += address.at(-1);
      const key = keyOf(address, isPrefix);
      // U3: the first of equal keys counts.
      if (!entries.has(key)) entries.set(key, { fields: fieldsOf(line), line: line.line });
    }
    return complete ? new UserAssignments(entries, ends) : undefined;
  }

  /** Undefined for what is no users/cdb. */
  static ofDatabase(bytes: Uint8Array): UserAssignments | undefined {
    const entries = new Map<string, Entry>();
    for (const record of new CdbReader(bytes).records()) {
      const key = decodeLatin1(record.key);
      if (!entries.has(key)) entries.set(key, { fields: decodeLatin1(record.data).split("\0"), line: undefined });
    }
    const ends = entries.get("")?.fields.join("\0");
    return ends === undefined ? undefined : new UserAssignments(entries, ends);
  }

  /** Without the sign, in small letters. */
  get wildcards(): readonly string[] {
    return [...this.entries.keys()].filter((key) => /^![^\0]*$/.test(key)).map((key) => key.slice(1));
  }

  /** Undefined when qmail-getpw is asked instead. */
  find(local: string): Assignment | undefined {
    const folded = foldCase(local);
    const exact = this.entries.get(keyOf(local, false));
    if (exact) return assignmentOf(exact, "");
    for (let length = Math.min(local.length, this.longest); length >= 0; length--) {
      if (length > 0 && !this.prefixEnds.includes(folded[length - 1])) continue;
      const entry = this.entries.get(keyOf(folded.slice(0, length), true));
      if (entry) return assignmentOf(entry, local.slice(length));
    }
    return undefined;
  }
}

function keyOf(address: string, isPrefix: boolean): string {
  return `!${foldCase(address)}${isPrefix ? "" : "\0"}`;
}

function fieldsOf({ user, uid, gid, home, dash, extension }: AssignmentLine): string[] {
  return [user, uid, gid, home, dash, extension].map(({ text }) => text);
}

function assignmentOf({ fields, line }: Entry, rest: string): Assignment {
  const [user = "", uid = "", gid = "", home = "", dash = "", extension = ""] = fields;
  return { user, uid, gid, home, dash, extension: extension + rest, line };
}
