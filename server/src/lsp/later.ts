/** Work that waits until nothing has happened for a while: the longer it took, the longer, so that it seldom is in the way. */
export class Later {
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Milliseconds that the work took last. */
  private took = 0;

  constructor(
    private readonly least: number,
    private readonly most: number,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Starts waiting, in the place of what was waited with before. */
  start(work: () => Promise<void>): void {
    this.cancel();
    const milliseconds = Math.min(Math.max(this.took, this.least), this.most);
    this.timer = setTimeout(() => void this.run(work), milliseconds);
  }

  private async run(work: () => Promise<void>): Promise<void> {
    const start = performance.now();
    await work().catch(this.failed);
    this.took = performance.now() - start;
  }

  cancel(): void {
    clearTimeout(this.timer);
  }
}
