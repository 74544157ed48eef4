/**
 * Findings that a fixture expects. A comment line below the guilty line marks it: `#   ^^^^ TD101` (several marks may
 * stand below one line). Where no comment can stand, `expected.txt` beside the folder lists
 * `path:line:column-column CODE`, columns from 1, the second behind the last. Words behind the code stand in what the
 * finding says: its message, its help, its notes on other places, the titles of its fixes.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "./files.js";

export interface Expected {
  readonly file: string;
  /** 0-based. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly code: string;
  /** Empty when any words will do. */
  readonly words: string;
}

/** The marks in all files below a folder, and those of its `expected.txt`; paths are relative to the folder. */
export function expectedBelow(folder: string): Expected[] {
  const marks = filesBelow(folder).flatMap((path) =>
    marksIn(path.slice(folder.length + 1), readFileSync(path, "latin1")),
  );
  const list = `${folder}/../expected.txt`;
  return existsSync(list) ? [...marks, ...listed(readFileSync(list, "utf8"))] : marks;
}

function marksIn(file: string, text: string): Expected[] {
  let guilty = 0;
  return text.split("\n").flatMap((content, line) => {
    const match = /^#\s*(\^+)\s+([A-Z]{2}\d{3})(?:\s+(.*?))?\s*$/.exec(content);
    if (!match) {
      guilty = line;
      return [];
    }
    const start = content.indexOf("^");
    const [, { length }, code, words = ""] = match;
    return [{ file, line: guilty, start, end: start + length, code, words }];
  });
}

function listed(text: string): Expected[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => {
      const [, file, number, from, to, code, words = ""] = /^(\S+):(\d+):(\d+)-(\d+) (\w+)(?: (.*))?$/.exec(line)!;
      return { file, line: Number(number) - 1, start: Number(from) - 1, end: Number(to) - 1, code, words };
    });
}

export function fixtureFolders(): string[] {
  const all = filesBelow("fixtures/rules").map((path) => path.split("/").slice(0, 3).join("/"));
  return [...new Set(all)].filter((path) => existsSync(join(path, "bad")));
}
