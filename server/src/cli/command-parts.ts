/** What the descriptions of several commands share. */
import { Option } from "commander";

/** Takes the exit code of a command. */
export type SetExit = (code: number) => void;

export function color(): Option {
  return new Option("--color <when>", "colours in the output").choices(["auto", "always", "never"]).default("auto");
}

export function textOrJson(): Option {
  return new Option("--format <name>", "form of the output").choices(["text", "json"]).default("text");
}

/** Every command shows at least two. */
export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}\n`).join("")}`;
}
