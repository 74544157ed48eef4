/** Values of a chain that a script reads from a control file of qmail which is not there. Specification C2. */
import { type FileRead, fileRead } from "./file-read.js";
import type { RunScript } from "./run-script.js";
import type { Chain, Value } from "./service.js";
import { folderOf, isMissingFor } from "./service-folder.js";

/** `` "`head -1 /var/qmail/control/concurrencyincoming`" `` */
export function missingControlFile(value: Value, chain: Chain, script: RunScript): FileRead | undefined {
  const read = fileRead(value, chain);
  return read && isLacking(read.file, script) ? read : undefined;
}

/** Of a host whose control files are among the files; a script that names the file twice may look for it, or write it. */
function isLacking(file: string, script: RunScript): boolean {
  const [, folder, name] = /^(\/.*\/control|\/etc\/qmail)(\/[^/]+)$/.exec(file) ?? [];
  if (!folder || !isMissingFor(script, file)) return false;
  if (script.around.find(`${folder}/me`, folderOf(script))?.kind !== "file") return false;
  return timesNamed(name, script) === 1;
}

function timesNamed(name: string, { text, tree }: RunScript): number {
  const times = (start: number, end: number) => text.slice({ start, end }).split(name).length - 1;
  const inComments = tree.comments.reduce((sum, { start, end }) => sum + times(start, end), 0);
  return times(0, text.bytes.length) - inComments;
}
