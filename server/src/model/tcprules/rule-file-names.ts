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

/** What a source may be compiled to, likeliest first: `smtpd.rules` becomes `smtpd.rules.cdb` or `smtpd.cdb`. */
export function compiledNames(source: string): string[] {
  const ends = SOURCE_ENDS.filter((end) => source.endsWith(end));
  return ends.map((end) => `${source.slice(0, source.length - end.length)}.cdb`);
}
