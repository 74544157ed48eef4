import { controlFile, hasCommentLines } from "djblint-grammars/control/files";
import type { ControlLine } from "djblint-grammars/control/tree";
import { shapeOfName } from "../model/control/control.js";
import { isCopyName, isForeignName, nearControlFile } from "../model/control/control-names.js";
import { type ControlSource, controlNameOf, readControlSource } from "../model/control/control-source.js";
import { type WrittenRoute, writtenRoute } from "../model/control/written-route.js";
import type { Observation, Report } from "../rules/rule.js";
import { DomainMail } from "../simulate/domain-mail.js";
import { type ActiveRule, type Language, placeOf } from "./language.js";

/** What a rule about control files, `.qmail` files and `users/assign` can look at. */
export interface ControlChecks {
  /** Every line; a line of a list that holds NUL bytes comes once for each entry. */
  readonly line?: (line: ControlLine, file: ControlSource, report: Report) => void;
  /** Every entry that is looked up by domain: in rcpthosts, morercpthosts, locals, percenthack, virtualdomains, smtproutes. */
  readonly domain?: (entry: DomainMail, file: ControlSource, report: Report) => void;
  /** Every line of smtproutes with its relay. */
  readonly route?: (route: WrittenRoute, file: ControlSource, report: Report) => void;
  /** The file as a whole. */
  readonly file?: (file: ControlSource, report: Report) => void;
}

export const control: Language<"control", ControlSource> = {
  id: "control",
  title: "qmail control files",
  recognises: (path) => {
    const { name, folders } = placeOf(path);
    if (name === ".qmail" || name.startsWith(".qmail-")) return !isCopyName(name.slice(1));
    if (name === "assign") return folders[0] === "users";
    if (folders[0] === "control") return isControlName(name, folders[1] === "qmail");
    // Where Debian keeps the control files.
    return (
      folders[0] === "qmail" &&
      folders[1] === "etc" &&
      controlFile(name)?.origin === "qmail" &&
      isControlName(name, false)
    );
  },
  hasComments: (path) => hasCommentLines(shapeOfName(controlNameOf(placeOf(path).name))),
  analyze: ({ path, text }, { settings, tree }) => readControlSource(path, text, settings, tree),
  check: (file, rules) => {
    checkEach("line", file.lines, file, rules, (lines) => lines);
    checkEach("domain", file.domains, file, rules, DomainMail.of);
    for (const { on, report } of rules) if (on.file) for (const said of saidOfFile(file, on.file)) report(said);
    if (file.shape === "routes") checkRoutes(file, rules);
  },
};

/** Asks each rule about what is made of lines or entries, until no more is listed. */
function checkEach<E extends "line" | "domain", T>(
  event: E,
  all: readonly T[],
  file: ControlSource,
  rules: readonly ActiveRule<"control">[],
  itemsOf: (piece: readonly T[], file: ControlSource) => readonly ItemOf<E>[],
): void {
  const interested = rules.filter(({ on }) => on[event]);
  for (const piece of piecesOf(all, file)) {
    if (interested.every(({ isFull }) => isFull)) return;
    for (const { rule, said } of saidOfPiece(event, piece, file, interested, itemsOf)) {
      if (!interested[rule].isFull) interested[rule].report(said);
    }
  }
}

type ItemOf<E extends "line" | "domain"> = Parameters<NonNullable<ControlChecks[E]>>[0];

/** So many lines are looked at together: when other files change, only where these matter is looked again. */
const LINES_TOGETHER = 256;

function piecesOf<T>(items: readonly T[], { around }: ControlSource): readonly (readonly T[])[] {
  return around.onceFor(items, "pieces", () => {
    const count = Math.ceil(items.length / LINES_TOGETHER);
    return Array.from({ length: count }, (_, index) =>
      items.slice(index * LINES_TOGETHER, (index + 1) * LINES_TOGETHER),
    );
  });
}

/** What a rule says; its place among those that are interested. */
interface Said {
  readonly rule: number;
  readonly said: Observation;
}

/** Kept for as long as nothing changes that the rules looked at. Those that are full are not asked. */
function saidOfPiece<E extends "line" | "domain", T>(
  event: E,
  piece: readonly T[],
  file: ControlSource,
  rules: readonly ActiveRule<"control">[],
  itemsOf: (piece: readonly T[], file: ControlSource) => readonly ItemOf<E>[],
): readonly Said[] {
  const full = rules.flatMap(({ isFull }, rule) => (isFull ? rule : []));
  const looks = rules.map(({ on }) => on[event] as (item: ItemOf<E>, file: ControlSource, report: Report) => void);
  return file.around.onceFor(piece, `without ${full}`, () => {
    const all: Said[] = [];
    const asked = looks.flatMap((look, rule) => {
      return full.includes(rule) ? [] : { look, report: (said: Observation) => all.push({ rule, said }) > 0 };
    });
    for (const item of itemsOf(piece, file)) for (const { look, report } of asked) look(item, file, report);
    return all;
  });
}

function saidOfFile(file: ControlSource, look: NonNullable<ControlChecks["file"]>): readonly Observation[] {
  return file.around.onceFor(file, look, () => {
    const all: Observation[] = [];
    look(file, (said) => all.push(said) > 0);
    return all;
  });
}

/** The relay of a line is looked at once for all rules. */
function checkRoutes(file: ControlSource, rules: readonly ActiveRule<"control">[]): void {
  const interested = rules.filter(({ on }) => on.route);
  for (const line of file.lines) {
    const route = writtenRoute(line);
    if (!route) continue;
    for (const rule of interested) if (!rule.isFull) rule.on.route!(route, file, rule.report);
  }
}

/** In `qmail/control` everything is meant to be a control file; elsewhere only what is called like one. */
function isControlName(name: string, isOfQmail: boolean): boolean {
  const spec = controlFile(name);
  if (spec) return spec.shape !== "database";
  if (isCopyName(name) || isForeignName(name)) return false;
  return isOfQmail || nearControlFile(name) !== undefined;
}
