/**
 * The grammar of a rule line: `address? ':' ('allow' | 'deny') (',' name? '=' delimiter value? delimiter)*`.
 * The names of its inner rules are kinds of faults: the rule in which the parser stops says what was expected.
 */
import { EmbeddedActionsParser, EOF, type IToken } from "chevrotain";
import type { Span } from "../text.js";
import { parseAddress } from "./address.js";
import { type Dialect, dialectSpec } from "./fields.js";
import { COMMA, RuleScanner, RuleTokens, splitAt } from "./scanner.js";
import { type LineShape, typesOf } from "./shape.js";
import * as tokens from "./tokens.js";
import type { Effect, FaultKind, FaultLine, Field, Instruction, RuleLine, SourceLine, Variable } from "./tree.js";

/**
 * What the parser decided for all lines of the same shape. Numbers are indexes of tokens; -1 stands for a name or a
 * value that is not there.
 */
export interface RulePlan {
  readonly fault: { readonly kind: FaultKind; readonly token: number } | undefined;
  readonly address: number;
  readonly instruction: { readonly kind: Instruction["kind"]; readonly token: number } | undefined;
  readonly variables: readonly VariablePlan[];
}

export interface VariablePlan {
  readonly comma: number;
  readonly name: number;
  readonly equals: number;
  readonly opening: number;
  readonly value: number;
  readonly closing: number;
}

export class RuleLineParser extends EmbeddedActionsParser {
  /** Validations are for tests. */
  constructor(skipValidations = true) {
    super(tokens.TOKENS, { recoveryEnabled: false, maxLookahead: 1, skipValidations });
    this.performSelfAnalysis();
  }

  readonly rule = this.RULE("rule", (): RulePlan => {
    const address = this.OPTION(() => this.CONSUME(tokens.Address));
    this.CONSUME(tokens.Colon);
    const instruction = this.SUBRULE(this.instruction);
    const variables: VariablePlan[] = [];
    this.MANY(() => variables.push(this.SUBRULE(this.variable)));
    return { fault: undefined, address: indexOf(address), instruction, variables };
  });

  private readonly instruction = this.RULE("instruction", (): RulePlan["instruction"] =>
    this.OR([
      { ALT: () => ({ kind: "allow" as const, token: indexOf(this.CONSUME(tokens.Allow)) }) },
      { ALT: () => ({ kind: "deny" as const, token: indexOf(this.CONSUME(tokens.Deny)) }) },
    ]),
  );

  private readonly variable = this.RULE("variable", (): VariablePlan => {
    const comma = this.CONSUME(tokens.Comma);
    const name = this.OPTION(() => this.CONSUME(tokens.Name));
    const equals = this.SUBRULE(this.equals);
    const opening = this.SUBRULE(this.delimiter);
    const value = this.OPTION2(() => this.CONSUME(tokens.Value));
    const closing = this.SUBRULE(this.closing);
    return {
      comma: indexOf(comma),
      name: indexOf(name),
      equals: indexOf(equals),
      opening: indexOf(opening),
      value: indexOf(value),
      closing: indexOf(closing),
    };
  });

  private readonly equals = this.RULE("equals", (): IToken => this.CONSUME(tokens.Equals));
  private readonly delimiter = this.RULE("delimiter", (): IToken => this.CONSUME(tokens.Opening));
  private readonly closing = this.RULE("closing", (): IToken => this.CONSUME(tokens.Closing));
}

function indexOf(token: IToken | undefined): number {
  return token?.startOffset ?? -1;
}

let parser: RuleLineParser | undefined;

/** Takes the current line apart at its split; the positions of its tokens are in `list` then. */
export function planLine(line: RuleScanner, split: number, list: RuleTokens<RulePlan>): RulePlan {
  list.scan(line, split);
  const { shape } = list;
  shape.plan ??= makePlan(shape);
  return shape.plan;
}

/** The parser needs the types only; the index of a token goes into `startOffset`. */
function makePlan(shape: LineShape<RulePlan>): RulePlan {
  const types = typesOf(shape);
  parser ??= new RuleLineParser();
  parser.input = types.map((tokenType, index) => ({
    image: "",
    startOffset: index,
    tokenType,
    tokenTypeIdx: tokenType.tokenTypeIdx!,
  }));
  const plan = parser.rule();
  if (parser.errors.length === 0) return plan;
  const { token, context } = parser.errors[0];
  // Errors keep where they came from, and so all that was being looked at then.
  parser.reset();
  // Outside of all rules, a complete rule came to its end and something else follows.
  const kind = (context.ruleStack[context.ruleStack.length - 1] ?? "separator") as FaultKind;
  const index = token.tokenType === EOF ? types.length : token.startOffset;
  return { fault: { kind, token: index }, address: -1, instruction: undefined, variables: [] };
}

