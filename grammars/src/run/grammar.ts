/** The grammar of a run script: POSIX sh as dash reads it. Specification section 2, "Grammar to implement". */
import { EmbeddedActionsParser, EOF, type IParserErrorMessageProvider, type IToken, type TokenType } from "chevrotain";
import type { Span } from "../text.js";
import { trimmed } from "../trimmed.js";
import type { Shell } from "./interpreter.js";
import * as t from "./tokens.js";
import type {
  Assignment,
  Case,
  CaseBranch,
  Command,
  Compound,
  Fault,
  HereDocument,
  If,
  List,
  ListItem,
  Pipeline,
  Redirect,
  RedirectOperator,
  SimpleCommand,
  TextPart,
  Word,
  WordPart,
} from "./tree.js";

/** Commands inside commands; far above what people write, far below what the stack holds. */
const MAX_DEPTH = 60;

/** Commands that dash does not let a function be named after. */
const SPECIAL_COMMANDS: ReadonlySet<string> = new Set(
  ". : break continue eval exec exit export readonly return set shift times trap unset".split(" "),
);

const PART_KINDS: ReadonlyMap<TokenType, TextPart["kind"]> = new Map([
  [t.Bare, "bare"],
  [t.Escaped, "escaped"],
  [t.SingleQuoted, "single-quoted"],
  [t.DollarQuoted, "dollar-quoted"],
  [t.Text, "text"],
  [t.Tilde, "tilde"],
]);

const SEPARATORS: ReadonlySet<TokenType> = new Set([t.Semicolon, t.Ampersand, t.Newline]);

/** What ends a list wherever it stands. */
const LIST_ENDS: ReadonlySet<TokenType> = new Set([
  t.CloseParen,
  t.DoubleSemicolon,
  t.Then,
  t.Elif,
  t.Else,
  t.Fi,
  t.Do,
  t.Done,
  t.Esac,
  t.CloseBrace,
]);

/** The message of a mismatch is the label of what had to stand there; everything else the fault knows itself. */
const messages: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => expected.LABEL ?? "",
  buildNotAllInputParsedMessage: () => "",
  buildNoViableAltMessage: () => "",
  buildEarlyExitMessage: () => "",
};

/** Stops a parse that would go too deep. */
export class DepthError extends Error {
  constructor(readonly token: IToken) {
    super("nested too deep");
  }
}

/** What stands open, and the word or sign that closes it. */
export interface Opener {
  readonly token: IToken;
  readonly closer: string;
}

export class ScriptParser extends EmbeddedActionsParser {
  /** Finished commands of the outermost list; they survive a fault behind them. */
  items: ListItem[] = [];
  openers: Opener[] = [];
  /** What the grammar cannot say and the shell refuses all the same. */
  refused: Fault | undefined;
  private depth = 0;
  private shell: Shell = "sh";

  /** Validations are for tests. */
  constructor(skipValidations = true) {
    super([...t.TOKENS], {
      recoveryEnabled: false,
      maxLookahead: 1,
      errorMessageProvider: messages,
      skipValidations,
    });
    this.performSelfAnalysis();
  }

  /** Reads a script into `items`; what was wrong stands in `errors` and `refused`, or in the answer. */
  parse(tokens: readonly t.RunToken[], shell: Shell): DepthError | undefined {
    this.forget();
    this.input = tokens as t.RunToken[];
    this.depth = 0;
    this.shell = shell;
    try {
      this.script();
      return undefined;
    } catch (thrown) {
      if (thrown instanceof DepthError) return thrown;
      throw thrown;
    }
  }

  /** Lets go of the last script: of its tokens, and of errors, which keep all that was being looked at then. */
  forget(): void {
    this.input = [];
    this.items = [];
    this.openers = [];
    this.refused = undefined;
  }

  // Lists

  private readonly script = this.RULE("script", () => {
    let separated = true;
    this.SUBRULE(this.newlines);
    this.MANY({
      GATE: () => separated,
      DEF: () => {
        const { item, ended } = this.SUBRULE(this.listItem);
        separated = ended;
        this.ACTION(() => this.items.push(item));
      },
    });
  });

  /** A list that may be empty, as in `$( )`. */
  private readonly list = this.RULE("list", (): List => {
    const items: ListItem[] = [];
    let separated = true;
    const start = this.next();
    this.SUBRULE(this.newlines);
    this.MANY({
      GATE: () => separated,
      DEF: () => {
        const { item, ended } = this.SUBRULE(this.listItem);
        items.push(item);
        separated = ended;
      },
    });
    return this.listOf(items, start);
  });

