/**
 * The form of `djblint check --format json`, which is a contract: one table, from which the type of the reporter and the
 * published JSON Schema come.
 */
import { z } from "zod";
import { LANGUAGE_IDS, SEVERITIES } from "../../rules/rule.js";

const position = z.strictObject({
  line: z.int().min(0).describe("Counted from 0."),
  character: z.int().min(0).describe("Counted from 0; one for each byte of the line."),
});

const range = z
  .strictObject({ start: position, end: position.describe("The first position that is no longer meant.") })
  .meta({ id: "range" });

const file = z.string().describe("Path relative to the working directory, with `/`.");

const edit = z.strictObject({
  file,
  range,
  newText: z.string().describe("Takes the place of the range; one character for each byte."),
});

const fix = z.strictObject({
  title: z.string().describe("What the fix does, as an order."),
  safety: z.enum(["safe", "unsafe"]).describe("`safe`: no answer of the real program changes."),
  edits: z.array(edit).describe("All of them belong together."),
});

const finding = z.strictObject({
  file,
  language: z
    .enum([...LANGUAGE_IDS, "site", "djblint"])
    .describe("What the rule is about; `site`: how files fit together, `djblint`: the work itself."),
  code: z.string().describe("Code of the rule; never used for another."),
  name: z.string().describe("Name of the rule."),
  severity: z.enum(SEVERITIES).describe("The severity in force."),
  message: z.string().describe("What is wrong and what happens because of it, in one sentence."),
  help: z.string().optional().describe("What to do."),
  docs: z.string().describe("Address of the rule's page."),
  range,
  related: z.array(z.strictObject({ file, range, message: z.string() })).describe("Places that belong to the finding."),
  fixes: z.array(fix).describe("Different ways to mend it; the first is the one that --fix takes."),
});

const count = z.int().min(0);

export const reportSchema = z
  .strictObject({
    version: z.literal(1).describe("Changes when programs that read the report must change."),
    findings: z.array(finding).describe("Sorted by file, place and code."),
    summary: z.strictObject({
      files: count.describe("Number of files that were checked."),
      errors: count,
      warnings: count,
      infos: count,
    }),
  })
  .describe("What `djblint check --format json` prints.");

export type JsonReport = z.infer<typeof reportSchema>;
