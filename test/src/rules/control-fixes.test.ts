/** Fixes of the rules on control files: a safe one changes no answer, any other ends the finding. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { checkFile } from "djblint/check";
import { CdbReader } from "djblint/compile/cdb";
import { MemorySink } from "djblint/compile/memory";
import { compileNewu } from "djblint/compile/qmail-newu";
import { DEFAULT_SETTINGS, type Settings } from "djblint/config";
import { languageById } from "djblint/languages/index";
import { findKey, keysOf, readControl, readLine, readNumber } from "djblint/model/control";
import { RULES } from "djblint/rules/registry";
import type { Finding, Fix, Rule } from "djblint/rules/rule";
import { decodeLatin1, encodeLatin1, SourceText } from "djblint-grammars/text";
import { filesBelow } from "../support/files.js";
import { fixtureFolders } from "../support/markers.js";

function findings(rule: Rule, path: string, text: string): Finding[] {
  const settings: Settings = { ...DEFAULT_SETTINGS, rules: { [rule.code]: rule.severity } };
  const file = { path: `/${path}`, text: new SourceText(encodeLatin1(text)) };
  return checkFile(file, languageById("control"), { settings, now: 0 }).filter((finding) => finding.rule === rule);
}

function applied(text: string, { edits }: Fix): string {
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((changed, { span, newText }) => changed.slice(0, span.start) + newText + changed.slice(span.end), text);
}

/** Hosts that tell two lists of domains apart. */
function hostsOf(...texts: readonly string[]): string[] {
  const keys = texts.flatMap((text) => text.split(/[\s:]+/)).map((key) => key.toLowerCase());
  return keys.flatMap((key) => [key, `x.${key}`, `x${key}`, key.replace(/^\./, ""), "other.invalid"]);
}

/** A5, D4, T1: the whole, then each suffix at a dot, then nothing. */
function suffixesOf(host: string): string[] {
  return [host, ...[...host.matchAll(/\./g)].map(({ index }) => host.slice(index)), ""];
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
    const fixed = folders.flatMap((folder) =>
      filesBelow(`${folder}/bad`).flatMap((path) => {
        const text = decodeLatin1(readFileSync(path));
        const place = path.slice(folder.length + "/bad/".length);
        return findings(rule, place, text).flatMap((finding) =>
          (finding.fixes ?? []).map((fix) => ({ place, text, fix })),
        );
      }),
    );

    if (rule.fixable === "none") {
      it(`${rule.code} ${rule.name} offers none, as it says`, () => assert.equal(fixed.length, 0));
      continue;
    }

    it(`${rule.code} ${rule.name}`, () => {
      assert.ok(fixed.length > 0, "no fixture shows the fix");
      for (const { place, text, fix } of fixed) {
        const after = applied(text, fix);
        const name = place.slice(place.lastIndexOf("/") + 1);
        assert.ok(fix.title in rule.messages, `${fix.title} is no message`);
        const left = findings(rule, place, after).length;
        assert.ok(left < findings(rule, place, text).length, `the finding is still there:\n${after}`);
        if (fix.safety === "unsafe") {
          assert.equal(rule.fixable, "unsafe");
          continue;
        }
        const hosts = hostsOf(text, after);
        assert.deepEqual(answers(name, after, hosts), answers(name, text, hosts), `${place}:\n${after}`);
      }
    });
  }
});
