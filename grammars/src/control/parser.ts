/**
 * The grammars of lines in control files, one rule for each shape. Lists and single-line files need none: an entry is
 * what stands there.
 */
import { EmbeddedActionsParser, type IToken, type ParserMethod } from "chevrotain";
import { hasCommentLines, type Shape } from "./files.js";
import { ControlScanner, splitAtNul, tokenize } from "./scanner.js";
import { Colon, Digits, Selector, Text, TOKENS } from "./tokens.js";
import type {
  AssignmentLine,
  ControlLine,
  Field,
  InstructionKind,
  InstructionLine,
  MailnamesLine,
  NumberLine,
  PairLine,
  RouteLine,
  SubuserLine,
} from "./tree.js";

type Parts<L extends ControlLine> = Omit<L, "line" | "whole">;

export class ControlLineParser extends EmbeddedActionsParser {
  private scanner = new ControlScanner(new Uint8Array());
  /** Behind the last token. */
  private at = 0;

  /** Validations are for tests. */
  constructor(skipValidations = true) {
    super(TOKENS, { recoveryEnabled: false, maxLookahead: 1, skipValidations });
    this.performSelfAnalysis();
  }

  /** What a grammar makes of a line or entry; undefined when it does not fit. */
  parse<P>(grammar: ParserMethod<[], P>, field: Field, shape: Shape, scanner: ControlScanner): P | undefined {
    this.scanner = scanner;
    this.at = field.start;
    this.input = tokenize(field, shape);
    const parts = grammar.call(this);
    const isFault = this.errors.length > 0;
    // Errors keep where they came from, and so all that was being looked at then.
    this.reset();
    return isFault ? undefined : parts;
  }

  /** R8. */
  readonly number = this.RULE("number", (): Parts<NumberLine> => {
    const digits = this.OPTION(() => this.CONSUME(Digits));
    const passed = this.ACTION(() => this.pass(digits));
    return { kind: "number", digits: passed, rest: this.SUBRULE(this.text) };
  });

  /** R19: the key ends at the first colon. */
  readonly pair = this.RULE("pair", (): Parts<PairLine> => {
    const key = this.SUBRULE(this.text);
    this.SUBRULE(this.colon);
    return { kind: "pair", key, value: this.SUBRULE2(this.text) };
  });

  /** T4. */
  readonly route = this.RULE("route", (): Parts<RouteLine> => {
    const key = this.SUBRULE(this.text);
    this.SUBRULE(this.colon);
    const relay = this.SUBRULE2(this.text);
    const port = this.OPTION(() => {
      this.SUBRULE2(this.colon);
      return this.SUBRULE3(this.text);
    });
    return { kind: "route", key, relay, port };
  });

  /** Q1. */
  readonly instruction = this.RULE("instruction", (): Parts<InstructionLine> => {
    const selector = this.OPTION(() => this.CONSUME(Selector));
    const passed = this.ACTION(() => this.pass(selector));
    const argument = this.SUBRULE(this.text);
    return this.ACTION(() => instructionOf(passed, argument));
  });

  /** U1. */
  readonly assignment = this.RULE("assignment", (): Parts<AssignmentLine> | undefined => {
    const selector = this.CONSUME(Selector);
    const sign = this.ACTION(() => this.pass(selector));
    const fields: Field[] = [];
    this.AT_LEAST_ONE(() => {
      fields.push(this.SUBRULE(this.text));
      this.SUBRULE(this.colon);
    });
    const [address, user, uid, gid, home, dash, extension] = fields;
    return extension && { kind: "assignment", sign, address, user, uid, gid, home, dash, extension };
  });

  /** U6. */
  readonly mailnames = this.RULE("mailnames", (): Parts<MailnamesLine> => {
    const user = this.SUBRULE(this.text);
    const names: Field[] = [];
    this.AT_LEAST_ONE(() => {
      this.SUBRULE(this.colon);
      names.push(this.SUBRULE2(this.text));
    });
    return { kind: "mailnames", user, names };
  });

  /** U6: what stands behind the third colon is not looked at. */
  readonly subuser = this.RULE("subuser", (): Parts<SubuserLine> => {
    const address = this.SUBRULE(this.text);
    this.SUBRULE(this.colon);
    const user = this.SUBRULE2(this.text);
    this.SUBRULE2(this.colon);
    const prefix = this.SUBRULE3(this.text);
    this.SUBRULE3(this.colon);
    this.SUBRULE4(this.text);
    return { kind: "subuser", address, user, prefix };
  });

  private readonly colon = this.RULE("colon", (): Field => {
    const colon = this.CONSUME(Colon);
    return this.ACTION(() => this.pass(colon));
  });

  private readonly text = this.RULE("text", (): Field => {
    const text = this.OPTION(() => this.CONSUME(Text));
    return this.ACTION(() => this.pass(text));
  });

