/** Standard output and standard error: the only place that writes to them. */
import pc from "picocolors";
import type { Colors } from "picocolors/types.js";

export type ColorChoice = "auto" | "always" | "never";

/** A reader that has seen enough closes the pipe; that is no error of ours. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

process.stdout.on("error", ignoreClosedPipe);
process.stderr.on("error", ignoreClosedPipe);

export function print(text: string | Uint8Array): void {
  process.stdout.write(text);
}

export function complain(text: string | Uint8Array): void {
  process.stderr.write(text);
}

/** Colours on standard output: asked for, or a terminal that was not told otherwise (https://no-color.org). */
export function colorsFor(choice: ColorChoice): Colors {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const wanted = FORCE_COLOR !== undefined && FORCE_COLOR !== "0";
  const usual = !NO_COLOR && (wanted || (Boolean(process.stdout.isTTY) && TERM !== "dumb"));
  return pc.createColors(choice === "always" || (choice === "auto" && usual));
}
