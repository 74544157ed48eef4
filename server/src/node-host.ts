import { promises as fs, type Stats } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Entry, EntryKind, Host } from "./host.js";

/** The files of this machine. */
export const nodeHost: Host = {
  read: (path) => attempt(readWhole(path)),
  list: async (path) => {
    const names = await attempt(fs.readdir(path, { withFileTypes: true }));
    const entries = names.map(async (dirent): Promise<Entry> => {
      const link = dirent.isSymbolicLink();
      const kind = link ? await kindBehind(join(path, dirent.name)) : kindOf(dirent);
      return { name: dirent.name, kind, link };
    });
    return (await Promise.all(entries)).sort((a, b) => (a.name < b.name ? -1 : 1));
  },
  stat: async (path) => {
    const stat = await attempt(fs.stat(path));
    return { kind: kindOf(stat), size: stat.size, mtime: Math.floor(stat.mtimeMs / 1000), mode: stat.mode & 0o7777 };
  },
  real: (path) => attempt(fs.realpath(path)),
  target: async (path) => resolve(dirname(path), await attempt(fs.readlink(path))),
  write: (path, bytes) => attempt(replaceFile(path, bytes)),
};

/** Files are read in pieces of this size. */
const PIECE = 1 << 18;

/**
 * `readFile` collects pieces and joins them, which holds a large file in memory twice. Here they go through one small
 * buffer: that the system writes into fresh memory costs more than copying it. A file that is cut short meanwhile is
 * taken as far as it goes; one whose size is not known, such as a pipe, is left to `readFile`.
 */
async function readWhole(path: string): Promise<Uint8Array> {
  const file = await fs.open(path);
  try {
    const { size } = await file.stat();
    if (size === 0) return await file.readFile();
    const bytes = Buffer.allocUnsafeSlow(size);
    const piece = Buffer.allocUnsafe(Math.min(size, PIECE));
    let length = 0;
    while (length < size) {
      const { bytesRead } = await file.read(piece, 0, Math.min(piece.length, size - length));
      if (bytesRead === 0) break;
      bytes.set(piece.subarray(0, bytesRead), length);
      length += bytesRead;
    }
    return bytes.subarray(0, length);
  } finally {
    await file.close();
  }
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

async function kindBehind(path: string): Promise<EntryKind> {
  try {
    return kindOf(await fs.stat(path));
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

async function attempt<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error });
  }
}
