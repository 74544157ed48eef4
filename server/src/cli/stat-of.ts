import { type Stats, statSync } from "node:fs";
import { nativePath } from "../native-path.js";

/** Undefined where nothing is, such as below a file, or nothing that this user may look at. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(nativePath(path), { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