/** Every line of a source, in order. Lines that the program would never reach are parsed like the others. */
export function* parseSource(bytes: Uint8Array, dialect: Dialect): Generator<SourceLine> {
  const line = new RuleScanner(bytes);
  while (line.advance()) yield parseLine(line, dialect);
}

/** The line at which a scanner stands. */
export function parseLine(line: RuleScanner, dialect: Dialect): SourceLine {
  const { line: number } = line;
  const span = { start: line.start, end: line.end };
  if (line.isComment) return { kind: "comment", line: number, span, text: line.text() };
  if (line.isEmpty) return { kind: "empty", line: number, span, text: "" };
  const parsed = parseRule(line, dialect);
  if (!("fault" in parsed)) return { kind: "rule", line: number, span, ...parsed };
  const original = dialect === "ucspi-tcp" ? parsed.effect : effectOf(line, "ucspi-tcp");
  const ipv6 = dialect === "ucspi-tcp-ipv6" ? parsed.effect : effectOf(line, "ucspi-tcp-ipv6");
  return { kind: "fault", line: number, span, ...parsed, original, ipv6, text: line.text() };
}

const list = new RuleTokens<RulePlan>();

type Rule = Pick<RuleLine, "address" | "instruction" | "variables">;
type Tail = Pick<RuleLine, "instruction" | "variables">;
type Fault = Pick<FaultLine, "fault" | "effect" | "guilty" | "at">;

/** What the program of a dialect does with a line that is neither empty nor a comment. */
function effectOf(line: RuleScanner, dialect: Dialect): Effect {
  const parsed = parseRule(line, dialect);
  return "fault" in parsed ? parsed.effect : "reads";
}

function parseRule(line: RuleScanner, dialect: Dialect): Rule | Fault {
  const split = splitAt(line, dialect);
  if (split < 0) return faultWithoutSplit(line, dialect);
  const plan = planLine(line, split, list);
  if (plan.fault) return syntaxFault(line, split, plan.fault.kind, plan.fault.token);
  const form = parseAddress(line.bytes, line.start, split, dialect);
  // R36: the address is looked at only when the rest was right.
  if (form.kind === "fault") {
    return { fault: form.fault, effect: "stops", guilty: { start: form.start, end: form.end }, at: form.at };
  }
  const address = { start: line.start, end: split, text: line.text(line.start, split), form };
  return { address, ...tailOf(line, plan) };
}

/** What stands behind the address of a line that splits at a position; undefined when it cannot be parsed. */
export function parseTail(line: RuleScanner, split: number): Tail | undefined {
  const plan = planLine(line, split, list);
  return plan.fault ? undefined : tailOf(line, plan);
}

function tailOf(line: RuleScanner, { instruction, variables }: RulePlan): Tail {
  const { kind, token } = instruction!;
  return {
    instruction: { kind, start: list.starts[token], end: list.ends[token] },
    variables: variables.map((plan) => variableOf(line, plan)),
  };
}

function variableOf(line: RuleScanner, plan: VariablePlan): Variable {
  const opening = list.starts[plan.opening];
  return {
    start: list.starts[plan.comma],
    end: list.ends[plan.closing],
    name: fieldOf(line, plan.name, list.starts[plan.equals]),
    delimiter: line.text(opening, opening + 1),
    value: fieldOf(line, plan.value, list.starts[plan.closing]),
  };
}

/** The field of a token that ends at a position; it is empty when there is no token. */
function fieldOf(line: RuleScanner, token: number, end: number): Field {
  const start = token < 0 ? end : list.starts[token];
  return { start, end, text: line.text(start, end) };
}

/** R10, R11. */
function faultWithoutSplit(line: RuleScanner, dialect: Dialect): Fault {
  const effect = dialectSpec(dialect).withoutSplit;
  const colon = splitAt(line, "ucspi-tcp");
  if (colon < 0) return { fault: "split", effect, guilty: { start: line.start, end: line.end }, at: line.end };
  return { fault: "instruction", effect, guilty: instructionSpan(line, colon), at: colon + 1 };
}

function syntaxFault(line: RuleScanner, split: number, fault: FaultKind, token: number): Fault {
  const at = token < list.count ? list.starts[token] : line.end;
  const guilty = { start: at, end: line.end };
  switch (fault) {
    case "instruction":
      return { fault, effect: "stops", guilty: instructionSpan(line, split), at: split + 1 };
    // The search for `=` begins at the comma.
    case "equals":
      return { fault, effect: "stops", guilty, at: list.starts[typesOf(list.shape).lastIndexOf(tokens.Comma)] };
    // The delimiter stands directly in front.
    case "closing":
      return { fault, effect: "stops", guilty: { start: at - 1, end: line.end }, at };
    default:
      return { fault, effect: "stops", guilty, at };
  }
}

/** The word where an instruction should be, up to the variables. */
function instructionSpan(line: RuleScanner, split: number): Span {
  const comma = line.find(COMMA, split + 1, line.end);
  return { start: split + 1, end: comma < 0 ? line.end : comma };
}
