/** Text by the columns that it takes on a terminal (Unicode Standard Annex 11). */
import { eastAsianWidth } from "get-east-asian-width";

export function width(text: string): number {
  let columns = 0;
  for (const character of text) columns += columnsOf(character);
  return columns;
}

/** As many of the first characters as there is room for. */
export function beginning(text: string, room: number): string {
  let columns = 0;
  let end = 0;
  for (const character of text) {
    columns += columnsOf(character);
    if (columns > room) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** As many of the last characters as there is room for. */
export function ending(text: string, room: number): string {
  let columns = 0;
  let start = text.length;
  for (const character of [...text].reverse()) {
    columns += columnsOf(character);
    if (columns > room) break;
    start -= character.length;
  }
  return text.slice(start);
}

/** A mark stands on the letter in front of it. */
function columnsOf(character: string): number {
  return /^\p{Mark}$/u.test(character) ? 0 : eastAsianWidth(character.codePointAt(0)!);
}
