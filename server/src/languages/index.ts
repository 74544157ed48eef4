/** The languages, and which of them a file is written in. */
import type { LanguageId } from "../rules/rule.js";
import { control } from "./control.js";
import type { Language } from "./language.js";
import { run } from "./run.js";
import { tcprules } from "./tcprules.js";
import { tinydns } from "./tinydns.js";

/** In the order in which they are asked whether a file is theirs. */
export const LANGUAGES: readonly Language[] = [tinydns, tcprules, control, run] as unknown as Language[];

export function languageById(id: LanguageId): Language {
  return LANGUAGES.find((language) => language.id === id)!;
}

/** The language of a file by its name and place; undefined for files that are none of ours. */
export function recognise(path: string): Language | undefined {
  return LANGUAGES.find((language) => language.recognises(path));
}