  /** A list with a command in it, as the shell wants between `then` and `fi`. */
  private readonly body = this.RULE("body", (): List => {
    const items: ListItem[] = [];
    let separated = true;
    const start = this.next();
    this.SUBRULE(this.newlines);
    this.AT_LEAST_ONE({
      GATE: () => separated,
      DEF: () => {
        const { item, ended } = this.SUBRULE(this.listItem);
        items.push(item);
        separated = ended;
      },
    });
    return this.listOf(items, start);
  });

  private readonly listItem = this.RULE("listItem", (): { item: ListItem; ended: boolean } => {
    const pipelines: Pipeline[] = [];
    const operators: ListItem["operators"][number][] = [];
    let separator: IToken | undefined;
    pipelines.push(this.SUBRULE(this.pipeline));
    this.MANY(() => {
      const operator = this.OR([{ ALT: () => this.CONSUME(t.AndIf) }, { ALT: () => this.CONSUME(t.OrIf) }]);
      operators.push(operator.image as "&&" | "||");
      this.SUBRULE(this.newlines);
      pipelines.push(this.SUBRULE2(this.pipeline));
    });
    this.OPTION(() => {
      separator = this.OR2([
        { ALT: () => this.CONSUME(t.Semicolon) },
        { ALT: () => this.CONSUME(t.Ampersand) },
        { ALT: () => this.CONSUME(t.Newline) },
      ]);
    });
    this.SUBRULE2(this.newlines);
    const background = separator?.tokenType === t.Ampersand;
    const { start, end } = spanOf(pipelines);
    const item: ListItem = {
      kind: "item",
      pipelines: trimmed(pipelines),
      operators: trimmed(operators),
      background,
      start,
      end,
    };
    return { item, ended: separator !== undefined };
  });

  private readonly pipeline = this.RULE("pipeline", (): Pipeline => {
    const commands: Command[] = [];
    const bang = this.OPTION(() => this.CONSUME(t.Bang)) as IToken | undefined;
    commands.push(this.SUBRULE(this.command));
    this.MANY(() => {
      this.CONSUME(t.Pipe);
      this.SUBRULE(this.newlines);
      commands.push(this.SUBRULE2(this.command));
    });
    const { start, end } = spanOf(commands);
    return {
      kind: "pipeline",
      negated: bang !== undefined,
      commands: trimmed(commands),
      start: bang?.startOffset ?? start,
      end,
    };
  });

  private readonly newlines = this.RULE("newlines", () => {
    this.MANY(() => this.CONSUME(t.Newline));
  });

  // Commands

  private readonly command = this.RULE("command", (): Command => {
    this.ACTION(() => this.enter());
    const command = this.OR([
      { ALT: () => this.SUBRULE(this.functionWithKeyword) },
      { ALT: () => this.SUBRULE(this.compoundCommand) },
      { ALT: () => this.SUBRULE(this.simpleCommand) },
    ]);
    this.ACTION(() => this.depth--);
    return command;
  });

  private readonly compoundCommand = this.RULE("compoundCommand", (): Command => {
    const redirects: Redirect[] = [];
    const body = this.SUBRULE(this.compound);
    this.MANY(() => redirects.push(this.SUBRULE(this.redirect)));
    return { kind: "compound", body, redirects, ...spanOf([body, ...redirects]) };
  });

  private readonly compound = this.RULE(
    "compound",
    (): Compound =>
      this.OR<Compound>([
        { ALT: () => this.SUBRULE(this.group) },
        { ALT: () => this.SUBRULE(this.subshell) },
        { ALT: () => this.SUBRULE(this.conditional) },
        { ALT: () => this.SUBRULE(this.loop) },
        { ALT: () => this.SUBRULE(this.forLoop) },
        { ALT: () => this.SUBRULE(this.caseCommand) },
        { ALT: () => opaque("condition", this.CONSUME(t.Condition)) },
        { ALT: () => opaque("arithmetic-command", this.CONSUME(t.ArithmeticCommand)) },
      ]),
  );

