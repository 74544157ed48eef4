/**
 * Files that start services beside run scripts: what runs at boot, and scripts of the administrator. No supervise minds
 * what they start, so nothing that a run script must do holds for them.
 */

import { parseScript } from "djblint-grammars/run/parser";
import type { Word } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import { decodeLatin1, type SourceText } from "djblint-grammars/text";
import { isCopyName } from "../control/control-names.js";
import { type FilePlace, parentOf } from "../tree.js";
import { programNamed } from "./chain-programs.js";
import { readService, type Service } from "./service.js";
import { mainChain } from "./service-end.js";

/** Also at the end of a longer name, as `host--rc.local` of a file that was taken out of its place. */
const BOOT_FILE = /(^|[^A-Za-z0-9])(rc\.local(\.[\w-]+)?|inittab|qmailctl)$/;
const BOOT_FOLDERS: ReadonlySet<string> = new Set(["init.d", "rc.d"]);

/** By name and place alone. */
export function mayBeStarter(path: string): boolean {
  return (isBootPath(path) || isShellPath(path)) && !isCopyName(path.slice(path.lastIndexOf("/") + 1));
}

/** A script called `.sh` that becomes the service itself is one that is to be put into place as a run script. */
export function isStarter(path: string, service: Service): boolean {
  return isBootPath(path) || (isShellPath(path) && !mainChain(service)?.replacesShell);
}

/** Of s6-rc: a step of the boot, which the script `up` beside it calls once. */
export function isStep({ path, around }: FilePlace): boolean {
  const folder = parentOf(path);
  const isNamedSo = /(^|\/)s6-rc\.d\/init-[^/]*$/.test(folder);
  return isNamedSo || (around.children(folder) ?? []).some((entry) => entry.path === `${folder}/up`);
}

function isBootPath(path: string): boolean {
  const [name, folder] = path.split("/").reverse();
  if (BOOT_FILE.test(name) || isStartOfQmail(path)) return true;
  return BOOT_FOLDERS.has(folder) && name !== "run" && name !== "finish";
}

/** What starts qmail, and nothing else: `/var/qmail/rc`. */
export function isStartOfQmail(path: string): boolean {
  return path.endsWith("/qmail/rc");
}

function isShellPath(path: string): boolean {
  return /[^./]\.sh$/.test(path);
}

export function isInittabPath(path: string): boolean {
  return /(^|[^A-Za-z0-9])inittab$/.test(path);
}

/** Where a script calls what starts qmail, also in words for another shell: `csh -cf '/var/qmail/rc &'`. */
export function callsOfQmail(service: Service): Word[] {
  return callsOf(/(^|\s)\/\S*\/qmail\/rc(\s|$)/, service);
}

function callsOf(program: RegExp, { commands }: Service): Word[] {
  return commands.flatMap(({ command }) => command.words).filter(({ parts }) => program.test(literalText(parts) ?? ""));
}

/** As the installation of daemontools writes it: `csh -cf '/command/svscanboot &'`. */
const SVSCANBOOT = /(^|\s)\/\S*\/svscanboot(\s|$)/;

/** Packages whose programs make a script one of ours. */
const PACKAGES = /^(daemontools|ucspi-|qmail|djbdns|clockspeed|checkpassword|publicfile)/;

/** Whether a file with such a name starts any of our programs. */
export function startsOurPrograms(path: string, { bytes }: SourceText): boolean {
  if (isInittabPath(path)) return decodeLatin1(bytes).includes("svscan");
  const tree = parseScript(bytes);
  const service = readService(bytes, tree.list);
  if (tree.shell === undefined || !isStarter(path, service)) return false;
  if (tree.shebang === undefined && isShellPath(path)) return false;
  if (isStartOfQmail(path)) return true;
  const names = [
    ...service.commands.map(({ name }) => name),
    ...service.chains.flatMap(({ steps }) => steps.map(({ name }) => name)),
  ];
  const calls = [...callsOfQmail(service), ...callsOf(SVSCANBOOT, service)];
  return calls.length > 0 || names.some((name) => PACKAGES.test(programNamed(name)?.package ?? ""));
}
