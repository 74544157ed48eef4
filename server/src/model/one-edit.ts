/** Whether two words differ by one letter more, less or other, or by two neighbours the other way round. */
export function isOneEditAway(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  if (Math.max(a.length, b.length) - shorter > 1) return false;
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

/** The same, but by no digit: numbers make names of their own. */
export function isOneLetterAway(a: string, b: string): boolean {
  return isOneEditAway(a, b) && a.replace(/\D/g, "") === b.replace(/\D/g, "");
}

/** Whether two letters of a word changed places, or one was typed twice. */
export function isLetterMoved(written: string, meant: string): boolean {
  if (written === meant || !isOneEditAway(written, meant)) return false;
  if (written.length === meant.length) return sorted(written) === sorted(meant);
  return written.length > meant.length && withoutDoubles(written) === withoutDoubles(meant);
}

function sorted(word: string): string {
  return [...word].sort().join("");
}

function withoutDoubles(word: string): string {
  return word.replace(/(.)\1+/g, "$1");
}
