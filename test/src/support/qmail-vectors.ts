/** Recorded runs of qmail's programs, and what their tests have in common. */
import { readControl } from "djblint/model/control/control";
import { ControlDirectory, type ControlFiles } from "djblint/model/control/control-directory";
import { moreRcpthostsKeys } from "djblint/model/control/more-rcpthosts";
import { DIALECTS, type Dialect } from "djblint-grammars/control/files";
import { encodeLatin1, SourceText } from "djblint-grammars/text";
import { databaseOf } from "./database.js";
import { readJsonLines } from "./files.js";

export function qmailVectors<V>(name: string): V[] {
  return readJsonLines<V>(`fixtures/oracle/qmail/${name}.jsonl`);
}

const VERSIONS: Readonly<Record<Dialect, string>> = {
  qmail: "qmail-1.03",
  netqmail: "netqmail-1.06",
  notqmail: "notqmail-1.09+",
};

/** The result of each version; one for all where they agree. */
export function* byDialect<R>(result: R | undefined, byVersion: Readonly<Record<string, R>> | undefined) {
  for (const dialect of DIALECTS) {
    yield { dialect, expected: byVersion ? byVersion[VERSIONS[dialect]] : result! };
  }
}

/** Files by name, one character for each byte; null for one that is missing. */
export type ControlContents = Readonly<Record<string, string | null>>;

export interface DirectoryState {
  /** Whether morercpthosts was compiled. */
  readonly newmrhRun?: boolean;
  /** Files that cannot be read. */
  readonly unreadable?: readonly string[];
}

export function directoryOf(contents: ControlContents, { newmrhRun, unreadable = [] }: DirectoryState = {}) {
  const files = new Map<string, ReturnType<typeof readControl> | "unreadable">();
  for (const [name, content] of Object.entries(contents)) {
    if (content !== null) files.set(name, readControl(new SourceText(encodeLatin1(content)), name));
  }
  for (const name of unreadable) files.set(name, "unreadable");
  const { morercpthosts } = contents;
  if (newmrhRun && morercpthosts != null) files.set("morercpthosts.cdb", compiled(morercpthosts));
  return new ControlDirectory(files satisfies ControlFiles);
}

function compiled(morercpthosts: string): ReturnType<typeof readControl> {
  const keys = moreRcpthostsKeys(encodeLatin1(morercpthosts)).map(({ key }) => [key, ""] as const);
  return readControl(new SourceText(databaseOf(keys)), "morercpthosts.cdb");
}
