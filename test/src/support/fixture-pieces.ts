/** What random files are put together from: nobody invents by chance what a rule looks for. */
import { readFileSync } from "node:fs";
import { recognise } from "djblint/languages/index";
import type { LanguageId } from "djblint/rules/rule";
import { filesBelow } from "./files.js";

/** The lines of all fixtures of a language, and the words and fields in them, each with what stands in front of it. */
export function piecesOfFixtures(language: LanguageId): string[] {
  const lines = filesBelow("fixtures/rules")
    .filter((path) => recognise(`/${path}`)?.id === language)
    .flatMap((path) => readFileSync(path, "latin1").split("\n"));
  return [...new Set(lines.flatMap((line) => [`\n${line}`, ...line.split(/(?=[\s:,])/)]))];
}
