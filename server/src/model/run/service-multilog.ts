/** The command line of multilog: a script of actions. Specification L1 to L9. */
import type { Argument, Step } from "./service.js";

export type ActionKind =
  | "stamp" // a time stamp in front of each line; only as the first word
  | "select"
  | "deselect"
  | "alert" // to standard error
  | "status" // into a file
  | "size"
  | "count"
  | "processor"
  | "directory"
  | "ignored" // without a word
  | "unknown"; // the shell decides it

export interface Action {
  readonly kind: ActionKind;
  readonly argument: Argument;
}

/** The first byte decides. */
const KINDS: Readonly<Record<string, ActionKind>> = {
  "+": "select",
  "-": "deselect",
  e: "alert",
  "=": "status",
  s: "size",
  n: "count",
  "!": "processor",
  ".": "directory",
  "/": "directory",
};

/** The actions of a step that runs multilog. */
export function readActions(step: Step): Action[] {
  return step.arguments.map((argument, index) => ({ kind: kindOf(argument, index), argument }));
}

function kindOf({ head, text, tail, count }: Argument, index: number): ActionKind {
  if (count !== "one") return "unknown";
  // Of "$dir/main" nobody expects another action.
  if (head === "" && text === undefined) return tail.includes("/") ? "directory" : "unknown";
  if (index === 0 && head.startsWith("t")) return "stamp";
  return KINDS[head.charAt(0)] ?? "ignored";
}

/** `n20/var/log/web`, `t./main`: a folder without a blank in front, and the action of which no more is read. */
export function gluedDirectory({
  kind,
  argument,
}: Action): { readonly read: string; readonly folder: string } | undefined {
  const isCounted = kind === "stamp" || kind === "size" || kind === "count";
  const [, read, folder] = /^(t|[sn]\d+)([./].*)$/s.exec((isCounted && argument.text) || "") ?? [];
  return read === undefined ? undefined : { read, folder };
}
