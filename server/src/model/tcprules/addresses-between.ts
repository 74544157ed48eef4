/** Prefixes, ranges and addresses of tcprules that cover two IPv4 addresses and all between, and no other. */
const LAST = 255;

/** At most seven; none when the second address comes before the first. */
export function addressesBetween(first: readonly number[], last: readonly number[]): string[] {
  return compare(first, last) > 0 ? [] : between("", first, last);
}

/** `head` is the octets that all have in common. */
function between(head: string, first: readonly number[], last: readonly number[]): string[] {
  const [from, ...restOfFirst] = first;
  const [to, ...restOfLast] = last;
  const startsWhole = restOfFirst.every((octet) => octet === 0);
  const endsWhole = restOfLast.every((octet) => octet === LAST);
  if (from === to && !(startsWhole && endsWhole)) return between(`${head}${from}.`, restOfFirst, restOfLast);
  const before = startsWhole
    ? []
    : between(
        `${head}${from}.`,
        restOfFirst,
        restOfFirst.map(() => LAST),
      );
  const behind = endsWhole
    ? []
    : between(
        `${head}${to}.`,
        restOfLast.map(() => 0),
        restOfLast,
      );
  const bottom = startsWhole ? from : from + 1;
  const top = endsWhole ? to : to - 1;
  if (bottom > top) return [...before, ...behind];
  return [...before, whole(head, bottom, top, restOfFirst.length > 0 ? "." : ""), ...behind];
}

function whole(head: string, bottom: number, top: number, end: string): string {
  if (bottom === 0 && top === LAST) return head;
  return `${head}${bottom === top ? bottom : `${bottom}-${top}`}${end}`;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((octet, n) => octet !== b[n]);
  return at < 0 ? 0 : a[at] - b[at];
}
