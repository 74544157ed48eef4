/** A control file in its place: with what its name, the settings and the files around it say. */
import { controlFile } from "djblint-grammars/control/files";
import type { SourceText, Span } from "djblint-grammars/text";
import type { Settings } from "../../config.js";
import { type Placed, parentOf, type Tree } from "../tree.js";
import { type ControlFile, readControl } from "./control.js";
import { type DomainEntry, domainEntries } from "./domain-entry.js";

export interface ControlSource extends Placed<ControlFile> {
  /** What the file is called among control files. */
  readonly name: string;
  /** Undefined: qmail 1.03, as far as nothing else is likely. */
  readonly flavour: Settings["dialect"]["qmail"];
  readonly ownAddresses: readonly string[];
  /** Entries that are domain names; none in files that hold others. */
  readonly domains: readonly DomainEntry[];
}

export function readControlSource(path: string, text: SourceText, settings: Settings, around: Tree): ControlSource {
  const name = controlNameOf(path.slice(path.lastIndexOf("/") + 1));
  const file = readControl(text, name);
  return {
    ...file,
    path,
    around,
    name,
    flavour: settings.dialect.qmail,
    ownAddresses: settings.site.addresses,
    domains: domainEntries(file),
  };
}

/**
 * The name of a control file inside that of one which was taken out of its place, such as `host--rcpthosts` or
 * `var_qmail_alias_.qmail-root`: the longest end behind something that is neither letter nor digit. Only files that
 * somebody says are control files have such names.
 */
export function controlNameOf(name: string): string {
  const delivery = /(?:^|[^A-Za-z0-9])(\.qmail(-.*)?)$/.exec(name);
  if (delivery) return delivery[1];
  const ends = [...name.matchAll(/[^A-Za-z0-9]/g)].map(({ index }) => name.slice(index + 1));
  return [name, ...ends].find((end) => controlFile(end) !== undefined || end === "assign") ?? name;
}

/** Names of the files beside it; undefined when nobody looked. */
export function namesBeside({ path, around }: ControlSource): readonly string[] | undefined {
  return around.children(parentOf(path))?.map((entry) => entry.path.slice(entry.path.lastIndexOf("/") + 1));
}

/** Whether a program of qmail itself reads the file; what patches and scripts make of theirs is not known. */
export function isReadByQmail({ spec, shape }: ControlFile): boolean {
  return spec?.origin === "qmail" || shape === "instructions" || shape === "assignments";
}

/** I5: qmail-inject parses its names as addresses, which takes blanks and carriage returns away. */
export function isReadByInjectAlone({ spec }: ControlFile): boolean {
  return spec?.readers.every((reader) => reader === "qmail-inject") ?? false;
}

/** A line with its line feed, so that it can be taken out. */
export function wholeLine({ text }: ControlFile, line: number): Span {
  return { start: text.lines.start(line), end: text.lines.start(line + 1) };
}

/** The value of a single-line file, which may be empty. */
export function valueSpan({ lines }: ControlFile): Span {
  return lines[0]?.whole ?? { start: 0, end: 0 };
}
