/** The forms of output by name. Apart from the reporters, which are loaded only when there is something to report. */
export const FORMATS = [
  "pretty",
  "concise",
  "json",
  "sarif",
  "github",
  "gitlab",
  "junit",
  "checkstyle",
  "rdjson",
] as const;

export type FormatName = (typeof FORMATS)[number];

/** A form of output, and the file it goes to; without a file, standard output. */
export interface Output {
  readonly format: FormatName;
  readonly file?: string;
}
