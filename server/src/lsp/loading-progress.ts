/** Tells how far the reading of a folder has come, once it takes longer than a moment, and in the log what was read. */
import type { Connection, WorkDoneProgressServerReporter } from "vscode-languageserver";
import type { Progress } from "../load-tree.js";
import type { CheckedTree } from "./workspace.js";

/** Milliseconds after which it is worth telling. */
const LONG = 300;

export class LoadingProgress {
  private readonly start = Date.now();
  private shown: Promise<WorkDoneProgressServerReporter> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly folder: string,
    private readonly showsProgress: boolean,
  ) {}

  readonly progress: Progress = (_step, done, total) => {
    if (!this.showsProgress || Date.now() - this.start < LONG) return;
    const percentage = Math.floor((100 * done) / total);
    if (this.shown) void this.shown.then((shown) => shown.report(percentage), ignored);
    else this.shown = this.begin(percentage);
  };

  end({ sources }: CheckedTree): void {
    void this.shown?.then((shown) => shown.done(), ignored);
    this.connection.console.info(
      `djblint: ${this.folder}: ${sources.size} files read in ${Date.now() - this.start} ms`,
    );
  }

  private async begin(percentage: number): Promise<WorkDoneProgressServerReporter> {
    const shown = await this.connection.window.createWorkDoneProgress();
    shown.begin("djblint", percentage, `reading ${this.folder}`);
    return shown;
  }
}

/** A client that does not show progress loses nothing else. */
function ignored(): void {}
