/** The directories that multilog writes, each with what stands in front of it. Specification L1, L4, L5. */
import type { Step } from "./service.js";
import type { Value } from "./service-arguments.js";
import { readActions } from "./service-multilog.js";

export interface LogDirectory {
  readonly directory: Value;
  /** Bytes at which a file is full. */
  readonly size: number | undefined;
  /** Number of files, the current one among them. */
  readonly count: number | undefined;
  readonly stamps: boolean;
  /** Whether only some lines get there. */
  readonly isSelective: boolean;
  readonly processor: Value | undefined;
}

const LEAST_SIZE = 4096;
const MOST_SIZE = 16777215;
const LEAST_COUNT = 2;
const USUAL_SIZE = 99999;
const USUAL_COUNT = 10;

/** What multilog makes of the number behind s (L5). */
export function fileSize(digits: string): number {
  return Math.min(Math.max(leadingNumber(digits), LEAST_SIZE), MOST_SIZE);
}

/** What multilog makes of the number behind n (L5). */
export function fileCount(digits: string): number {
  return Math.max(leadingNumber(digits), LEAST_COUNT);
}

function leadingNumber(text: string): number {
  return Number(/^[0-9]*/.exec(text)?.[0] ?? "");
}

/** Sizes and numbers that the shell decides are undefined. */
export function logDirectories(step: Step): LogDirectory[] {
  const directories: LogDirectory[] = [];
  let size: number | undefined = USUAL_SIZE;
  let count: number | undefined = USUAL_COUNT;
  let stamps = false;
  let isSelective = false;
  let processor: Value | undefined;
  for (const { kind, argument } of readActions(step)) {
    const { text } = argument;
    if (kind === "stamp") stamps = true;
    if (kind === "deselect") isSelective = true;
    if (kind === "select" && text === "+*") isSelective = false;
    if (kind === "size") size = text === undefined ? undefined : fileSize(text.slice(1));
    if (kind === "count") count = text === undefined ? undefined : fileCount(text.slice(1));
    if (kind === "processor") processor = argument;
    if (kind === "directory") directories.push({ directory: argument, size, count, stamps, isSelective, processor });
  }
  return directories;
}
