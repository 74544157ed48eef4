import { isOneEditAway } from "../one-edit.js";
import type { ScriptCommand } from "./service.js";
import { isTool } from "./service-tools.js";

/** `slep 5`: a number alone stands behind a name that is almost `sleep`. */
export function isMisspeltSleep({ name, arguments: [first, seconds, ...more] }: ScriptCommand): boolean {
  if (!/^\d+$/.test(seconds?.text ?? "") || more.length > 0) return false;
  return first.text === name && name !== "sleep" && isOneEditAway(name, "sleep") && !isTool(name);
}
