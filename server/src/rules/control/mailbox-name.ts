/** How mailboxes in the home of a user are called: shared by the rules about their names. */
import type { ControlPlace } from "../../model/control/control-source.js";
import { parentOf } from "../../model/tree.js";

/** A maildir, or a folder in one as IMAP servers name it: `./Maildir/.Spam`. */
export function isMaildirName(path: string): boolean {
  return /(^|\/)\.?maildir(\/\.[^/]+)?$/i.test(path);
}

/** A name that lacks the slash behind its dot, as `.Maildir` does, unless the home has a folder that is called so. */
export function dottedMailbox(
  text: string,
  { around, path }: Pick<ControlPlace, "around" | "path">,
): string | undefined {
  const [, name] = /^(\.(?:Maildir|Mailbox))\/?$/.exec(text) ?? [];
  return name && around.find(name, parentOf(path))?.kind !== "directory" ? name : undefined;
}