  private readonly group = this.RULE("group", (): Compound => {
    const open = this.opened(this.CONSUME(t.OpenBrace), "}");
    const list = this.SUBRULE(this.body);
    const close = this.closed(this.CONSUME(t.CloseBrace));
    return { kind: "group", list, ...between(open, close) };
  });

  private readonly subshell = this.RULE("subshell", (): Compound => {
    const open = this.opened(this.CONSUME(t.OpenParen), ")");
    const list = this.SUBRULE(this.body);
    const close = this.closed(this.CONSUME(t.CloseParen));
    return { kind: "subshell", list, ...between(open, close) };
  });

  private readonly conditional = this.RULE("conditional", (): If => {
    const branches: { condition: List; body: List }[] = [];
    let otherwise: List | undefined;
    const open = this.opened(this.CONSUME(t.If), "fi");
    branches.push(this.SUBRULE(this.branch));
    this.MANY(() => {
      this.CONSUME(t.Elif);
      branches.push(this.SUBRULE2(this.branch));
    });
    this.OPTION(() => {
      this.CONSUME(t.Else);
      otherwise = this.SUBRULE(this.body);
    });
    const close = this.closed(this.CONSUME(t.Fi));
    return { kind: "if", branches, otherwise, ...between(open, close) };
  });

  private readonly branch = this.RULE("branch", () => {
    const condition = this.SUBRULE(this.body);
    this.CONSUME(t.Then);
    const body = this.SUBRULE2(this.body);
    return { condition, body };
  });

  private readonly loop = this.RULE("loop", (): Compound => {
    const keyword = this.OR([{ ALT: () => this.CONSUME(t.While) }, { ALT: () => this.CONSUME(t.Until) }]);
    const open = this.opened(keyword, "done");
    const condition = this.SUBRULE(this.body);
    this.CONSUME(t.Do);
    const body = this.SUBRULE2(this.body);
    const close = this.closed(this.CONSUME(t.Done));
    return { kind: keyword.tokenType === t.Until ? "until" : "while", condition, body, ...between(open, close) };
  });

  private readonly forLoop = this.RULE("forLoop", (): Compound => {
    const open = this.opened(this.CONSUME(t.For), "done");
    const name = this.OR([
      { ALT: () => this.SUBRULE(this.word) },
      { ALT: () => opaqueWord(this.CONSUME(t.ArithmeticCommand)) },
    ]);
    this.ACTION(() => this.checkLoopVariable(name));
    this.SUBRULE(this.newlines);
    const words = this.SUBRULE(this.forWords);
    this.CONSUME(t.Do);
    const body = this.SUBRULE(this.body);
    const close = this.closed(this.CONSUME(t.Done));
    return { kind: "for", name, words, body, ...between(open, close) };
  });

  private readonly forWords = this.RULE("forWords", (): Word[] | undefined => {
    let words: Word[] | undefined;
    this.OPTION(() => {
      this.CONSUME(t.In);
      words = [];
      this.MANY(() => words!.push(this.SUBRULE(this.word)));
      this.OR([{ ALT: () => this.CONSUME(t.Newline) }, { ALT: () => this.CONSUME(t.Semicolon) }]);
      this.SUBRULE(this.newlines);
    });
    this.OPTION2({
      GATE: () => words === undefined,
      DEF: () => {
        this.CONSUME2(t.Semicolon);
        this.SUBRULE2(this.newlines);
      },
    });
    return words;
  });

  private readonly caseCommand = this.RULE("caseCommand", (): Case => {
    const branches: CaseBranch[] = [];
    let separated = true;
    const open = this.opened(this.CONSUME(t.Case), "esac");
    const subject = this.SUBRULE(this.word);
    this.SUBRULE(this.newlines);
    this.CONSUME(t.In);
    this.SUBRULE2(this.newlines);
    this.MANY({
      GATE: () => separated,
      DEF: () => {
        const { branch, ended } = this.SUBRULE(this.caseBranch);
        branches.push(branch);
        separated = ended;
      },
    });
    const close = this.closed(this.CONSUME(t.Esac));
    return { kind: "case", subject, branches, ...between(open, close) };
  });

