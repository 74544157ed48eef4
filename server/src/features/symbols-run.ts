/** The outline of a run script: the chains of programs that it starts. */
import { printable } from "djblint-grammars/text";
import type { RunScript } from "../model/run/run-script.js";
import type { Chain, Step } from "../model/run/service.js";
import { describeStep } from "../simulate/step-words.js";
import type { SourceSymbol } from "./symbols.js";

export function symbolsOfRun(script: RunScript): SourceSymbol[] {
  return script.service.chains.filter(({ steps }) => steps.length > 0).map((chain) => chainSymbol(chain, script));
}

function chainSymbol({ command: { start, end }, steps, replacesShell }: Chain, script: RunScript): SourceSymbol {
  const children = steps.map((step) => programSymbol(step, script));
  return {
    name: children.map(({ name }) => name).join(" → "),
    detail: replacesShell ? "exec" : "",
    kind: "chain",
    span: { start, end },
    selection: children[0].selection,
    children,
  };
}

function programSymbol(step: Step, { text }: RunScript): SourceSymbol {
  const { start, end } = step.word;
  const name = step.name === "" ? printable(text.slice(step.word)) : step.name;
  return {
    name,
    detail: describeStep(step, text),
    kind: "program",
    span: { start, end },
    selection: { start, end },
    children: [],
  };
}
