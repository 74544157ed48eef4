import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { entriesOf, findKey, keysOf, readControl, readLine, readNumber } from "djblint/model/control/control";
import { CONTROL_FILES, type Shape } from "djblint-grammars/control/files";
import { parseControl } from "djblint-grammars/control/parser";
import { PATCH_FILES } from "djblint-grammars/control/patch-files";
import { print } from "djblint-grammars/control/printer";
import type { ControlLine } from "djblint-grammars/control/tree";
import { encodeLatin1, SourceText } from "djblint-grammars/text";
import fc from "fast-check";
import { directoryOf } from "../support/qmail-vectors.js";

const SHAPES: readonly Shape[] = [
  "value",
  "number",
  "list",
  "keys",
  "map",
  "routes",
  "addresses",
  "instructions",
  "assignments",
];

function parse(source: string, shape: Shape): ControlLine[] {
  return parseControl(encodeLatin1(source), shape);
}

/** A whole file; entries of one line are kept together by the NUL between them (R15). */
function printFile(lines: readonly ControlLine[]): string {
  const parts = lines.map((line, index) => (line.line === lines[index - 1]?.line ? "\0" : "\n") + print(line));
  return lines.length === 0 ? "" : `${parts.join("").slice(1)}\n`;
}

/** Kind and, for entries of several fields, what these hold. */
function summary(line: ControlLine): string[] {
  switch (line.kind) {
    case "number":
      return [line.kind, line.digits.text, line.rest.text];
    case "pair":
      return [line.kind, line.key.text, line.value.text];
    case "route":
      return [line.kind, line.key.text, line.relay.text, ...(line.port ? [line.port.text] : [])];
    case "instruction":
      return [line.instruction, line.argument.text];
    case "assignment": {
      const { sign, address, user, uid, gid, home, dash, extension } = line;
      return [sign, address, user, uid, gid, home, dash, extension].map(({ text }) => text);
    }
    default:
      return [line.kind, line.whole.text];
  }
}

describe("control files", () => {
  it("are in the table with a reader and a word about what happens without them", () => {
    for (const spec of CONTROL_FILES) {
      assert.ok(spec.readers.length > 0 && spec.doc !== "", spec.name);
      assert.ok(spec.default !== undefined || spec.without !== "", spec.name);
    }
    assert.equal(new Set(CONTROL_FILES.map(({ name }) => name)).size, 29);
  });

  it("of patches and scripts stand beside them, and are marked", () => {
    const names = [...CONTROL_FILES, ...PATCH_FILES].map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    assert.ok(PATCH_FILES.every(({ origin, doc, without }) => origin !== "qmail" && doc !== "" && without !== ""));
  });

  it("of keys keep NUL bytes, as qmail-newmrh does", () => {
    assert.deepEqual(parse("#c\n\na\0b \n\0c\n", "keys").map(summary), [
      ["comment", "#c"],
      ["blank", ""],
      ["entry", "a\0b"],
      ["entry", "\0c"],
    ]);
  });

  it("of one line have that line only", () => {
    assert.deepEqual(parse("# x \t\nb\n", "value").map(summary), [
      ["value", "# x"],
      ["unread", "b"],
    ]);
    assert.deepEqual(parse("10M\n20", "number").map(summary), [
      ["number", "10", "M"],
      ["unread", "20"],
    ]);
    assert.deepEqual(parse("-1\n", "number").map(summary), [["number", "", "-1"]]);
  });

  it("of entries drop comments and blank lines, and split at NUL", () => {
    assert.deepEqual(parse("#c\n \t\na\0#b\0\0 c \n  # d\n\0e\n\r", "list").map(summary), [
      ["comment", "#c"],
      ["blank", ""],
      ["entry", "a"],
      ["entry", "#b"],
      ["entry", ""],
      ["entry", " c"],
      ["entry", "  # d"],
      ["blank", "\0e"],
      ["entry", "\r"],
    ]);
  });

  it("of entries hold more in one line than a function takes arguments", () => {
    assert.equal(parse("a\0".repeat(200_000), "list").length, 200_001);
  });

  it("of keys and values split at the first colon", () => {
    assert.deepEqual(parse("a.example:joe:x\n:\nnone\n", "map").map(summary), [
      ["pair", "a.example", "joe:x"],
      ["pair", "", ""],
      ["fault", "none"],
    ]);
    assert.deepEqual(parse("a:[1.2.3.4]:25:x\n:r\nb:\n::26\nno [r]\n", "routes").map(summary), [
      ["route", "a", "[1.2.3.4]", "25:x"],
      ["route", "", "r"],
      ["route", "b", ""],
      ["route", "", "", "26"],
      ["fault", "no [r]"],
    ]);
  });

  it("give places for every field, the empty ones too", () => {
    const [, route] = parse("# c\na.example::26\n", "routes");
    assert.ok(route.kind === "route");
    assert.deepEqual(route.key, { start: 4, end: 13, text: "a.example" });
    assert.deepEqual(route.relay, { start: 14, end: 14, text: "" });
    assert.deepEqual(route.port, { start: 15, end: 17, text: "26" });
  });

  it("for delivery have one instruction a line", () => {
    const source = "# c\n\n./Maildir/ \n/var/mail/x\n| prog # y\n&joe@a\nMaildir/\n+list\n+x\n";
    assert.deepEqual(parse(source, "instructions").map(summary), [
      ["comment", "# c"],
      ["blank", ""],
      ["maildir", "./Maildir/"],
      ["mbox", "/var/mail/x"],
      ["program", " prog # y"],
      ["forward", "joe@a"],
      ["forward", "Maildir/"],
      ["list", "list"],
      ["none", "x"],
    ]);
  });

  it("of users have assignments up to a dot", () => {
    const source = "=joe:joe:507:100:/home/joe:::\n+joe-:joe:507:100:/home/joe:-::x\n\n=a:b\n.\n=late\n";
    const lines = parse(source, "assignments");
    assert.deepEqual(
      lines.map(({ kind }) => kind),
      ["assignment", "assignment", "fault", "fault", "end", "unread"],
    );
    assert.deepEqual(summary(lines[1]), ["+", "joe-", "joe", "507", "100", "/home/joe", "-", ""]);
    assert.equal(parse("=joe:joe:507:100:/home/joe:::", "assignments")[0].kind, "fault");
  });

  it("are printed so that they are read in the same way", () => {
    const piece = fc.constantFrom(
      "a.example",
      ":",
      "#",
      " ",
      "\t",
      "\n",
      "\0",
      "\r",
      "[1.2.3.4]",
      "25",
      ".",
      "&",
      "|",
      "=",
      "::::::",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.constantFrom(...SHAPES), (pieces, shape) => {
        const lines = parse(`${pieces.join("")}\n`, shape);
        const again = parse(printFile(lines), shape);
        const isRead = ({ kind }: ControlLine) => kind !== "blank" && kind !== "fault";
        assert.deepEqual(again.filter(isRead).map(summary), lines.filter(isRead).map(summary));
        for (const line of lines) if (line.kind !== "assignment") assert.equal(print(line), line.whole.text);
      }),
    );
  });

  it("never make the parser throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(...SHAPES), (bytes, shape) => {
        for (const { whole } of parseControl(bytes, shape)) assert.ok(whole.end <= bytes.length);
      }),
    );
  });
});

