/** Work that waits until nothing has happened for a while. */
export class Later {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly milliseconds: number,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Starts waiting, in the place of what was waited with before. */
  start(work: () => Promise<void>): void {
    this.cancel();
    this.timer = setTimeout(() => void work().catch(this.failed), this.milliseconds);
  }

  cancel(): void {
    clearTimeout(this.timer);
  }
}
