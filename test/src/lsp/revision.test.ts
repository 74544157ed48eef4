/** A source that is revised edit by edit says the same as one that is read from scratch. */
import assert from "node:assert/strict";
import { checkSource } from "djblint/check";
import { DEFAULT_SETTINGS } from "djblint/config";
import { languageById } from "djblint/languages/index";
import { OpenDocument } from "djblint/lsp/document-store";
import type { ControlSource } from "djblint/model/control/control-source";
import type { RecordTable } from "djblint/model/tinydns/records";
import type { ZoneData } from "djblint/model/tinydns/zone-data";
import { Tree } from "djblint/model/tree";
import { messageOf } from "djblint/rules/rule";
import { Source } from "djblint/source";
import { SourceText } from "djblint-grammars/text";
import fc from "fast-check";

const PATH = "/etc/tinydns/root/data";
const tinydns = languageById("tinydns");

function sourceOf(text: SourceText, succession?: ConstructorParameters<typeof Source>[4]): Source {
  const context = { settings: DEFAULT_SETTINGS, now: 1800000000, tree: new Tree() };
  const source = new Source(tinydns, [{ path: PATH, text }], context, undefined, succession);
  context.tree.addSource(source);
  return source;
}

function shown(source: Source): object[] {
  return checkSource(source).map(({ rule, severity, at, message, params, related, fixes }) => {
    return { code: rule.code, severity, at, text: messageOf(rule, message, params), related, fixes };
  });
}

/** The rows of a table without the numbers of its names, which depend on what was read before. */
function rowsOf(records: RecordTable): object[] {
  const { owner, line, target, timestamps, names } = records;
  const nameOf = (row: number) => ([1, 16, 28].includes(records.typeOf(row)) ? target[row] : names.text(target[row]));
  return Array.from({ length: records.count }, (_, row) => {
    const next = records.nextRow(row);
    const stamp = timestamps.get(row);
    const own = [
      names.text(owner[row]),
      records.typeOf(row),
      records.ttlOf(row),
      line[row],
      records.locationOf(row),
      records.letterCodeOf(row),
      stamp,
    ];
    return [...own, records.hasType(owner[row], 1), next, nameOf(row)];
  });
}

const NAMES = [
  "example.org",
  "www.example.org",
  "a.ns.example.org",
  "*.example.org",
  "sub.example.org",
  "x.sub.example.org",
];
const host = fc.constantFrom(...NAMES, "mail.example.net", "1.2.0.192.in-addr.arpa", "2.0.192.in-addr.arpa", "x");
const address = fc.constantFrom("192.0.2.1", "192.0.2.2", "10.0.0.1", "192.0.2.300", "");
const end = fc.constantFrom("", "", ":300", ":0:4000000030000000", ":300::in", ":2", ":in");
const line = fc.oneof(
  fc.tuple(
    fc.constantFrom("+", "=", ".", "&", "@"),
    host,
    address,
    fc.constantFrom("", ":a", ":mail.example.net"),
    end,
  ),
  fc.tuple(fc.constantFrom("C", "^"), host, fc.constant(""), host, end).map(([a, b, , d, e]) => [a, b, "", `:${d}`, e]),
  fc.tuple(
    fc.constant("'"),
    host,
    fc.constantFrom("v=spf1 mx -all", "v=spf1 +al", "v=spf1 include\\072y.sub.example.org a\\072www.example.org -all"),
    fc.constant(""),
    end,
  ),
  fc.tuple(fc.constant("Z"), host, host, fc.constant(":hostmaster.example.org"), end),
  fc.constantFrom("%in:10", "%ex", "%in:192.168", "# comment", "# djblint-ignore TD101", "", "-+a:b", "junk", "3x:1"),
);
const text = fc
  .array(
    line.map((parts) => (typeof parts === "string" ? parts : `${parts[0]}${parts[1]}:${parts.slice(2).join("")}`)),
    {
      maxLength: 14,
    },
  )
  .map((lines) => lines.join("\n"));

interface Edit {
  readonly at: number;
  readonly length: number;
  readonly inserted: string;
}

const edit = fc.record({
  at: fc.nat(),
  length: fc.nat({ max: 60 }),
  inserted: fc.oneof(text, fc.constantFrom("\n", "a", "")),
});