interface ReadingVector {
  readonly id: string;
  readonly reader: string;
  readonly me: string | null;
  readonly content: string | null;
  readonly args: string[];
  readonly result: {
    readonly ret: number;
    readonly value?: string | number;
    readonly entries?: string[];
    readonly lookups?: Record<string, string | true | null>;
  };
}

describe("control readers", () => {
  const vectors: ReadingVector[] = readFileSync("fixtures/oracle/qmail/control-reading.jsonl", "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

  for (const reader of new Set(vectors.map((vector) => vector.reader))) {
    it(`read as ${reader} does`, () => {
      for (const vector of vectors.filter((each) => each.reader === reader)) {
        assert.deepEqual(resultOf(vector), vector.result, vector.id);
      }
    });
  }

  it("take their shape from the name of the file", () => {
    const shape = (name: string) => readControl(new SourceText(new Uint8Array()), name).shape;
    assert.deepEqual(
      ["me", "databytes", "locals", "virtualdomains", "smtproutes", ".qmail-joe", "assign", "badrcptto"].map(shape),
      ["value", "number", "list", "map", "routes", "instructions", "assignments", "list"],
    );
  });
});

function resultOf({ reader, me, content, args, result }: ReadingVector): ReadingVector["result"] {
  const file = (shape: Shape) => (content === null ? undefined : parse(content, shape));
  switch (reader) {
    case "control_readline":
      return found(readLine(file("value")));
    case "control_rldef": {
      const name = controlFileWith("value", args[0] === "1", args[1]);
      return found(directoryOf({ me, [name]: content }).value(name)?.text);
    }
    case "control_readint": {
      const number = readNumber(file("number"));
      return { ret: number === undefined ? 0 : 1, value: number ?? Number(args[0]) };
    }
    default: {
      const isMap = reader.includes("flagcolon=1");
      const lines = file(isMap ? "map" : "list");
      const name = controlFileWith("list", args[0] === "1");
      const table = directoryOf({ me, [name]: content }).table(name);
      const entries = lines ? entriesOf(lines).map(({ whole }) => whole.text) : [...(table?.keys() ?? [])];
      const read = { ret: table ? 1 : 0, entries };
      return result.lookups ? { ...read, lookups: lookUps(lines!, Object.keys(result.lookups)) } : read;
    }
  }
}

/** One that is read with these arguments: whether `me` stands in for it, and the last resort. */
function controlFileWith(shape: Shape, usesMe: boolean, last?: string): string {
  return CONTROL_FILES.find((spec) => spec.shape === shape && spec.usesMe === usesMe && spec.default === last)!.name;
}

function found(value: string | undefined): ReadingVector["result"] {
  return value === undefined ? { ret: 0 } : { ret: 1, value };
}

function lookUps(lines: readonly ControlLine[], keys: readonly string[]): Record<string, string | true | null> {
  const table = keysOf(lines);
  return Object.fromEntries(
    keys.map((key) => {
      const line = findKey(table, key);
      return [key, line?.kind === "pair" ? line.value.text : line ? true : null];
    }),
  );
}
