/** Wrong use of a command: exit code 2. A message may have several lines. */
export class UsageError extends Error {}

/** Wrong use, bad configuration, unreadable input, internal error. */
export const EXIT_USAGE = 2;
