/** Values of a chain that a script reads from a control file of qmail which is not there. Specification C2. */
import type { RunScript } from "./run-script.js";
import type { Chain, Value } from "./service.js";
import { folderOf, isMissingFor } from "./service-folder.js";
import { type SubstitutedValue, substitutedValue } from "./substituted-value.js";

export interface MissingControlFile extends SubstitutedValue {
  readonly file: string;
}

/** `` "`head -1 /var/qmail/control/concurrencyincoming`" `` */
export function missingControlFile(value: Value, chain: Chain, script: RunScript): MissingControlFile | undefined {
  const given = value.text === undefined ? substitutedValue(value, chain) : undefined;
  const file = given && fileRead(given);
  return file && isLacking(file, script) ? { ...given, file } : undefined;
}

/** The only file that is read. */
function fileRead({ commands: [words, ...others] }: SubstitutedValue): string | undefined {
  const [program, ...args] = words.map(({ text }) => text);
  if (others.length > 0 || !/^(\/bin\/|\/usr\/bin\/)?(cat|head)$/.test(program ?? "")) return undefined;
  const files = args.filter((text, index) => !text?.startsWith("-") && args[index - 1] !== "-n");
  return files.length === 1 ? files[0] : undefined;
}

/** Of a host whose control files are among the files; a script that names the file twice may look for it, or write it. */
function isLacking(file: string, script: RunScript): boolean {
  const { around, text } = script;
  const [, folder, name] = /^(\/.*\/control|\/etc\/qmail)(\/[^/]+)$/.exec(file) ?? [];
  if (!folder || !isMissingFor(script, file)) return false;
  if (around.find(`${folder}/me`, folderOf(script))?.kind !== "file") return false;
  return text.slice({ start: 0, end: text.bytes.length }).split(name).length === 2;
}
