/** Which account gets a local address that users/assign does not name: the look-up of qmail-getpw. Specification D10. */
import { decodeLatin1 } from "djblint-grammars/text";
import { areSameSets } from "../memo.js";
import type { Tree } from "../tree.js";
import { foldCase } from "./control.js";
import type { QmailHome } from "./qmail-home.js";

export interface Owner {
  /** Name of the account. */
  readonly user: string;
  readonly home: string;
  readonly dash: string;
  readonly extension: string;
  /** Names that are asked for before; whether there are such accounts, the files do not tell. */
  readonly unless: readonly string[];
  /** Whether the address belongs to no account, so that the user alias gets it whole. */
  readonly byAlias: boolean;
}

/** Whom every host has mail for. */
export const OBLIGATORY_USERS: readonly string[] = ["postmaster", "mailer-daemon", "root"];

/** Longer names are not asked for. */
const LONGEST_NAME = 31;

/** The account with the longest name in front of a dash, else alias. */
export function ownerOf(local: string, home: QmailHome): Owner {
  const known = home.accounts;
  const unless: string[] = [];
  for (let end = local.length; end > 0; end--) {
    if (end > LONGEST_NAME || (end < local.length && local[end] !== "-")) continue;
    const user = foldCase(local.slice(0, end));
    const found = known.homeOf(user);
    const rest = local.slice(end + 1);
    const dash = end < local.length ? "-" : "";
    if (found !== undefined) return { user, home: found, dash, extension: rest, unless, byAlias: false };
    if (!known.complete && user !== "root") unless.push(user);
  }
  return { user: "alias", home: home.aliasHome, dash: "-", extension: local, unless, byAlias: true };
}

export interface KnownHomes {
  /** Whether all accounts are known. */
  readonly complete: boolean;
  homeOf(user: string): string | undefined;
}

/** From etc/passwd, where the files have it; else the homes that are among the files. */
export function knownHomes(home: QmailHome, tree: Tree): KnownHomes {
  const passwd = tree.find("/etc/passwd", home.path);
  const text = passwd && tree.text(passwd.path);
  if (text) {
    const accounts = readPasswd(text.bytes);
    return { complete: true, homeOf: (user) => accounts.get(user) };
  }
  return { complete: false, homeOf: (user) => homeAmongFiles(user, home) };
}

/** Where the homes of users are on nearly all systems. */
const HOMES = "/home";

/** The account alias is there in every installation. */
function homeAmongFiles(user: string, home: QmailHome): string | undefined {
  if (user === "alias") return home.usualAliasHome;
  if (user === "root" || namesOfHomes(home)?.has(user) === false) return undefined;
  const usual = `${HOMES}/${user}`;
  return home.homeFolder(usual) === undefined ? undefined : usual;
}

/** Of thousands of names that are asked for, few are there. Undefined where the folder was not looked into. */
function namesOfHomes(home: QmailHome): ReadonlySet<string> | undefined {
  const find = () => {
    const folder = home.homeFolder(HOMES);
    return folder === undefined ? undefined : new Set(home.namesIn(folder));
  };
  return home.tree.onceFor(home, namesOfHomes, find, (before, now) =>
    before && now ? areSameSets(before, now) : before === now,
  );
}

/** Names to homes. Of uid 0 none gets mail. */
function readPasswd(bytes: Uint8Array): Map<string, string> {
  const homes = new Map<string, string>();
  for (const line of decodeLatin1(bytes).split("\n")) {
    const [name, , uid, , , home] = line.split(":");
    if (home !== undefined && Number(uid) !== 0 && !homes.has(name)) homes.set(name, home);
  }
  return homes;
}
