/**
 * Control files as their authors meant them. What qmail makes of a carriage return, a blank in front, a comment behind,
 * a `*` or an `@` has its own rules, and so have a morercpthosts that was not built and a file that is almost called as
 * one that is missing; rules that hold several files against each other look at what is left, so that one slip gives one
 * finding.
 */
import type { ControlLine } from "djblint-grammars/control/tree";
import { decodeLatin1, encodeLatin1, SourceText, withoutBlanks, withoutBlanksBehind } from "djblint-grammars/text";
import { MemorySink } from "../../compile/memory.js";
import { compileNewmrh } from "../../compile/qmail-newmrh.js";
import type { Keeper } from "../memo.js";
import { type ControlFile, readControl } from "./control.js";
import { ControlDirectory, type ControlFiles } from "./control-directory.js";
import { holdsDomains, type NameTrouble, nameTrouble, nameWithoutBlank } from "./domain-entry.js";
import { entryText } from "./entry-text.js";

/** Lines keep their numbers. `nearlyCalled`: the file that was meant to have a name which none has. */
export function meantControl(
  { files }: ControlDirectory,
  nearlyCalled: (name: string) => ControlFile | undefined,
  keeper: Keeper,
): ControlDirectory {
  return new ControlDirectory(new MeantFiles(files, nearlyCalled, keeper), keeper);
}

class MeantFiles implements ControlFiles {
  constructor(
    private readonly written: ControlFiles,
    private readonly nearlyCalled: (name: string) => ControlFile | undefined,
    private readonly keeper: Keeper,
  ) {}

  get(name: string): ControlFile | "unreadable" | undefined {
    return this.keeper.onceFor(this, name, () => this.read(name));
  }

  private read(name: string): ControlFile | "unreadable" | undefined {
    const file = this.written.get(name) ?? this.nearlyCalled(name);
    if (file === undefined && name === "morercpthosts.cdb") return builtRcpthosts(this.written.get("morercpthosts"));
    return file === undefined || file === "unreadable" ? file : meantFile(name, file);
  }
}

/** What qmail-newmrh would make of morercpthosts; a database that is there takes its place. */
function builtRcpthosts(source: ControlFile | "unreadable" | undefined): ControlFile | undefined {
  if (source === undefined || source === "unreadable") return undefined;
  const sink = new MemorySink();
  compileNewmrh(source.text.bytes, sink);
  return readControl(new SourceText(sink.bytes()), "morercpthosts.cdb");
}

function meantFile(name: string, file: ControlFile): ControlFile {
  const mend = mendFor(file);
  if (!mend || file.lines.every(isClean)) return file;
  const text = decodeLatin1(file.text.bytes);
  const mended = text.split("\n").map(mend).join("\n");
  return mended === text ? file : readControl(new SourceText(encodeLatin1(mended)), name);
}

/** Most lines of lists and maps. */
function isClean({ kind, whole }: ControlLine): boolean {
  return whole.text === "" || (kind === "entry" ? CLEAN : CLEAN_PAIR).test(whole.text);
}

function mendFor(file: ControlFile): ((line: string) => string) | undefined {
  switch (file.shape) {
    case "value":
      return (line) => withoutBlanks(line.replace(/^\xef\xbb\xbf/, ""));
    case "list":
      return holdsDomains(file) ? (line) => listedMeant(entryMeant(line)) : entryMeant;
    case "map":
    case "routes":
      return pairMeant;
  }
  return undefined;
}

/** Most lines. */
const CLEAN = /^\.?([A-Za-z0-9-]+\.)*[A-Za-z0-9-]+$/;
/** The same, and with a clean value behind it. */
const CLEAN_PAIR = /^\.?([A-Za-z0-9-]+\.)*[A-Za-z0-9-]+(:[A-Za-z0-9.-]*)?$/;

function entryMeant(line: string): string {
  return CLEAN.test(line) ? line : (entryText({ start: 0, end: line.length, text: line })?.text ?? "");
}

/** Of `*.example.org` in a list it is not known whether example.org itself is meant too. */
function listedMeant(name: string): string {
  const below = /^\*@?\.?([^*]+)$/.exec(name)?.[1];
  return below === undefined ? domainMeant(name) : `.${below}\0${below}`;
}

function pairMeant(line: string): string {
  const written = entryMeant(line);
  const entry = written.includes(":") ? written : written.replace(NO_COLON, ":");
  const colon = entry.indexOf(":");
  if (colon < 0) return entry;
  const key = withoutBlanksBehind(entry.slice(0, colon));
  // D4: with a user in front it is an address.
  const isAddress = /[^*@]/.test(key.slice(0, Math.max(0, key.lastIndexOf("@"))));
  return `${isAddress ? key : keyMeant(key)}:${entry.slice(colon + 1).trimStart()}`;
}

/** What is written in the place of a colon. */
const NO_COLON = /[ \t]*(=>?|[;, \t])[ \t]*/;

/** R23: the default has an empty key. */
function keyMeant(key: string): string {
  return key === "*" || key === "." ? "" : domainMeant(key);
}

function domainMeant(name: string): string {
  const trouble = CLEAN.test(name) ? undefined : nameTrouble(name);
  return (trouble && WITHOUT[trouble]?.(name)) ?? name;
}

const WITHOUT: Partial<Record<NameTrouble, (name: string) => string>> = {
  star: (name) => name.replace(/^\*(?=\.)/, ""),
  "trailing-dot": (name) => name.slice(0, -1),
  characters: (name) => name.replace(/^["'<=&/]{1,2}|["'>/]{1,2}$|#.*/g, ""),
  url: (name) => name.replace(/^[^/]*:\/\/|[/:][^/:].*|\/$/g, ""),
  colon: (name) => name.slice(0, name.indexOf(":")),
  pattern: (name) => name.replace(/^[\^|]|\\|\$$/g, ""),
  // A NUL ends an entry (R15).
  several: (name) => nameWithoutBlank(name) ?? [...name.split(/[\t-\r ,;]+/), name.replace(",", ".")].join("\0"),
  at: (name) => name.replace(/^.*@(?=.)|@$/g, ""),
  // A no-break space, as it is copied from web pages.
  "non-ascii": (name) => name.replace(/\xc2?\xa0/g, ""),
  "empty-label": (name) => name.replace(/\.{2,}/g, "."),
};
