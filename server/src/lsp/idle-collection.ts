/**
 * Gives memory back when nothing has happened for a while. V8 collects when it needs room, not when there is time: what
 * was made while a file was opened and typed in would stay for hours. Measured with a file of 100,000 lines and 100
 * keystrokes: 149 MiB before, 106 behind a collection; it takes some 60 ms, when nobody waits.
 */
import { cpuUsage, memoryUsage } from "node:process";

/** Milliseconds without a message after which is looked. */
const QUIET = 2000;

/** Milliseconds on the processor in that time up to which nothing is being worked on. */
const REST = 100;

/** Bytes more than after the last collection that are worth one. */
const WORTH = 4 << 20;

/** Collects once behind each burst of work: to be told of each message. */
export class IdleCollection {
  private readonly timer: NodeJS.Timeout;
  /** Milliseconds on the processor when that was looked at last. */
  private worked = 0;
  /** Bytes after the last collection. */
  private held = 0;

  constructor(
    private readonly collect = collectGarbage,
    /** Bytes that the process holds. */
    private readonly bytesHeld = bytesOfProcess,
    quiet = QUIET,
  ) {
    this.timer = setTimeout(() => void this.look(), quiet).unref();
  }

  message(): void {
    this.timer.refresh();
  }

  private async look(): Promise<void> {
    const { user, system } = cpuUsage();
    const worked = (user + system) / 1000;
    const isWorking = worked - this.worked > REST;
    this.worked = worked;
    if (isWorking) this.timer.refresh();
    else if (this.bytesHeld() > this.held + WORTH) {
      await this.collect();
      this.held = this.bytesHeld();
    }
  }
}

function bytesOfProcess(): number {
  const { heapUsed, arrayBuffers } = memoryUsage();
  return heapUsed + arrayBuffers;
}

/**
 * As the button of the developer tools does: unlike the `gc` of `--expose-gc` it also gives the pages of the heap back to
 * the system. Node can be built without an inspector; then nothing happens.
 */
async function collectGarbage(): Promise<void> {
  const inspector = await import("node:inspector").catch(() => undefined);
  if (!inspector) return;
  const session = new inspector.Session();
  session.connect();
  await new Promise<void>((resolve) => session.post("HeapProfiler.collectGarbage", () => resolve()));
  session.disconnect();
}
