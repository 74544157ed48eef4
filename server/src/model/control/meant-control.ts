/**
 * Control files as their authors meant them. What qmail makes of a carriage return, a blank in front, a comment behind,
 * a `*` or an `@` has its own rules, and so has a morercpthosts that was not built; rules that hold several files against
 * each other look at what is left, so that one slip gives one finding.
 */
import { decodeLatin1, encodeLatin1, SourceText } from "djblint-grammars/text";
import { MemorySink } from "../../compile/memory.js";
import { compileNewmrh } from "../../compile/qmail-newmrh.js";
import { type ControlFile, readControl } from "./control.js";
import { ControlDirectory } from "./control-directory.js";
import { holdsDomains, type NameTrouble, nameTrouble } from "./domain-entry.js";
import { entryText } from "./entry-text.js";

/** Lines keep their numbers. */
export function meantControl({ files }: ControlDirectory): ControlDirectory {
  const meant = [...files].map(([name, file]) => [name, file === "unreadable" ? file : meantFile(name, file)] as const);
  return new ControlDirectory(new Map([...builtRcpthosts(files), ...meant]));
}

/** What qmail-newmrh would make of morercpthosts; a database that is there takes its place. */
function builtRcpthosts(files: ControlDirectory["files"]): [string, ControlFile][] {
  const source = files.get("morercpthosts");
  if (source === undefined || source === "unreadable") return [];
  const sink = new MemorySink();
  compileNewmrh(source.text.bytes, sink);
  return [["morercpthosts.cdb", readControl(new SourceText(sink.bytes()), "morercpthosts.cdb")]];
}

function meantFile(name: string, file: ControlFile): ControlFile {
  const mend = mendFor(file);
  if (!mend) return file;
  const text = decodeLatin1(file.text.bytes);
  const mended = text.split("\n").map(mend).join("\n");
  return mended === text ? file : readControl(new SourceText(encodeLatin1(mended)), name);
}

function mendFor(file: ControlFile): ((line: string) => string) | undefined {
  switch (file.shape) {
    case "value":
      return (line) => line.replace(/^\xef\xbb\xbf/, "").trim();
    case "list":
      return holdsDomains(file) ? (line) => domainMeant(entryMeant(line)) : entryMeant;
    case "map":
    case "routes":
      return pairMeant;
  }
  return undefined;
}

/** Most lines. */
const CLEAN = /^[A-Za-z0-9.-]*[A-Za-z0-9-]$/;

function entryMeant(line: string): string {
  return CLEAN.test(line) ? line : (entryText({ start: 0, end: line.length, text: line })?.text ?? "");
}

function pairMeant(line: string): string {
  const entry = entryMeant(line);
  const colon = entry.indexOf(":");
  if (colon < 0) return entry;
  const key = entry.slice(0, colon).trimEnd();
  // D4: with a user in front it is an address.
  const isAddress = /[^*@].*@/.test(key);
  return `${isAddress ? key : domainMeant(key)}:${entry.slice(colon + 1).trimStart()}`;
}

function domainMeant(name: string): string {
  const trouble = CLEAN.test(name) ? undefined : nameTrouble(name);
  return (trouble && WITHOUT[trouble]?.(name)) ?? name;
}

const WITHOUT: Partial<Record<NameTrouble, (name: string) => string>> = {
  star: (name) => name.replace(/^\*(?=\.)/, ""),
  "trailing-dot": (name) => name.slice(0, -1),
  // A NUL ends an entry (R15).
  several: (name) => name.split(/[\s,;]+/).join("\0"),
  at: (name) => name.slice(name.lastIndexOf("@") + 1),
};
