/** Grammars are validated here and not whenever a program starts: looking for ambiguities takes longer than reading a file. */
import assert from "node:assert/strict";
import { ControlLineParser } from "djblint-grammars/control/parser";
import { ScriptParser } from "djblint-grammars/run/grammar";
import { RuleLineParser } from "djblint-grammars/tcprules/parser";
import { AddressParser } from "djblint-grammars/tinydns/address";
import { NameParser } from "djblint-grammars/tinydns/name";
import { DataLineParser } from "djblint-grammars/tinydns/parser";

const PARSERS = [DataLineParser, NameParser, AddressParser, RuleLineParser, ControlLineParser, ScriptParser];

describe("grammars", () => {
  for (const Parser of PARSERS) {
    it(`${Parser.name} has no ambiguities`, () => {
      assert.doesNotThrow(() => new Parser(false));
    });
  }
});
