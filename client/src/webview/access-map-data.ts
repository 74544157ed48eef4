/** What the access map shows, as it is handed to the script of the webview. */

export type Kind = "deny" | "allow" | "relay";

export interface MapRange {
  /** IPv4 addresses as numbers. */
  readonly first: number;
  readonly last: number;
  readonly kind: Kind;
  /** In words: what happens to clients from there, and by which line. */
  readonly says: string;
  /** From 0; undefined when no line decides. */
  readonly line?: number;
}

export interface MapView {
  readonly ipv4: readonly MapRange[];
}

/** A range of `djblint simulate access --format json`. */
export interface TableRange {
  readonly family: "IPv4" | "IPv6";
  readonly addresses: string;
  readonly first: string;
  readonly last: string;
  readonly count: string;
  readonly rule: { readonly line: number; readonly text: string } | null;
  readonly allow: boolean;
  readonly relay: boolean;
}

export function kindOf({ allow, relay }: Pick<TableRange, "allow" | "relay">): Kind {
  if (!allow) return "deny";
  return relay ? "relay" : "allow";
}

export const MEANING: Readonly<Record<Kind, string>> = {
  deny: "kept out",
  allow: "let in",
  relay: "let in, and may send mail to any domain",
};

export function mapView(ranges: readonly TableRange[]): MapView {
  const ipv4 = ranges
    .filter(({ family }) => family === "IPv4")
    .map((range) => ({
      first: numberOf(range.first),
      last: numberOf(range.last),
      kind: kindOf(range),
      says: wordsOf(range),
      line: range.rule?.line,
    }))
    .sort((a, b) => a.first - b.first);
  return { ipv4 };
}

export function wordsOf(range: TableRange): string {
  const by = range.rule ? `by line ${range.rule.line + 1}: ${range.rule.text}` : "no line says otherwise";
  return `${MEANING[kindOf(range)]}, ${by}`;
}

function numberOf(address: string): number {
  return address.split(".").reduce((value, part) => value * 256 + Number(part), 0);
}