  private readonly caseBranch = this.RULE("caseBranch", (): { branch: CaseBranch; ended: boolean } => {
    const patterns: Word[] = [];
    let ended = false;
    this.OPTION(() => this.CONSUME(t.OpenParen));
    patterns.push(this.SUBRULE(this.word));
    this.MANY(() => {
      this.CONSUME(t.Pipe);
      patterns.push(this.SUBRULE2(this.word));
    });
    this.CONSUME(t.CloseParen);
    const body = this.SUBRULE(this.list);
    this.OPTION2(() => {
      this.CONSUME(t.DoubleSemicolon);
      this.SUBRULE(this.newlines);
      ended = true;
    });
    return { branch: { patterns, body, ...spanOf([patterns[0], body]) }, ended };
  });

  /** A function is a word and `()`; nothing else can have a parenthesis behind it. */
  private readonly simpleCommand = this.RULE("simpleCommand", (): Command => {
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    let body: Command | undefined;
    this.AT_LEAST_ONE(() => {
      this.OR([
        { ALT: () => assignments.push(this.SUBRULE(this.assignment)) },
        { ALT: () => redirects.push(this.SUBRULE(this.redirect)) },
        { ALT: () => words.push(this.SUBRULE(this.word)) },
      ]);
    });
    this.OPTION({
      GATE: () => words.length === 1 && assignments.length + redirects.length === 0,
      DEF: () => {
        this.CONSUME(t.OpenParen);
        this.CONSUME(t.CloseParen);
        this.ACTION(() => this.checkFunctionName(words[0]));
        this.SUBRULE(this.newlines);
        body = this.SUBRULE(this.command);
      },
    });
    if (body !== undefined) return { kind: "function", name: words[0], body, ...spanOf([words[0], body]) };
    return simple(assignments, words, redirects);
  });

  /** `function NAME` of bash. */
  private readonly functionWithKeyword = this.RULE("functionWithKeyword", (): Command => {
    const keyword = this.CONSUME(t.FunctionKeyword);
    const name = this.SUBRULE(this.word);
    this.OPTION(() => {
      this.CONSUME(t.OpenParen);
      this.CONSUME(t.CloseParen);
    });
    this.SUBRULE(this.newlines);
    const body = this.SUBRULE(this.compoundCommand);
    return { kind: "function", name, body, start: keyword.startOffset, end: body.end };
  });

  private readonly assignment = this.RULE("assignment", (): Assignment => {
    const parts: WordPart[] = [];
    const name = this.CONSUME(t.AssignmentName);
    this.MANY(() => parts.push(this.SUBRULE(this.part)));
    this.CONSUME(t.WordEnd);
    return this.ACTION(() => {
      const { text, operator } = payloadOf(name);
      const start = name.endOffset!;
      const value: Word = { kind: "word", parts: trimmed(parts), start, end: parts.at(-1)?.end ?? start };
      return {
        kind: "assignment",
        name: text,
        append: operator === "+",
        value,
        start: name.startOffset,
        end: value.end,
      };
    });
  });

  private readonly redirect = this.RULE("redirect", (): Redirect => {
    const descriptor = this.OPTION(() => this.CONSUME(t.Descriptor)) as IToken | undefined;
    const redirect = this.OR([
      { ALT: () => this.SUBRULE(this.fileRedirect) },
      { ALT: () => this.SUBRULE(this.hereRedirect) },
    ]);
    if (descriptor === undefined) return redirect;
    return { ...redirect, descriptor: Number(descriptor.image), start: descriptor.startOffset };
  });

  private readonly fileRedirect = this.RULE("fileRedirect", (): Redirect => {
    const operator = this.CONSUME(t.Redirection);
    const target = this.SUBRULE(this.word);
    return redirectOf(operator, target, undefined);
  });

  private readonly hereRedirect = this.RULE("hereRedirect", (): Redirect => {
    const parts: WordPart[] = [];
    const operator = this.CONSUME(t.HereRedirection);
    const target = this.SUBRULE(this.word);
    const open = this.CONSUME(t.HereOpen);
    this.MANY(() => parts.push(this.SUBRULE(this.part)));
    const close = this.CONSUME(t.HereClose);
    return this.ACTION(() => {
      const { text: delimiter, literal = false } = payloadOf(open);
      const document: HereDocument = { delimiter, literal, parts, ...between(open, close) };
      return redirectOf(operator, target, document);
    });
  });

  // Words

  private readonly word = this.RULE("word", (): Word => {
    const parts: WordPart[] = [];
    this.AT_LEAST_ONE(() => parts.push(this.SUBRULE(this.part)));
    this.CONSUME(t.WordEnd);
    const { start, end } = spanOf(parts);
    return { kind: "word", parts: trimmed(parts), start, end };
  });

