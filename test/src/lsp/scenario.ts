/**
 * A scenario: the files of a site with marks in them, and what the server answers when it is asked at the marks.
 *
 *     What it shows, in a sentence or two.
 *     === etc/tinydns/root/data
 *     +www.example.org:①192.0.2.1
 *     >>> textDocument/hover ①
 *     the answer, as `render.ts` writes it
 */
import type { Position } from "vscode-languageserver";

export interface Scenario {
  readonly about: string;
  /** Path below the root of the site to text, without marks. */
  readonly files: ReadonlyMap<string, string>;
  readonly marks: ReadonlyMap<string, Mark>;
  readonly questions: readonly Question[];
}

export interface Mark {
  readonly path: string;
  readonly position: Position;
}

export interface Question {
  /** As it stands behind `>>>`. */
  readonly line: string;
  readonly method: string;
  readonly words: readonly string[];
  readonly expected: string;
}

const MARK = /[①②③④⑤⑥⑦⑧⑨]/u;

export function parseScenario(text: string): Scenario {
  const files = new Map<string, string>();
  const marks = new Map<string, Mark>();
  const [head, ...asked] = text.split(/^>>> /m);
  const [about, ...sections] = head.split(/^=== /m);
  for (const section of sections) {
    const feed = section.indexOf("\n");
    const path = section.slice(0, feed);
    files.set(path, takeMarks(section.slice(feed + 1), path, marks));
  }
  const questions = asked.map((question) => {
    const feed = question.indexOf("\n");
    const line = question.slice(0, feed);
    const [method, ...words] = line.split(" ");
    return { line, method, words, expected: question.slice(feed + 1).trimEnd() };
  });
  return { about: about.trim(), files, marks, questions };
}

function takeMarks(marked: string, path: string, marks: Map<string, Mark>): string {
  const lines = marked.split("\n").map((line, number) => {
    let rest = line;
    for (let found = MARK.exec(rest); found; found = MARK.exec(rest)) {
      marks.set(found[0], { path, position: { line: number, character: found.index } });
      rest = rest.slice(0, found.index) + rest.slice(found.index + 1);
    }
    return rest;
  });
  return lines.join("\n");
}

/** The scenario with other answers. */
export function withAnswers(text: string, answers: readonly string[]): string {
  const [head, ...asked] = text.split(/^>>> /m);
  const lines = asked.map((question) => question.slice(0, question.indexOf("\n")));
  return head + lines.map((line, index) => `>>> ${line}\n${answers[index]}\n`).join("");
}
