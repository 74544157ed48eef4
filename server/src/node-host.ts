import {
  closeSync,
  promises as fs,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { bytesWithRoom } from "djblint-grammars/text";
import type { Entry, EntryKind, Host } from "./host.js";
import { IS_WINDOWS, nativePath, ownPath } from "./native-path.js";

/**
 * The files of this machine. A tree has hundreds of small ones: to hand each call to another thread costs many times
 * what the call itself does. Only what may keep the reader waiting, such as a pipe, is read that way.
 */
export const nodeHost: Host = {
  read: (path) =>
    attempt(path, async () => {
      // Many folders are asked for a configuration, and few have one: that a file is not there must cost little.
      const native = nativePath(path);
      const stat = statSync(native, { throwIfNoEntry: false });
      if (!stat) throw Object.assign(new Error(), { code: "ENOENT" });
      return stat.isFile() ? readWhole(native, stat.size) : fs.readFile(native);
    }),
  list: (path) =>
    attempt(path, async () => {
      const native = nativePath(path);
      const entries = readdirSync(native, { withFileTypes: true }).map((dirent): Entry => {
        const link = dirent.isSymbolicLink();
        const kind = link ? kindBehind(join(native, dirent.name)) : kindOf(dirent);
        return { name: dirent.name, kind, link };
      });
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    }),
  stat: (path) =>
    attempt(path, async () => {
      const stat = statSync(nativePath(path));
      const { size, mtimeMs, mode } = stat;
      const known = { kind: kindOf(stat), size, mtime: Math.floor(mtimeMs / 1000) };
      return IS_WINDOWS ? known : { ...known, mode: mode & 0o7777 };
    }),
  real: (path) => attempt(path, async () => ownPath(realpathSync.native(nativePath(path)))),
  target: (path) =>
    attempt(path, async () => posix.resolve(posix.dirname(path), ownPath(await fs.readlink(nativePath(path))))),
  write: (path, bytes) => attempt(path, () => replaceFile(nativePath(path), bytes)),
};

/** Larger files are read with room for edits, in bytes. */
const LARGE = 1 << 18;

/**
 * `readFile` collects pieces and joins them, which holds a large file in memory twice. A file that is cut short meanwhile
 * is taken as far as it goes. Its size is in bytes.
 */
function readWhole(path: string, size: number): Uint8Array {
  const file = openSync(path, "r");
  try {
    // Of files such as those in /proc the size is not known.
    if (size === 0) return readFileSync(file);
    // No `Buffer`: what has been optimized for one kind of array is slow for two.
    return size > LARGE ? readInPieces(file, bytesWithRoom(size)) : readInto(file, new Uint8Array(size));
  } finally {
    closeSync(file);
  }
}

/**
 * As much as there is, by way of a piece of memory that is used over and over: where the kernel writes first and then the
 * program reads, virtual machines map each page twice, which takes longer than to copy it.
 */
function readInPieces(file: number, bytes: Uint8Array): Uint8Array {
  const piece = new Uint8Array(LARGE);
  let length = 0;
  while (length < bytes.length) {
    const read = readInto(file, piece.subarray(0, bytes.length - length));
    if (read.length === 0) break;
    bytes.set(read, length);
    length += read.length;
  }
  return bytes.subarray(0, length);
}

function readInto(file: number, bytes: Uint8Array): Uint8Array {
  let length = 0;
  while (length < bytes.length) {
    const read = readSync(file, bytes, length, bytes.length - length, null);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

/** Written beside its place, synced, then renamed. */
async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.djblint-${process.pid}`);
  const before = await fs.stat(path).catch(() => undefined);
  await fs.rm(temporary, { force: true });
  const file = await fs.open(temporary, "wx", 0o644);
  try {
    await file.writeFile(bytes);
    // Only root may give files away.
    if (before) await file.chown(before.uid, before.gid).catch(() => undefined);
    if (before) await file.chmod(before.mode & 0o777);
    await file.sync();
    await fs.rename(temporary, path);
  } catch (error) {
    await fs.rm(temporary, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

function kindOf(entry: Pick<Stats, "isFile" | "isDirectory">): EntryKind {
  if (entry.isFile()) return "file";
  return entry.isDirectory() ? "directory" : "other";
}

function kindBehind(path: string): EntryKind {
  try {
    return kindOf(statSync(path));
  } catch {
    return "missing";
  }
}

/** As the library of the real programs has them. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: "access denied",
  EAGAIN: "temporary failure",
  EBADF: "file descriptor not open",
  EBUSY: "device busy",
  EDQUOT: "disk quota exceeded",
  EEXIST: "file already exists",
  EFBIG: "file too big",
  EINVAL: "invalid argument",
  EIO: "input/output error",
  EISDIR: "is a directory",
  ELOOP: "symbolic link loop",
  EMFILE: "process cannot open more files",
  EMLINK: "too many links",
  ENAMETOOLONG: "file name too long",
  ENFILE: "system cannot open more files",
  ENODEV: "device does not support operation",
  ENOENT: "file does not exist",
  ENOMEM: "out of memory",
  ENOSPC: "out of disk space",
  ENOTDIR: "not a directory",
  ENOTEMPTY: "directory not empty",
  ENXIO: "device not configured",
  EPERM: "permission denied",
  EPIPE: "broken pipe",
  EROFS: "read-only file system",
  ESPIPE: "unseekable descriptor",
  ESTALE: "stale NFS file handle",
  ETXTBSY: "text busy",
  EXDEV: "cross-device link",
};

/** The text that the real programs print for a system error, where it is known; else the system's own. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code && REASONS[code]) || message;
}

async function attempt<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isNameLost = path.includes(REPLACEMENT) && (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new Error(isNameLost ? "its name is not in UTF-8" : reasonOf(error), { cause: error });
  }
}

/** What Node puts in the place of bytes in a name that are no UTF-8; such a file cannot be found again. */
const REPLACEMENT = "\ufffd";
