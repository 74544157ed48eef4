import { controlFile, hasCommentLines } from "djblint-grammars/control/files";
import type { ControlLine } from "djblint-grammars/control/tree";
import type { Span } from "djblint-grammars/text";
import { shapeOfName } from "../model/control/control.js";
import { isCopyName, isForeignName, nearControlFile } from "../model/control/control-names.js";
import type { ControlPiece } from "../model/control/control-pieces.js";
import {
  type ControlPlace,
  type ControlSource,
  controlNameOf,
  readControlSource,
  revisedControlSource,
} from "../model/control/control-source.js";
import { type WrittenRoute, writtenRoute } from "../model/control/written-route.js";
import type { Observation, Report } from "../rules/rule.js";
import { DomainMail } from "../simulate/domain-mail.js";
import { type ActiveRule, type Language, placeOf } from "./language.js";

/** What a rule about control files, `.qmail` files and `users/assign` can look at. */
export interface ControlChecks {
  /** Every line; a line of a list that holds NUL bytes comes once for each entry. */
  readonly line?: (line: ControlLine, file: ControlPlace, report: Report) => void;
  /** Every entry that is looked up by domain: in rcpthosts, morercpthosts, locals, percenthack, virtualdomains, smtproutes. */
  readonly domain?: (entry: DomainMail, file: ControlPlace, report: Report) => void;
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
  revise: (before, { text }, revision) => revisedControlSource(before, text, revision),
  check: (file, rules) => {
    checkEach("line", file, rules, ({ lines }) => lines);
    checkEach("domain", file, rules, (piece) => DomainMail.of(piece.domains, piece.file));
    for (const { on, report } of rules) if (on.file) for (const said of saidOfFile(file, on.file)) report(said);
    if (file.shape === "routes") checkRoutes(file, rules);
  },
};

/** Asks each rule about lines, or about entries, until no more is listed. */
function checkEach<E extends "line" | "domain">(
  event: E,
  { pieces }: ControlSource,
  rules: readonly ActiveRule<"control">[],
  itemsOf: (piece: ControlPiece) => readonly ItemOf<E>[],
): void {
  const interested = rules.filter(({ on }) => on[event]);
  for (const piece of pieces) {
    if (interested.every(({ isFull }) => isFull)) return;
    const { start, all } = saidOfPiece(event, piece, interested, itemsOf);
    for (const { rule, said } of all) {
      if (!interested[rule].isFull) interested[rule].report(movedObservation(said, piece.start - start));
    }
  }
}

type ItemOf<E extends "line" | "domain"> = Parameters<NonNullable<ControlChecks[E]>>[0];

/** What a rule says; its place among those that are interested. */
interface Said {
  readonly rule: number;
  readonly said: Observation;
}

/** What rules say of a piece, and where it began then. */
interface SaidOfPiece {
  readonly start: number;
  readonly all: readonly Said[];
}

/** Kept for as long as nothing changes that the rules looked at. Those that are full are not asked. */
function saidOfPiece<E extends "line" | "domain">(
  event: E,
  piece: ControlPiece,
  rules: readonly ActiveRule<"control">[],
  itemsOf: (piece: ControlPiece) => readonly ItemOf<E>[],
): SaidOfPiece {
  const full = rules.flatMap(({ isFull }, rule) => (isFull ? rule : []));
  const looks = rules.map(({ on }) => on[event] as (item: ItemOf<E>, file: ControlPlace, report: Report) => void);
  return piece.file.around.onceFor(piece, `${event} without ${full}`, () => {
    const { file, start } = piece;
    const all: Said[] = [];
    const asked = looks.flatMap((look, rule) => {
      return full.includes(rule)
        ? []
        : { look, report: (said: Observation) => all.push({ rule, said: placed(said) }) > 0 };
    });
    for (const item of itemsOf(piece)) for (const { look, report } of asked) look(item, file, report);
    return { start, all };
  });
}

/** With nothing but the place of what may be more than that. */
function placed({ at: { start, end }, ...said }: Observation): Observation {
  return { at: { start, end }, ...said };
}

/** What is said of other files stands where it stood; what knows another place in the same file is said anew instead. */
function movedObservation(said: Observation, bytes: number): Observation {
  if (bytes === 0) return said;
  const moved = ({ start, end }: Span) => ({ start: start + bytes, end: end + bytes });
  const inPlace = <T extends { readonly file?: string; readonly span: Span }>(place: T): T =>
    place.file === undefined ? { ...place, span: moved(place.span) } : place;
  return {
    ...said,
    at: moved(said.at),
    related: said.related?.map(inPlace),
    fixes: said.fixes?.map((fix) => ({ ...fix, edits: fix.edits.map(inPlace) })),
  };
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