  private readonly part = this.RULE(
    "part",
    (): WordPart =>
      this.OR<WordPart>([
        { ALT: () => this.SUBRULE(this.textPart) },
        { ALT: () => parameterOf(this.CONSUME(t.Variable)) },
        { ALT: () => this.SUBRULE(this.nested) },
      ]),
  );

  private readonly textPart = this.RULE("textPart", (): WordPart => {
    const token = this.OR([
      { ALT: () => this.CONSUME(t.Bare) },
      { ALT: () => this.CONSUME(t.Escaped) },
      { ALT: () => this.CONSUME(t.SingleQuoted) },
      { ALT: () => this.CONSUME(t.DollarQuoted) },
      { ALT: () => this.CONSUME(t.Text) },
      { ALT: () => this.CONSUME(t.Tilde) },
    ]);
    const { start, end } = between(token, token);
    return { kind: PART_KINDS.get(token.tokenType)!, text: token.image, start, end };
  });

  private readonly nested = this.RULE("nested", (): WordPart => {
    this.ACTION(() => this.enter());
    const part = this.OR<WordPart>([
      { ALT: () => this.SUBRULE(this.doubleQuoted) },
      { ALT: () => this.SUBRULE(this.parameter) },
      { ALT: () => this.SUBRULE(this.substitution) },
      { ALT: () => this.SUBRULE(this.backquotes) },
      { ALT: () => this.SUBRULE(this.arithmetic) },
      { ALT: () => this.SUBRULE(this.arrayValue) },
      { ALT: () => this.SUBRULE(this.processSubstitution) },
    ]);
    this.ACTION(() => this.depth--);
    return part;
  });

  private readonly doubleQuoted = this.RULE("doubleQuoted", (): WordPart => {
    const parts: WordPart[] = [];
    const open = this.opened(this.CONSUME(t.QuoteOpen), '"');
    this.MANY(() => parts.push(this.SUBRULE(this.part)));
    const { start, end } = between(open, this.closed(this.CONSUME(t.QuoteClose)));
    return { kind: "double-quoted", parts: trimmed(parts), start, end };
  });

  private readonly parameter = this.RULE("parameter", (): WordPart => {
    const parts: WordPart[] = [];
    const open = this.opened(this.CONSUME(t.VariableOpen), "}");
    this.MANY(() => parts.push(this.SUBRULE(this.part)));
    const close = this.closed(this.CONSUME(t.VariableClose));
    return this.ACTION(() => {
      const { text: name, operator } = payloadOf(open);
      return { kind: "parameter", name, braced: true, operator, parts, ...between(open, close) };
    });
  });

  private readonly substitution = this.RULE("substitution", (): WordPart => {
    const open = this.opened(this.CONSUME(t.SubstitutionOpen), ")");
    const list = this.SUBRULE(this.list);
    const close = this.closed(this.CONSUME(t.SubstitutionClose));
    return { kind: "substitution", style: "dollar", list, ...between(open, close) };
  });

  private readonly backquotes = this.RULE("backquotes", (): WordPart => {
    const open = this.opened(this.CONSUME(t.BackquoteOpen), "`");
    const list = this.SUBRULE(this.list);
    this.ACTION(() => this.forgetRest(list));
    const close = this.closed(this.CONSUME(t.BackquoteClose));
    return { kind: "substitution", style: "backquote", list, ...between(open, close) };
  });

  private readonly arithmetic = this.RULE("arithmetic", (): WordPart => {
    const parts: WordPart[] = [];
    const open = this.opened(this.CONSUME(t.ArithmeticOpen), "))");
    this.MANY(() => parts.push(this.SUBRULE(this.part)));
    const close = this.closed(this.CONSUME(t.ArithmeticClose));
    return { kind: "arithmetic", parts, ...between(open, close) };
  });

  private readonly arrayValue = this.RULE("arrayValue", (): WordPart => {
    const words: Word[] = [];
    const open = this.opened(this.CONSUME(t.ArrayOpen), ")");
    this.MANY(() => words.push(this.SUBRULE(this.word)));
    const close = this.closed(this.CONSUME(t.ArrayClose));
    return { kind: "array", words, ...between(open, close) };
  });

