/** Lets everything that waits have its turn: messages that have arrived are taken before the work goes on. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
