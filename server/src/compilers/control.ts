/** control/morercpthosts and users/assign become the databases that qmail asks. */
import { compileNewmrh } from "../compile/qmail-newmrh.js";
import { compileNewu } from "../compile/qmail-newu.js";
import type { ControlSource } from "../model/control/control-source.js";
import { parentOf } from "../model/tree.js";
import { plural } from "../plural.js";
import type { Source } from "../source.js";
import type { Compiler } from "./compiler.js";

export const morercpthostsCompiler: Compiler = {
  takes: (source) => controlOf(source)?.shape === "keys",
  target: ({ parts }) => `${parts[0].path}.cdb`,
  compile: ({ whole }, sink) => {
    const { records, bytes } = compileNewmrh(whole.text.bytes, sink);
    return { counts: [plural(records, "record"), plural(bytes, "byte")] };
  },
};

export const assignCompiler: Compiler = {
  takes: (source) => controlOf(source)?.name === "assign",
  target: ({ parts }) => `${parentOf(parts[0].path)}/cdb`,
  compile: ({ whole }, sink) => {
    const result = compileNewu(whole.text.bytes, sink);
    if (result.kind === "refused") return undefined;
    return { counts: [plural(result.records, "record"), plural(result.bytes, "byte")] };
  },
};

function controlOf({ language, analysis }: Source): ControlSource | undefined {
  return language.id === "control" ? (analysis as ControlSource) : undefined;
}
