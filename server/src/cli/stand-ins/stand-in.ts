/** Takes the arguments behind the name of the program and gives the exit code. */
export type StandIn = (args: readonly string[]) => number;
