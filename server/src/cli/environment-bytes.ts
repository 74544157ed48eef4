/** Variables of the environment as bytes: Node takes all of them for UTF-8, and what it cannot read is lost. */
import { readFileSync } from "node:fs";
import { decodeLatin1 } from "djblint-grammars/text";

/** The value of a variable, one character for each byte; undefined when it is not set. */
export function environmentBytes(name: string): string | undefined {
  const value = process.env[name];
  if (value === undefined || /^[\0-\x7f]*$/.test(value)) return value;
  const entries = decodeLatin1(ownEnvironment() ?? new Uint8Array(0)).split("\0");
  const entry = entries.find((each) => each.startsWith(`${name}=`));
  return entry?.slice(name.length + 1) ?? decodeLatin1(new TextEncoder().encode(value));
}

/** What Linux tells of the environment that a program was started with. */
function ownEnvironment(): Uint8Array | undefined {
  try {
    return readFileSync("/proc/self/environ");
  } catch {
    return undefined;
  }
}
