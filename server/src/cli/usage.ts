/** Wrong use of a command: exit code 2. */
export class UsageError extends Error {}

/** Wrong use, bad configuration, unreadable input, internal error. */
export const EXIT_USAGE = 2;
