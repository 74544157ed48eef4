/** Fixes of the rules on control files: a safe one changes no answer, any other ends the finding. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { checkTree } from "djblint/check-tree";
import { CdbReader } from "djblint/compile/cdb";
import { MemorySink } from "djblint/compile/memory";
import { compileNewu } from "djblint/compile/qmail-newu";
import { entriesOf, findKey, keysOf, readControl, readLine, readNumber } from "djblint/model/control/control";
import { nodeHost } from "djblint/node-host";
import { overlayHost } from "djblint/overlay-host";
import { RULES } from "djblint/rules/registry";
import type { Finding, Fix, Rule } from "djblint/rules/rule";
import { decodeLatin1, encodeLatin1, SourceText } from "djblint-grammars/text";
import { assertTitle } from "../support/fix-title.js";
import { fixtureFolders } from "../support/markers.js";

/** Files of a fixture that a fix has changed, by absolute path. */
type Changed = ReadonlyMap<string, string>;

const AS_THEY_ARE: Changed = new Map();

/** What a rule finds in the whole tree of a fixture. */
async function findings(rule: Rule, root: string, changed = AS_THEY_ARE): Promise<readonly Finding[]> {
  const host = overlayHost(nodeHost, (path) => {
    const text = changed.get(path);
    return text === undefined ? undefined : encodeLatin1(text);
  });
  const result = await checkTree(host, {
    paths: [root],
    override: (settings) => ({
      ...settings,
      rules: { [rule.code]: rule.severity },
      choice: { select: [rule.code], ignore: [], suppressions: true },
    }),
    now: 0,
    display: (path) => path,
  });
  return result.findings.filter((finding) => finding.rule === rule);
}

function applied({ file }: Finding, { edits }: Fix): Changed {
  const changed = new Map<string, string>();
  for (const { file: path = file, span, newText } of [...edits].sort((a, b) => b.span.start - a.span.start)) {
    const text = changed.get(path) ?? textOf(path);
    changed.set(path, text.slice(0, span.start) + newText + text.slice(span.end));
  }
  return changed;
}

function textOf(path: string): string {
  return decodeLatin1(readFileSync(path));
}

/** Hosts that tell two lists of domains apart. */
function hostsOf(...texts: readonly string[]): string[] {
  const keys = texts.flatMap((text) => text.split(/[\s:]+/)).map((key) => key.toLowerCase());
  return keys.flatMap((key) => [key, `x.${key}`, `x${key}`, key.replace(/^\./, ""), "other.invalid"]);
}

/** A5, D4, T1: the whole, of an address its domain, then each suffix of that at a dot, then nothing. */
function suffixesOf(host: string): string[] {
  const domain = host.slice(host.lastIndexOf("@") + 1);
  return [host, domain, ...[...domain.matchAll(/\./g)].map(({ index }) => domain.slice(index)), ""];
}

/** Everything that qmail's programs learn from a file, asked about some hosts. */
function answers(name: string, text: string, hosts: readonly string[]): unknown {
  const bytes = encodeLatin1(text);
  const { shape, lines } = readControl(new SourceText(bytes), name);
  const keys = keysOf(lines);
  const found = (host: string) =>
    suffixesOf(host)
      .map((suffix) => findKey(keys, suffix))
      .find((line) => line !== undefined);
  switch (shape) {
    case "value":
      return readLine(lines);
    case "number":
      return readNumber(lines);
    case "list":
      return hosts.map((host) => {
        const line = name === "rcpthosts" ? found(host) : findKey(keys, host);
        // A4: a sender is refused for its domain too.
        return (line ?? findKey(keys, host.slice(host.lastIndexOf("@")))) !== undefined;
      });
    case "map":
    case "routes":
      return hosts.map((host) => relayOrUser(found(host)));
    case "assignments": {
      const sink = new MemorySink();
      compileNewu(bytes, sink);
      const first = new Map<string, string>();
      for (const { key, data } of new CdbReader(sink.bytes()).records()) {
        if (!first.has(decodeLatin1(key))) first.set(decodeLatin1(key), decodeLatin1(data));
      }
      return first;
    }
    default:
      return lines
        .filter(({ kind }) => kind === "instruction")
        .map((line) => (line.kind === "instruction" ? [line.instruction, line.argument.text] : []));
  }
}

/** An exception is as good as no entry (D5, T3); the brackets of an address make no difference (T6). */
function relayOrUser(line: ReturnType<typeof findKey>): string {
  if (line?.kind === "pair") return line.value.text;
  if (line?.kind !== "route" || line.relay.text === "") return "";
  return `${line.relay.text.replace(/[[\]]/g, "")}:${line.port?.text ?? "25"}`;
}

describe("fixes of control rules", () => {
  for (const rule of RULES.filter(({ language }) => language === "control")) {
    const folders = fixtureFolders().filter((path) => path.split("/")[2].startsWith(rule.code));

    if (rule.fixable === "none") {
      it(`${rule.code} ${rule.name} offers none, as it says`, async () => {
        for (const folder of folders) {
          const found = await findings(rule, resolve(folder, "bad"));
          assert.deepEqual(
            found.flatMap(({ fixes = [] }) => fixes),
            [],
          );
        }
      });
      continue;
    }

    it(`${rule.code} ${rule.name}`, async () => {
      let fixed = 0;
      for (const folder of folders) {
        const root = resolve(folder, "bad");
        const found = await findings(rule, root);
        for (const finding of found) {
          for (const fix of finding.fixes ?? []) {
            fixed++;
            const after = applied(finding, fix);
            assertTitle(rule, fix);
            assertOthersStay(after);
            const left = await findings(rule, root, after);
            assert.ok(left.length < found.length, `the finding is still there:\n${[...after.values()].join("\n")}`);
            if (fix.safety === "safe") assertSameAnswers(after);
            else assert.equal(rule.fixable, "unsafe");
          }
        }
      }
      assert.ok(fixed > 0, "no fixture shows the fix");
    });
  }
});

/** A fix is about one entry: those that a NUL byte parts from it stay (R15). */
function assertOthersStay(after: Changed): void {
  for (const [path, text] of after) {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const count = (content: string) => entriesOf(readControl(new SourceText(encodeLatin1(content)), name).lines).length;
    assert.ok(count(textOf(path)) - count(text) <= 1, `${path}:\n${text}`);
  }
}

function assertSameAnswers(after: Changed): void {
  for (const [path, text] of after) {
    const before = textOf(path);
    const name = path.slice(path.lastIndexOf("/") + 1);
    const hosts = hostsOf(before, text);
    assert.deepEqual(answers(name, text, hosts), answers(name, before, hosts), `${path}:\n${text}`);
  }
}
