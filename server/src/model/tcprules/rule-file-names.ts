/**
 * Which source a compiled rule file comes from. Nothing in the files says so; mostly both have the same name but for
 * the end, and stand in the same folder.
 */
const SOURCE_ENDS = ["", ".rules", ".rule", ".txt", ".tcprules"] as const;

/** What sources are called that compile to a file, likeliest first: `smtpd.cdb` comes from `smtpd`, `smtpd.rules`, … */
export function sourceNames(compiled: string): string[] {
  const stem = compiled.replace(/\.cdb$/, "");
  return SOURCE_ENDS.map((end) => stem + end);
}
