import { checkstyle } from "./checkstyle.js";
import { concise } from "./concise.js";
import type { FormatName } from "./formats.js";
import { github } from "./github.js";
import { gitlab } from "./gitlab.js";
import { json } from "./json.js";
import { junit } from "./junit.js";
import { pretty } from "./pretty.js";
import { rdjson } from "./rdjson.js";
import type { Reporter } from "./reporter.js";
import { sarif } from "./sarif.js";

export const REPORTERS: Readonly<Record<FormatName, Reporter>> = {
  pretty,
  concise,
  json,
  sarif,
  github,
  gitlab,
  junit,
  checkstyle,
  rdjson,
};
