/** A database on disk: written beside its place, synced, then renamed, so that readers never see half of it. */
import { closeSync, fsyncSync, ftruncateSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { type CdbSink, HEAD_SIZE } from "../compile/cdb.js";
import { reasonOf } from "../node-host.js";

/** `create`: the temporary file could not be made or written; `move`: it could not take its place. */
export class CdbFileError extends Error {
  constructor(
    readonly stage: "create" | "move",
    cause: unknown,
  ) {
    super(reasonOf(cause), { cause });
  }
}

export class CdbFile implements CdbSink {
  private readonly fd: number;
  private position = HEAD_SIZE;
  private isOpen = true;

  constructor(
    private readonly target: string,
    private readonly temporary: string,
  ) {
    this.fd = attempt("create", () => openSync(temporary, "w", 0o644));
  }

  append(bytes: Uint8Array): void {
    this.write(bytes, this.position);
    this.position += bytes.length;
  }

  head(bytes: Uint8Array): void {
    this.write(bytes, 0);
  }

  /** Makes the database visible under its name. */
  commit(): void {
    attempt("create", () => {
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

  /** Leaves the temporary file with a number of bytes, as a program does that dies while writing. */
  abandon(size: number): void {
    ftruncateSync(this.fd, size);
    this.close();
  }

  private close(): void {
    if (this.isOpen) closeSync(this.fd);
    this.isOpen = false;
  }

  private write(bytes: Uint8Array, position: number): void {
    attempt("create", () => {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.fd, bytes, at, bytes.length - at, position + at);
    });
  }
}

function attempt<T>(stage: CdbFileError["stage"], work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new CdbFileError(stage, error);
  }
}
