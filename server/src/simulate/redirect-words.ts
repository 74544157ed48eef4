import type { Redirect } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import { printable, type SourceText } from "djblint-grammars/text";

/** What a redirection does, without a full stop. */
export function describeRedirect({ operator, descriptor, target }: Redirect, source: SourceText): string {
  const to = literalText(target.parts) ?? source.slice(target);
  const name = streamName(descriptor ?? (operator.startsWith("<") ? 0 : 1));
  switch (operator) {
    case ">&":
    case "<&":
      if (to === "-") return `Closes ${name}`;
      return `${capital(name)} goes where ${streamName(Number(to))} goes at this moment`;
    case "<":
      return `${capital(name)} comes from ${printable(to)}`;
    case "<>":
      return `${capital(name)} is ${printable(to)}, for reading and writing`;
    case ">>":
      return `${capital(name)} goes to the end of ${printable(to)}`;
    case "&>":
    case "&>>":
      return `In bash, standard output and standard error go to ${printable(to)}; sh runs the command in the background`;
    case "<<":
    case "<<-":
    case "<<<":
      return `${capital(name)} is the text that follows`;
    default:
      return `${capital(name)} goes to ${printable(to)}, which begins empty`;
  }
}

const STREAMS = ["standard input", "standard output", "standard error"];

function streamName(descriptor: number): string {
  return (
    STREAMS[descriptor] ??
    (Number.isNaN(descriptor) ? "the descriptor that the shell works out" : `descriptor ${descriptor}`)
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
