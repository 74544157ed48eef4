/** Run scripts that start qmail by way of another script. */
import type { Word } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import type { RunScript } from "./run-script.js";
import { lastStep, type ScriptCommand } from "./service.js";
import { lastCommand } from "./service-end.js";
import { folderOf } from "./service-folder.js";
import { isStartOfQmail } from "./starter-scripts.js";

export interface LeavingStart {
  /** Where it is called. */
  readonly word: Word;
  /** As it is called. */
  readonly path: string;
  /** What it leaves in the background. */
  readonly left: ScriptCommand;
  /** The script itself. */
  readonly file: string;
}

/** The script that starts qmail, as the last command of another, when it ends with a program in the background. */
export function leavingStartOfQmail(script: RunScript): LeavingStart | undefined {
  const called = lastCommand(script.service);
  const word = called?.chain ? lastStep(called.chain).word : called?.command.words[0];
  const path = word && literalText(word.parts);
  if (!called || called.place.background || !path || !isStartOfQmail(path)) return undefined;
  const rc = script.around.find(path, folderOf(script));
  const left = rc && lastCommand(script.around.analysis("run", rc.path)?.service);
  if (!left?.place.background || left.place.inLoop) return undefined;
  return { word, path, left, file: rc!.path };
}
