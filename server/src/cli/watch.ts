/** Does something again whenever files have changed, until it is interrupted. */
import { type FSWatcher, watch } from "node:fs";
import { nativePath } from "../native-path.js";
import { reasonOf } from "../node-host.js";
import { complain } from "./output.js";
import { UsageError } from "./usage.js";

/** What a run has looked at. */
export interface Looked {
  readonly folders: Iterable<string>;
  /** Whether the content of a file counts; that a file comes or goes always does. */
  matters(path: string): boolean;
}

/** An editor writes a file in several steps; they are one change. */
const SETTLED = 100;

/** Ends on SIGINT and SIGTERM. What the first run throws is thrown, later it is said. */
export async function keepWatching(run: () => Promise<Looked>): Promise<void> {
  const watching = new Watching(run);
  try {
    await watching.first();
    await untilInterrupted();
  } finally {
    watching.end();
  }
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

class Watching {
  private readonly watchers = new Map<string, FSWatcher>();
  private looked: Looked = { folders: [], matters: () => true };
  private timer: NodeJS.Timeout | undefined;
  private isRunning = false;

  constructor(private readonly run: () => Promise<Looked>) {}

  async first(): Promise<void> {
    this.follow(await this.run());
  }

  end(): void {
    clearTimeout(this.timer);
    for (const watcher of this.watchers.values()) watcher.close();
    this.watchers.clear();
  }

  private follow(looked: Looked): void {
    this.looked = looked;
    const folders = new Set(looked.folders);
    for (const [folder, watcher] of this.watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.watchers.delete(folder);
    }
    const fresh = [...folders].filter((folder) => !this.watchers.has(folder));
    for (const folder of fresh) this.add(folder);
    // What has changed between reading and watching would be missed.
    if (fresh.length > 0) this.later();
  }

  private add(folder: string): void {
    try {
      const watcher = watch(nativePath(folder), (event, name) => {
        if (event === "rename" || name === null || this.looked.matters(`${folder}/${name}`)) this.later();
      });
      watcher.on("error", () => watcher.close());
      this.watchers.set(folder, watcher);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A folder may be gone again.
      if (code !== "ENOENT") throw new UsageError(`${folder} cannot be watched: ${reasonOf(error)}`);
    }
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.again(), SETTLED);
  }

  private async again(): Promise<void> {
    if (this.isRunning) return this.later();
    this.isRunning = true;
    try {
      this.follow(await this.run());
    } catch (error) {
      complain(`djblint: ${error instanceof UsageError ? error.message : (error as Error).stack}\n`);
    } finally {
      this.isRunning = false;
    }
  }
}
