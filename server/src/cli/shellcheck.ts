/** What shellcheck says of run scripts, as findings beside djblint's own. It is started only when somebody asks for it. */
import { spawnSync } from "node:child_process";
import { decodeUtf8, type SourceText } from "djblint-grammars/text";
import { inOrder, severityOf } from "../check.js";
import type { CheckResult, TreeResult } from "../check-tree.js";
import type { Settings } from "../config.js";
import type { RunScript } from "../model/run/run-script.js";
import { nativePath } from "../native-path.js";
import { type Finding, SEVERITIES } from "../rules/rule.js";
import { shellcheckRule } from "../rules/shellcheck-rule.js";
import type { Source } from "../source.js";
import { shownPath } from "./paths.js";
import { UsageError } from "./usage.js";

/** Of the form `json1`. */
interface Comment {
  readonly file: string;
  /** Lines and columns count from 1; a column is a character. */
  readonly line: number;
  readonly endLine: number;
  readonly column: number;
  readonly endColumn: number;
  readonly level: "error" | "warning" | "info" | "style";
  readonly code: number;
  readonly message: string;
}

/** Files given to one process. */
const MOST_FILES = 100;
const MOST_MILLISECONDS = 60_000;
const MOST_BYTES = 1 << 26;

export function withShellcheck(result: TreeResult): CheckResult {
  const scripts = new Map(
    result.loaded.sources.filter(isShellScript).map((source) => [nativePath(source.parts[0].path), source]),
  );
  const findings = [...result.findings];
  const grave = new Set(result.grave);
  for (const comment of commentsOn([...scripts.keys()])) {
    const source = scripts.get(comment.file);
    const finding = source && findingOf(comment, source);
    if (finding === undefined) continue;
    findings.push(finding);
    if (isGrave(finding, source!.context.settings)) grave.add(finding);
  }
  return { ...result, findings: inOrder(findings), grave };
}

/** Those that a shell reads. */
function isShellScript(source: Source): boolean {
  if (source.language.id !== "run") return false;
  const { tree, inittab } = source.analysis as RunScript;
  return tree.shell !== undefined && inittab === undefined;
}

function isGrave({ severity }: Finding, { failOn }: Settings): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}

function commentsOn(paths: readonly string[]): Comment[] {
  const comments: Comment[] = [];
  for (let at = 0; at < paths.length; at += MOST_FILES) comments.push(...run(paths.slice(at, at + MOST_FILES)));
  return comments;
}

/** It exits with 1 when it has something to say, and with 2 when it could not read a file. */
function run(paths: readonly string[]): Comment[] {
  const { stdout, error } = spawnSync("shellcheck", ["--format=json1", "--", ...paths], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    timeout: MOST_MILLISECONDS,
    maxBuffer: MOST_BYTES,
  });
  if (error) throw new UsageError(`--shellcheck: ${reasonOf(error)}`);
  try {
    return JSON.parse(stdout).comments;
  } catch {
    throw new UsageError("--shellcheck: shellcheck did not answer in its form json1, which came with version 0.7");
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === "ENOENT") return "shellcheck is not installed";
  if (code === "ETIMEDOUT") return `shellcheck takes longer than ${MOST_MILLISECONDS / 1000} seconds`;
  return code === "ENOBUFS" ? "shellcheck says more than can be taken" : message;
}

const LEVELS = { error: "error", warning: "warning", info: "info", style: "info" } as const;

/** Undefined when the choice of rules leaves it out. */
function findingOf(comment: Comment, { parts: [{ path, text }], context }: Source): Finding | undefined {
  const rule = shellcheckRule(comment.code, LEVELS[comment.level], comment.message);
  const severity = severityOf(rule, context.settings);
  if (severity === "off") return undefined;
  const start = offsetOf(text, comment.line, comment.column);
  const end = Math.max(start, offsetOf(text, comment.endLine, comment.endColumn));
  return { rule, severity, file: shownPath(path), at: { start, end }, message: "says" };
}

function offsetOf(text: SourceText, line: number, column: number): number {
  const number = Math.min(line - 1, text.lines.count - 1);
  const { start, end } = text.lines.span(number);
  const bytes = text.slice({ start, end });
  const unicode = decodeUtf8(bytes);
  if (unicode === undefined) return Math.min(start + column - 1, end);
  const before = [...unicode].slice(0, column - 1).join("");
  return start + Buffer.byteLength(before);
}
