/** The parts of control files, by what a host, a path, a number or a command is there. */
import type { ControlLine, Field } from "djblint-grammars/control/tree";
import type { Span } from "djblint-grammars/text";
import type { ControlSource } from "../model/control/control-source.js";
import type { Source } from "../source.js";
import type { PushToken, TokenType } from "./semantic-tokens.js";

export function tokensOfControl({ analysis }: Source, { start, end }: Span, push: PushToken): void {
  for (const line of (analysis as ControlSource).lines) {
    if (line.whole.end < start || line.whole.start > end) continue;
    for (const [field, type] of partsOf(line)) {
      if (field !== undefined && field.end > field.start) push(field.start, field.end, type);
    }
  }
}

function partsOf(line: ControlLine): (readonly [Field | undefined, TokenType])[] {
  switch (line.kind) {
    case "comment":
    case "unread":
      return [[line.whole, "comment"]];
    case "value":
    case "entry":
      return [[line.whole, "namespace"]];
    case "number":
      return [[line.digits, "number"]];
    case "pair":
      return [
        [line.key, "namespace"],
        [line.value, "variable"],
      ];
    case "route":
      return [
        [line.key, "namespace"],
        [line.relay, "namespace"],
        [line.port, "number"],
      ];
    case "instruction":
      return [[line.argument, INSTRUCTIONS[line.instruction] ?? "keyword"]];
    case "assignment":
      return [
        [line.sign, "keyword"],
        [line.address, "variable"],
        [line.user, "variable"],
        [line.uid, "number"],
        [line.gid, "number"],
        [line.home, "property"],
        [line.dash, "string"],
        [line.extension, "string"],
      ];
    case "mailnames":
      return [line.user, ...line.names].map((field) => [field, "variable"]);
    case "subuser":
      return [
        [line.address, "variable"],
        [line.user, "variable"],
        [line.prefix, "string"],
      ];
    case "end":
      return [[line.whole, "keyword"]];
    default:
      return [];
  }
}

const INSTRUCTIONS: Readonly<Record<string, TokenType>> = {
  mbox: "property",
  maildir: "property",
  program: "function",
  forward: "namespace",
};
