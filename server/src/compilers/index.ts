/** The kinds of sources that `djblint compile` compiles. */
import type { Source } from "../source.js";
import type { Compiler } from "./compiler.js";
import { assignCompiler, morercpthostsCompiler } from "./control.js";
import { rulesCompiler } from "./rules.js";
import { zoneCompiler } from "./zones.js";

const COMPILERS: readonly Compiler[] = [zoneCompiler, rulesCompiler, morercpthostsCompiler, assignCompiler];

/** Undefined for a source that no program compiles. */
export function compilerOf(source: Source): Compiler | undefined {
  return COMPILERS.find((compiler) => compiler.takes(source));
}
