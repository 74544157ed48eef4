/** A database on disk: written beside its place, synced, then renamed, so that readers never see half of it. */
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";
import { type CdbSink, HEAD_SIZE } from "../compile/cdb.js";
import { reasonOf } from "../node-host.js";

/** What could not be done: make the temporary file, write it, or put it into its place. */
type Stage = "create" | "write" | "move";

export class CdbFileError extends Error {
  constructor(
    readonly stage: Stage,
    cause: unknown,
  ) {
    super(reasonOf(cause), { cause });
  }
}

/** As the real programs open it: a pipe that nobody reads is an error. */
const MAKE_NEW = constants.O_WRONLY | constants.O_NONBLOCK | constants.O_CREAT | constants.O_TRUNC;
/** The real programs write records in pieces of this size. */
const OUTPUT_BUFFER = 8192;
/** Positions in a database have 32 bits. */
const LARGEST = 0xffffffff;

export class CdbFile implements CdbSink {
  private readonly fd: number;
  private position = HEAD_SIZE;
  private isOpen = true;

  constructor(
    private readonly target: string,
    private readonly temporary: string,
  ) {
    this.fd = attempt("create", () => openSync(temporary, MAKE_NEW, 0o644));
  }

  /**
   * A file that takes over the mode and, where that is allowed, the owner of the one that it will stand in for. What
   * is in the place of the temporary file is removed, not written through.
   */
  static inPlaceOf(target: string, temporary: string): CdbFile {
    rmSync(temporary, { force: true });
    const file = new CdbFile(target, temporary);
    const before = statSync(target, { throwIfNoEntry: false });
    if (before) file.takeAfter(before);
    return file;
  }

  private takeAfter({ uid, gid, mode }: Stats): void {
    try {
      fchownSync(this.fd, uid, gid);
    } catch {
      // Only root may give files away.
    }
    fchmodSync(this.fd, mode & 0o777);
  }

  append(bytes: Uint8Array): void {
    if (this.position + bytes.length > LARGEST) throw new CdbFileError("write", { code: "ENOMEM" });
    this.write(bytes, this.position);
    this.position += bytes.length;
  }

  head(bytes: Uint8Array): void {
    this.write(bytes, 0);
  }

  /** Makes the database visible under its name. */
  commit(): void {
    attempt("write", () => {
      fsyncSync(this.fd);
      this.close();
    });
    attempt("move", () => renameSync(this.temporary, this.target));
  }

  /** Leaves nothing behind. */
  discard(): void {
    this.close();
    rmSync(this.temporary, { force: true });
  }

  /**
   * Leaves the temporary file as a real program does that dies behind these records (tinydns E5, tcprules R35): only
   * whole output buffers have reached it, and nothing at all before the first was full.
   */
  abandon(): void {
    const buffers = Math.max(0, Math.ceil((this.position - HEAD_SIZE) / OUTPUT_BUFFER) - 1);
    attempt("write", () => ftruncateSync(this.fd, buffers === 0 ? 0 : HEAD_SIZE + buffers * OUTPUT_BUFFER));
    this.close();
  }

  private close(): void {
    if (this.isOpen) closeSync(this.fd);
    this.isOpen = false;
  }

  private write(bytes: Uint8Array, position: number): void {
    attempt("write", () => {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.fd, bytes, at, bytes.length - at, position + at);
    });
  }
}

function attempt<T>(stage: Stage, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new CdbFileError(stage, error);
  }
}