  /** The field of a token; without one, the empty field behind the last token. */
  private pass(token: IToken | undefined): Field {
    const start = token?.startOffset ?? this.at;
    this.at = token ? token.endOffset! + 1 : start;
    return this.scanner.field({ start, end: this.at });
  }
}

/** Paths keep their first byte; the other selectors are no part of the argument. */
function instructionOf(selector: Field, argument: Field): Parts<InstructionLine> {
  const path = { start: selector.start, end: argument.end, text: selector.text + argument.text };
  switch (selector.text) {
    case ".":
    case "/":
      return { kind: "instruction", instruction: path.text.endsWith("/") ? "maildir" : "mbox", argument: path };
    case "+":
      return { kind: "instruction", instruction: argument.text === "list" ? "list" : "none", argument };
    default:
      return { kind: "instruction", instruction: INSTRUCTIONS[selector.text] ?? "forward", argument };
  }
}

const INSTRUCTIONS: Readonly<Record<string, InstructionKind>> = { "|": "program", "&": "forward" };

let parser: ControlLineParser | undefined;

/** Every line of a file; a line of a list that holds NUL bytes gives several entries. */
export function parseControl(bytes: Uint8Array, shape: Shape): ControlLine[] {
  const scanner = new ControlScanner(bytes);
  const lines: ControlLine[] = [];
  let ended = false;
  for (let index = 0; index < scanner.lineCount; index++) {
    const whole = scanner.line(index, shape);
    if (ended) lines.push({ kind: "unread", line: index, whole });
    // A line may have more entries than a function takes arguments.
    else for (const line of parseLine(scanner, index, whole, shape)) lines.push(line);
    ended ||= shape === "value" || shape === "number" || lines[lines.length - 1].kind === "end";
  }
  return lines;
}

function parseLine(scanner: ControlScanner, line: number, whole: Field, shape: Shape): ControlLine[] {
  switch (shape) {
    case "value":
      return [{ kind: "value", line, whole }];
    case "number":
      return [{ line, whole, ...syntax().parse(syntax().number, whole, shape, scanner)! }];
    case "assignments":
      return [parseAssignment(scanner, line, whole)];
    default:
      return parseEntries(scanner, line, whole, shape);
  }
}

function syntax(): ControlLineParser {
  parser ??= new ControlLineParser();
  return parser;
}

/** R12, R15, A9, Q1. */
function parseEntries(scanner: ControlScanner, line: number, whole: Field, shape: Shape): ControlLine[] {
  if (whole.text === "" || (whole.text[0] === "\0" && isSplitAtNul(shape))) return [{ kind: "blank", line, whole }];
  if (whole.text[0] === "#" && hasCommentLines(shape)) return [{ kind: "comment", line, whole }];
  if (shape === "instructions") {
    return [{ line, whole, ...syntax().parse(syntax().instruction, whole, shape, scanner)! }];
  }
  if (!isSplitAtNul(shape)) return [parseEntry(scanner, line, whole, shape)];
  return splitAtNul(whole).map((entry) => parseEntry(scanner, line, entry, shape));
}

/** R12, R15: control_readfile takes a NUL for the end of an entry; qmail-newmrh and qmail-local do not. */
function isSplitAtNul(shape: Shape): boolean {
  return shape !== "instructions" && shape !== "keys" && shape !== "subusers";
}

function parseEntry(scanner: ControlScanner, line: number, whole: Field, shape: Shape): ControlLine {
  const grammar = entryGrammar(shape);
  if (!grammar) return { kind: "entry", line, whole };
  const parts = syntax().parse<EntryParts>(grammar, whole, shape, scanner);
  return parts ? { line, whole, ...parts } : { kind: "fault", line, whole };
}

type EntryParts = Parts<PairLine> | Parts<RouteLine> | Parts<MailnamesLine> | Parts<SubuserLine>;

/** Undefined for entries that are what stands there. */
function entryGrammar(shape: Shape): ParserMethod<[], EntryParts> | undefined {
  switch (shape) {
    case "map":
      return syntax().pair;
    case "routes":
      return syntax().route;
    case "mailnames":
      return syntax().mailnames;
    case "subusers":
      return syntax().subuser;
    default:
      return undefined;
  }
}

/** U1. The last line needs a line feed, unless it is the end. */
function parseAssignment(scanner: ControlScanner, line: number, whole: Field): ControlLine {
  if (whole.text[0] === ".") return { kind: "end", line, whole };
  const fits = whole.text[0] !== ":" && !whole.text.includes("\0") && scanner.endsWithFeed(line);
  const parts = fits ? syntax().parse(syntax().assignment, whole, "assignments", scanner) : undefined;
  return parts ? { line, whole, ...parts } : { kind: "fault", line, whole };
}
