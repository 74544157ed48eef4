/** Completion: what may stand at the cursor, best first. */
import type { LanguageId } from "../rules/rule.js";
import { completeControl } from "./completion-control.js";
import type { Completions } from "./completion-items.js";
import { completeRun } from "./completion-run.js";
import { completeTcprules } from "./completion-tcprules.js";
import { completeTinydns } from "./completion-tinydns.js";
import type { View } from "./view.js";

const COMPLETIONS: Partial<Record<LanguageId, (view: View) => Completions | undefined>> = {
  tinydns: completeTinydns,
  tcprules: completeTcprules,
  control: completeControl,
  run: completeRun,
};

export function complete(view: View): Completions | undefined {
  return COMPLETIONS[view.source.language.id]?.(view);
}
