import { controlFile, hasCommentLines } from "djblint-grammars/control/files";
import type { ControlLine } from "djblint-grammars/control/tree";
import type { Span } from "djblint-grammars/text";
import { shapeOfName, USERS_FILES } from "../model/control/control.js";
import { isCopyName, isForeignName, nearControlFile } from "../model/control/control-names.js";
import type { ControlPiece } from "../model/control/control-pieces.js";
import {
  type ControlPlace,
  type ControlSource,
  controlNameOf,
  readControlSource,
  revisedControlSource,
} from "../model/control/control-source.js";
import type { DomainFile } from "../model/control/domain-entry.js";
import { type WrittenRoute, writtenRoute } from "../model/control/written-route.js";
import type { Observation, Report } from "../rules/rule.js";
import { DomainMail } from "../simulate/domain-mail.js";
import { type ActiveRule, type Language, placeOf } from "./language.js";

/** How a rule looks at one of many things in a file. */
type Look<T> = (item: T, file: ControlPlace, report: Report) => void;

/** What a rule about control files, `.qmail` files and `users/assign` can look at. */
export interface ControlChecks {
  /** Every line of a kind; a line of a list that holds NUL bytes comes once for each entry. */
  readonly lines?: { readonly [K in ControlLine["kind"]]?: Look<Extract<ControlLine, { readonly kind: K }>> };
  /** Every entry of these files, or without names of all that are looked up by domain. */
  readonly domain?: { readonly files?: readonly DomainFile[]; readonly check: Look<DomainMail> };
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
    if (/^\.qmail([-_.]|$)/.test(name)) return !isCopyName(name.slice(1));
    if (name === "assign") return folders[0] === "users";
    if (folders[0] === "users") return USERS_FILES.has(name) && /qmail|indimail/.test(folders[1] ?? "");
    if (folders[0] === "control") return isControlName(name, folders[1] === "qmail");
    // Where Debian keeps the control files.
    return (
      folders[0] === "qmail" &&
      folders[1] === "etc" &&
      /^(qmail|script)$/.test(controlFile(name)?.origin ?? "") &&
      isControlName(name, false)
    );
  },
  hasComments: (path) => {
    const { name, folders } = placeOf(path);
    return hasCommentLines(shapeOfName(controlNameOf(name), folders[0]));
  },
  analyze: ({ path, text }, { settings, tree }) => readControlSource(path, text, settings, tree),
  revise: (before, { text }, revision) => revisedControlSource(before, text, revision),
  check: (file, rules) => {
    checkEach(LINES, file, rules);
    checkEach(DOMAINS, file, rules);
    for (const { on, report } of rules) if (on.file) for (const said of saidOfFile(file, on.file)) report(said);
    if (file.shape === "routes") checkRoutes(file, rules);
  },
};

/** Of a text that is written like a `.qmail` file and is none: what the rules say of its lines, one by one. */
export function checkInstructions(source: ControlSource, rules: readonly ActiveRule<"control">[]): void {
  checkEach(LINES, source, rules);
}

/** What a file has many of, and rules look at one by one. */
interface Items<T> {
  /** What rules call them. */
  readonly event: "lines" | "domain";
  in(piece: ControlPiece): readonly T[];
  kindOf(item: T): string;
  /** What a rule looks with at those of a kind. */
  lookOf(on: ControlChecks, kind: string): Look<T> | undefined;
}

const LINES: Items<ControlLine> = {
  event: "lines",
  in: ({ lines }) => lines,
  kindOf: ({ kind }) => kind,
  lookOf: ({ lines }, kind) => lines?.[kind as ControlLine["kind"]] as Look<ControlLine> | undefined,
};

const DOMAINS: Items<DomainMail> = {
  event: "domain",
  in: ({ domains, file }) => DomainMail.of(domains, file),
  kindOf: ({ file }) => file.name,
  lookOf: ({ domain }, name) => {
    return !domain?.files || domain.files.some((file) => file === name) ? domain?.check : undefined;
  },
};

/** Asks each rule until no more is listed. */
function checkEach<T>(items: Items<T>, { pieces }: ControlSource, rules: readonly ActiveRule<"control">[]): void {
  const interested = rules.filter(({ on }) => on[items.event]);
  for (const piece of pieces) {
    if (interested.every(({ isFull }) => isFull)) return;
    const { start, all } = saidOfPiece(items, piece, interested);
    for (const { rule, said } of all) {
      if (!interested[rule].isFull) interested[rule].report(movedObservation(said, piece.start - start));
    }
  }
}

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
function saidOfPiece<T>(items: Items<T>, piece: ControlPiece, rules: readonly ActiveRule<"control">[]): SaidOfPiece {
  const full = rules.flatMap(({ isFull }, rule) => (isFull ? rule : []));
  const checks = rules.map(({ on }) => on);
  return piece.file.around.onceFor(piece, `${items.event} without ${full}`, () => {
    const { file, start } = piece;
    const all: Said[] = [];
    const looksAt = (kind: string) =>
      checks.flatMap((on, rule) => {
        const look = full.includes(rule) ? undefined : items.lookOf(on, kind);
        const report = (said: Observation) => all.push({ rule, said: placed(said) }) > 0;
        return look ? { look, report } : [];
      });
    const looksByKind = new Map<string, ReturnType<typeof looksAt>>();
    for (const item of items.in(piece)) {
      const kind = items.kindOf(item);
      const looks = looksByKind.get(kind) ?? looksAt(kind);
      looksByKind.set(kind, looks);
      for (const { look, report } of looks) look(item, file, report);
    }
    return { start, all };
  });
}

/** With nothing but the places of what may be more than that. */
function placed({ at, related, fixes, ...said }: Observation): Observation {
  return {
    at: place(at),
    ...said,
    related: related?.map((other) => ({ ...other, span: place(other.span) })),
    fixes: fixes?.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, span: place(edit.span) })) })),
  };
}

function place({ start, end }: Span): Span {
  return { start, end };
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
