/** Forms of what `djblint site` prints; the help reads them without loading the command. */
export const SITE_FORMATS = ["text", "json", "mermaid", "svg"] as const;

export type SiteFormat = (typeof SITE_FORMATS)[number];
