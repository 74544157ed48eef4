/**
 * What dnscache finds in its folder ROOT: whom it answers, and whom it asks. Sources: dnscache(8), okclient.c, roots.c;
 * measured with djbdns 1.05.
 */
import type { SourceText, Span } from "djblint-grammars/text";
import { parseDotted } from "../ip.js";
import { formatAddress, ScannedAddress, scanAddress } from "../tinydns/scalars.js";
import type { RunScript } from "./run-script.js";
import { type Chain, lastStep } from "./service.js";
import { rootVariable } from "./service-environment.js";
import { entryFor, isMissingFor } from "./service-folder.js";

/** Addresses of servers for one domain or, in the file called `@`, for all others. */
export interface ServerList {
  readonly name: string;
  readonly path: string;
  readonly lines: readonly ServerLine[];
}

export interface ServerLine {
  readonly span: Span;
  /** Dotted; undefined when dnscache skips the line. */
  readonly address: string | undefined;
}

/** The folder ROOT as the environment has it; undefined when that is not known, and for other programs. */
export function cacheRootOf(chain: Chain, script: RunScript): string | undefined {
  if (lastStep(chain).name !== "dnscache") return undefined;
  const root = rootVariable(chain, script)?.value;
  return root?.startsWith("/") ? root.replace(/\/+$/, "") : undefined;
}

/** Names of the files in `ROOT/ip`, none when there is no such folder; undefined when nobody looked. */
export function clientNames(root: string, script: RunScript): readonly string[] | undefined {
  return namesIn(`${root}/ip`, script) ?? (isMissingFor(script, `${root}/ip`) ? [] : undefined);
}

/** Undefined when nobody looked into `ROOT/servers`. */
export function serverLists(root: string, script: RunScript): readonly ServerList[] | undefined {
  const { around } = script;
  return namesIn(`${root}/servers`, script)?.flatMap((name) => {
    const entry = entryFor(script, `${root}/servers/${name}`);
    const text = entry && around.text(entry.path);
    return entry && text ? [{ name, path: entry.path, lines: serverLines(text) }] : [];
  });
}

/** dnscache passes over what begins with a dot. */
function namesIn(path: string, script: RunScript): string[] | undefined {
  const folder = entryFor(script, path);
  const children = folder && script.around.children(folder.path);
  return children?.map((child) => child.path.slice(child.path.lastIndexOf("/") + 1)).filter((name) => name[0] !== ".");
}

/** Lines that are not empty, nor meant for a comment: dnscache has none, and skips such a line as any other. */
function serverLines({ lines, bytes }: SourceText): ServerLine[] {
  const spans = Array.from({ length: lines.count }, (_, line) => lines.span(line));
  const written = spans.filter(({ start, end }) => end > start && bytes[start] !== HASH);
  return written.map((span) => ({ span, address: addressIn(bytes, span) }));
}

const HASH = 35;

/** An address at the beginning of the line, whatever stands behind it. */
function addressIn(bytes: Uint8Array, { start, end }: Span): string | undefined {
  const address = new ScannedAddress();
  return scanAddress(bytes, start, end, address) ? formatAddress(address.value) : undefined;
}

/** So many servers of a domain are asked; further ones are not read. */
export const MOST_SERVERS = 16;

/** The first numbers of an address, or all of them, as dnscache writes them: what a file in `ip` has to be called. */
export function clientNumbers(name: string): readonly number[] | undefined {
  return name.endsWith(".") ? undefined : (parseDotted(name) ?? parseDotted(`${name}.`))?.octets;
}