  private readonly processSubstitution = this.RULE("processSubstitution", (): WordPart => {
    const open = this.opened(this.CONSUME(t.ProcessOpen), ")");
    const list = this.SUBRULE(this.list);
    const close = this.closed(this.CONSUME(t.ProcessClose));
    return { kind: "process", direction: open.image as "<" | ">", list, ...between(open, close) };
  });

  // Bookkeeping

  private enter(): void {
    if (++this.depth > MAX_DEPTH) throw new DepthError(this.LA(1));
  }

  private opened(token: IToken, closer: string): IToken {
    this.openers.push({ token, closer });
    return token;
  }

  private closed(token: IToken): IToken {
    this.openers.pop();
    return token;
  }

  /** Where the next token starts; an empty list stands there. */
  private next(): number {
    return this.LA(1).startOffset;
  }

  /** Between backquotes dash reads commands as far as they go, and forgets what stands behind them. */
  private forgetRest({ items }: List): void {
    const isOver = items.length > 0 && !SEPARATORS.has(this.LA(0).tokenType);
    if (this.shell !== "sh" || !(isOver || LIST_ENDS.has(this.LA(1).tokenType))) return;
    let inner = 0;
    for (;;) {
      const { tokenType } = this.LA(1);
      if (tokenType === EOF || (tokenType === t.BackquoteClose && inner === 0)) return;
      if (tokenType === t.BackquoteOpen) inner++;
      if (tokenType === t.BackquoteClose) inner--;
      this.SKIP_TOKEN();
    }
  }

  private listOf(items: ListItem[], start: number): List {
    return { kind: "list", items, ...(items.length > 0 ? spanOf(items) : { start, end: start }) };
  }

  private checkFunctionName(name: Word): void {
    const text = bareText(name);
    // bash takes almost anything.
    if (this.shell === "bash" || (text !== undefined && isName(text) && !SPECIAL_COMMANDS.has(text))) return;
    this.refuse("bad-function-name", name);
  }

  private checkLoopVariable(name: Word): void {
    const text = bareText(name);
    if (text === undefined || !(isName(text) || text.startsWith("(("))) this.refuse("bad-loop-variable", name);
  }

  private refuse(kind: Fault["kind"], name: Word): void {
    const found = name.parts.map((part) => ("text" in part ? part.text : "")).join("");
    this.refused ??= { kind, found, wanted: undefined, form: undefined, start: name.start, end: name.end };
  }
}

// Nodes

// A span is written out in nodes that are many: what is spread into a literal takes an object more.

/** From the first to the last of some nodes. */
export function spanOf(nodes: readonly Span[]): Span {
  return { start: nodes[0]?.start ?? 0, end: nodes.at(-1)?.end ?? 0 };
}

/** From the start of a token to the end of another. */
export function between(open: IToken, close: IToken): Span {
  return { start: open.startOffset, end: close.endOffset! };
}

function payloadOf(token: IToken): t.TokenPayload {
  return token.payload as t.TokenPayload;
}

function opaque(kind: "condition" | "arithmetic-command", token: IToken): Compound {
  return { kind, text: token.image, ...between(token, token) };
}

/** The head of `for (( ... ))` of bash. */
function opaqueWord(token: IToken): Word {
  const span = between(token, token);
  return { kind: "word", parts: [{ kind: "bare", text: token.image, ...span }], ...span };
}

function simple(assignments: Assignment[], words: Word[], redirects: Redirect[]): SimpleCommand {
  const { start, end } = spanOf([...assignments, ...words, ...redirects].sort((a, b) => a.start - b.start));
  return {
    kind: "simple",
    assignments: trimmed(assignments),
    words: trimmed(words),
    redirects: trimmed(redirects),
    start,
    end,
  };
}

function parameterOf(token: IToken): WordPart {
  const { text: name, braced = false } = (token.payload ?? {}) as t.TokenPayload;
  const { start, end } = between(token, token);
  return { kind: "parameter", name, braced, operator: undefined, parts: [], start, end };
}

function redirectOf(operator: IToken, target: Word, hereDocument: HereDocument | undefined): Redirect {
  return {
    kind: "redirect",
    descriptor: undefined,
    operator: operator.image as RedirectOperator,
    target,
    hereDocument,
    start: operator.startOffset,
    end: target.end,
  };
}

function bareText({ parts }: Word): string | undefined {
  return parts.every(({ kind }) => kind === "bare") ? parts.map((part) => (part as TextPart).text).join("") : undefined;
}

function isName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}
