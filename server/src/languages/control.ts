import { controlFile, hasCommentLines } from "djblint-grammars/control/files";
import type { ControlLine } from "djblint-grammars/control/tree";
import { shapeOfName } from "../model/control/control.js";
import { isCopyName, isForeignName, nearControlFile } from "../model/control/control-names.js";
import { type ControlSource, controlNameOf, readControlSource } from "../model/control/control-source.js";
import type { DomainEntry } from "../model/control/domain-entry.js";
import { type WrittenRoute, writtenRoute } from "../model/control/written-route.js";
import type { Observation, Report } from "../rules/rule.js";
import { type ActiveRule, type Language, placeOf } from "./language.js";

/** What a rule about control files, `.qmail` files and `users/assign` can look at. */
export interface ControlChecks {
  /** Every line; a line of a list that holds NUL bytes comes once for each entry. */
  readonly line?: (line: ControlLine, file: ControlSource, report: Report) => void;
  /** Every entry that is looked up by domain: in rcpthosts, morercpthosts, locals, percenthack, virtualdomains, smtproutes. */
  readonly domain?: (entry: DomainEntry, file: ControlSource, report: Report) => void;
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
    for (const { on, report } of rules) {
      if (on.line) reportEach(file.lines, on.line, file, report);
      if (on.domain) reportEach(file.domains, on.domain, file, report);
      if (on.file) for (const said of whatIsSaid(file, on.file, file, (say) => on.file!(file, say))) report(said);
    }
    if (file.shape === "routes") checkRoutes(file, rules);
  },
};

type Look<T> = (item: T, file: ControlSource, report: Report) => void;

/** Reports what a rule says of each item, until no more is listed. */
function reportEach<T>(items: readonly T[], look: Look<T>, file: ControlSource, report: Report): void {
  for (const piece of piecesOf(items, file)) {
    const observations = whatIsSaid(piece, look, file, (say) => {
      for (const item of piece) look(item, file, say);
    });
    for (const observation of observations) if (!report(observation)) return;
  }
}

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

/** Kept for as long as nothing changes that the rule looked at. */
function whatIsSaid(
  of: object,
  look: unknown,
  { around }: ControlSource,
  ask: (say: Report) => void,
): readonly Observation[] {
  return around.onceFor(of, look, () => {
    const said: Observation[] = [];
    ask((observation) => said.push(observation) > 0);
    return said;
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