/** Makes texts and edits, and how many of the sources that come of them have to be revised ones. */
const KINDS = {
  "any edits": { text, edit, least: 60 },
  "edits of lines that end in CR LF": {
    text: text.map((lines) => `${lines}\n# end\n`.replaceAll("\n", "\r\n")),
    edit: edit.map(({ inserted, ...place }) => ({ ...place, inserted: inserted.replaceAll("\n", "\r\n") })),
    least: 40,
  },
  "edits of a file whose dialect is guessed": {
    text: fc.tuple(text, text).map((around) => around.join("\n6v6.example.org:20010db8000000000000000000000001\n")),
    edit: fc.record({
      at: fc.nat(),
      length: fc.nat({ max: 5 }),
      inserted: fc.oneof(text, fc.constantFrom("\n6x.example.org:20010db8000000000000000000000002\n", "a", "6")),
    }),
    least: 40,
  },
};

/** Files that are edited; CI asks for more. */
const RUNS = Number(process.env.DJBLINT_REVISIONS ?? 60);

describe("revision of tinydns data", () => {
  for (const [kind, { text, edit, least }] of Object.entries(KINDS)) {
    it(`says after ${kind} what a reading from scratch says`, () => checkRevisions(text, edit, least)).timeout(
      20_000 + RUNS * 50,
    );
  }

  it("says of the last record what a reading from scratch says when others are taken out before it", () => {
    const zone = ".1.10.in-addr.arpa:10.1.0.53:ns.example.org\n";
    checkRemoval(
      zone,
      "=gone.example.org:10.1.0.1\n",
      "=ann.example.org:10.1.0.7\n+ink.example.org:10.1.0.9\n",
      "TD401",
    );
  });

  it("knows no host of a line that is gone", () => {
    const rest = "+*.example.org:192.0.2.9\nCwww.example.org:mail.example\n";
    checkRemoval(".example.org:192.0.2.1:a\n", "+mail.example.org:192.0.2.7\n", rest, "TD162");
  });

  /** Takes a line out of a file in which there is a finding of a rule. */
  function checkRemoval(front: string, gone: string, rest: string, code: string): void {
    const document = new OpenDocument(1, `${front}${gone}${rest}`);
    document.takeRevision();
    const before = sourceOf(document.text);
    assert.ok(shown(before).some((finding) => "code" in finding && finding.code === code));
    document.apply([changeOf(document.content, { at: front.length, length: gone.length, inserted: "" })], 2);
    const source = sourceOf(document.text, { before, revision: document.takeRevision()! });
    assert.deepEqual(shown(source), shown(sourceOf(new SourceText(document.text.bytes, "utf8"))));
  }

  function checkRevisions(text: fc.Arbitrary<string>, edit: fc.Arbitrary<Edit>, least: number): void {
    let revised = 0;
    fc.assert(
      fc.property(text, fc.array(edit, { minLength: 1, maxLength: 8 }), (first, edits) => {
        const document = new OpenDocument(1, first);
        document.takeRevision();
        let source = sourceOf(document.text);
        shown(source);
        for (const each of edits) {
          document.apply([changeOf(document.content, each)], document.version + 1);
          const revision = document.takeRevision();
          assert.equal(revision?.base, source.whole.text);
          source = sourceOf(document.text, { before: source, revision: revision! });
          const data = source.analysis as ZoneData;
          if (data.touchedLines) revised++;
          const scratch = sourceOf(new SourceText(document.text.bytes, "utf8"));
          const fresh = scratch.analysis as ZoneData;
          assert.deepEqual(shown(source), shown(scratch));
          // Records that were of interest before stay, since nothing is said of them.
          if (data.records.hasHostPointers && !fresh.records.hasHostPointers) fresh.records.addHostPointers();
          assert.deepEqual(rowsOf(data.records), rowsOf(fresh.records));
          assert.deepEqual(data.records.faults, fresh.records.faults);
          assert.deepEqual(data.records.locations, fresh.records.locations);
          assert.equal(data.records.statements, fresh.records.statements);
          assert.equal(data.dialect, fresh.dialect);
          assert.equal(data.dialectEvidence?.line, fresh.dialectEvidence?.line);
          assert.deepEqual(data.returns, fresh.returns);
          const crowded = ({ crowdedNames, names }: RecordTable) => [...crowdedNames].map((name) => names.text(name));
          assert.deepEqual(crowded(data.records), crowded(fresh.records));
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    assert.ok(revised > least, `only ${revised} revisions`);
  }
});

/** All rules about domains are asked after each edit, twice, so that fewer runs take as long as those above. */
const CONTROL_RUNS = Number(process.env.DJBLINT_REVISIONS ?? 400) / 20;

describe("revision of control files", () => {
  const name = fc.constantFrom(
    "example.org",
    ".example.org",
    "Example.org",
    "www.example.org",
    "a.example.net",
    "mx",
    "",
  );
  const end = fc.constantFrom(
    "",
    "",
    "",
    ".",
    " ",
    " # ours",
    ":joe",
    ":joe",
    ":",
    ":mx.example.net:26",
    "\0b.example",
    "\r",
  );
  const entry = fc
    .tuple(fc.constantFrom("", "", "", "", " ", "*.", "@", "#", "joe@"), name, end)
    .map((parts) => parts.join(""));
  const edit = fc.record({
    at: fc.nat(),
    length: fc.nat({ max: 80 }),
    inserted: fc.array(entry, { maxLength: 4 }).map((lines) => lines.join("\n")),
  });

  for (const path of ["rcpthosts", "virtualdomains", "smtproutes", "locals"].map(
    (file) => `/var/qmail/control/${file}`,
  )) {
    it(`says of ${path} what a reading from scratch says`, () => checkRevisions(path)).timeout(
      20_000 + CONTROL_RUNS * 1000,
    );
  }

  function checkRevisions(path: string): void {
    let revised = 0;
    const lines = fc.array(entry, { minLength: 120, maxLength: 220 }).map((all) => all.join("\n"));
    fc.assert(
      fc.property(lines, fc.array(edit, { minLength: 1, maxLength: 8 }), (first, edits) => {
        const document = new OpenDocument(1, first);
        document.takeRevision();
        const tree = treeWith();
        let source = controlSource(path, document.text, tree);
        checkSource(source);
        for (const each of edits) {
          document.apply([changeOf(document.content, each)], document.version + 1);
          const revision = document.takeRevision()!;
          const { pieces } = source.analysis as ControlSource;
          source = controlSource(path, document.text, tree, { before: source, revision });
          const scratch = controlSource(path, new SourceText(document.text.bytes, "utf8"), treeWith());
          const [now, fresh] = [source, scratch].map(({ analysis }) => analysis as ControlSource);
          if (now.pieces.some((piece) => pieces.includes(piece))) revised++;
          assert.deepEqual(now.lines, fresh.lines);
          assert.deepEqual(now.domains, fresh.domains);
          assert.deepEqual(shown(source), shown(scratch));
        }
      }),
      { numRuns: CONTROL_RUNS, endOnFailure: true },
    );
    assert.ok(revised > 20, `only ${revised} revisions`);
  }

  function treeWith(): Tree {
    const tree = new Tree();
    const others = { me: "mx.example.org\n", locals: "example.org\n", rcpthosts: ".example.net\nexample.org\n" };
    for (const [file, text] of Object.entries(others)) {
      controlSource(`/var/qmail/control/${file}`, new SourceText(new TextEncoder().encode(text)), tree);
    }
    return tree;
  }

  function controlSource(
    path: string,
    text: SourceText,
    tree: Tree,
    succession?: ConstructorParameters<typeof Source>[4],
  ): Source {
    const context = { settings: DEFAULT_SETTINGS, now: 1800000000, tree };
    const source = new Source(languageById("control"), [{ path, text }], context, undefined, succession);
    tree.addSource(source);
    return source;
  }
});

describe("a document that is edited", () => {
  it("knows its lines, and where several edits together left another text than before", () => {
    fc.assert(
      fc.property(
        text,
        fc.array(fc.array(edit, { maxLength: 4 }), { maxLength: 4 }),
        fc.boolean(),
        (first, bursts, isShared) => {
          const document = new OpenDocument(1, first);
          document.takeRevision();
          for (const edits of bursts) {
            const before = document.text.bytes.slice();
            if (isShared) document.text.share();
            const held = document.text;
            for (const each of edits) document.apply([changeOf(document.content, each)], document.version + 1);
            const { bytes, lines } = document.text;
            const { stretch, removed, added } = document.takeRevision()!;
            const end = bytes.length - (before.length - stretch.end);
            const around = [before.subarray(0, stretch.start), before.subarray(stretch.end)];
            assert.deepEqual([bytes.subarray(0, stretch.start), bytes.subarray(end)], around);
            const scratch = new SourceText(bytes).lines;
            const startsOf = (table: typeof lines) =>
              Array.from({ length: table.count }, (_, line) => table.start(line));
            assert.deepEqual(startsOf(lines), startsOf(scratch));
            if (edits.length > 0) {
              assert.equal(lines.start(removed.first), stretch.start);
              assert.equal(lines.start(removed.first + added), end);
            }
            if (isShared)
              assert.deepEqual([held.bytes, startsOf(held.lines)], [before, startsOf(new SourceText(before).lines)]);
          }
        },
      ),
    );
  });
});

function changeOf(content: string, { at, length, inserted }: Edit) {
  const from = at % (content.length + 1);
  const end = positionOf(content, Math.min(content.length, from + length));
  return { range: { start: positionOf(content, from), end }, text: inserted };
}

function positionOf(content: string, offset: number) {
  const before = content.slice(0, offset).split("\n");
  return { line: before.length - 1, character: before[before.length - 1].length };
}
