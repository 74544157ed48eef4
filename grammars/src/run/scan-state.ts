/** What the scanner keeps: its place, the contexts that are open there, and the tokens so far. */
import type { TokenType } from "chevrotain";
import type { Span } from "../text.js";
import { Cursor } from "./cursor.js";
import type { Excerpt } from "./excerpt.js";
import type { Shell } from "./interpreter.js";
import * as t from "./tokens.js";
import type { BashForm, BashFormKind, EndlessDocument } from "./tree.js";

/** What the shell looks for next where commands stand; decides where reserved words and assignments are seen. */
export type Expectation =
  | "command"
  | "prefix" // behind an assignment or a redirection: no reserved word any more
  | "argument"
  | "for-name"
  | "for-in"
  | "case-word"
  | "case-in"
  | "pattern" // at the start of a case branch, where `esac` may stand
  | "pattern-rest"
  | "function-name";

export interface CommandContext {
  readonly kind: "commands";
  /** What ends the context. */
  readonly closes: "end" | "paren" | "case" | "substitution" | "backquote" | "process" | "array";
  readonly parent: CommandContext | undefined;
  /** Here-documents whose body begins behind the next line feed; a substitution has its own. */
  readonly pending: PendingDocument[];
  /** Backquotes: where to go on behind them. */
  readonly outer: { readonly excerpt: Excerpt; readonly at: number } | undefined;
  expect: Expectation;
  /** Whether the next word belongs to a redirection. */
  redirect: "no" | "target" | PendingDocument;
}

export interface WordContext {
  readonly kind: "word";
  /** Number of tokens in front of the word. */
  readonly first: number;
  /** Its first byte in the excerpt. */
  readonly start: number;
  readonly assignment: boolean;
}

export interface TextContext {
  readonly kind: "quote" | "variable" | "arithmetic";
  /** Whether the rules of double quotes hold in it. */
  readonly quoted: boolean;
  /** Arithmetic: parentheses open. */
  depth: number;
}

export interface HereContext {
  readonly kind: "here";
  readonly document: PendingDocument;
  /** The tokens of what surrounds the body. */
  readonly outside: t.RunToken[];
  lineStart: boolean;
}

export type Context = CommandContext | WordContext | TextContext | HereContext;

/** A here-document that is announced and not yet read. */
export interface PendingDocument {
  readonly stripTabs: boolean;
  /** Stands where the tokens of the body will. */
  marker: t.RunToken | undefined;
  delimiter: string;
  literal: boolean;
  /** From its operator to the end of its delimiter. */
  at: Span;
}

export class ScanState {
  readonly cursor: Cursor;
  readonly comments: Span[] = [];
  readonly bashForms: BashForm[] = [];
  readonly endlessDocuments: EndlessDocument[] = [];
  readonly contexts: Context[] = [];
  /** The innermost context of commands. */
  commands: CommandContext;
  /** Where new tokens go: the script, or the body of a here-document. */
  tokens: t.RunToken[] = [];
  /** Bodies of here-documents by their marker. */
  readonly bodies = new Map<t.RunToken, t.RunToken[]>();
  done = false;

  constructor(
    excerpt: Excerpt,
    readonly shell: Shell,
  ) {
    this.cursor = new Cursor(excerpt);
    this.commands = this.openCommands("end");
  }

  get context(): Context {
    return this.contexts[this.contexts.length - 1];
  }

  // Tokens

  add(type: TokenType, start: number, end: number, payload: t.TokenPayload): t.RunToken {
    const token = t.makeToken(type, this.cursor.span(start, end), payload);
    this.tokens.push(token);
    return token;
  }

  /** A token from a place up to the cursor. */
  addHere(type: TokenType, start: number, text: string): void {
    this.add(type, start, this.cursor.at, { text });
  }

  addForm(kind: BashFormKind, start: number, end = this.cursor.at): void {
    const span = this.cursor.span(start, end);
    // The same bytes can be looked at twice, as the end of a word and as what follows it.
    if (this.bashForms.at(-1)?.start !== span.start) this.bashForms.push({ kind, ...span });
  }

  /** What was opened at `start` is never closed: nothing behind it can be read. */
  addUnclosed(start: number, length: number): void {
    this.add(t.Unclosed, start, start + length, { text: this.cursor.slice(start, start + length) });
    this.done = true;
  }

  // Contexts

  openCommands(closes: CommandContext["closes"], outer?: CommandContext["outer"]): CommandContext {
    const parent = this.commands as CommandContext | undefined;
    const shares = closes === "paren" || closes === "case";
    const context: CommandContext = {
      kind: "commands",
      closes,
      parent,
      pending: shares ? parent!.pending : [],
      outer,
      expect: closes === "case" ? "case-word" : closes === "array" ? "argument" : "command",
      redirect: "no",
    };
    this.contexts.push(context);
    this.commands = context;
    return context;
  }

  closeCommands(): void {
    const context = this.contexts.pop() as CommandContext;
    if (context.closes !== "paren" && context.closes !== "case") this.dropPending(context);
    this.commands = context.parent!;
  }

  /** Here-documents that the end of their region cuts off are empty. */
  dropPending({ pending }: CommandContext): void {
    const here = this.cursor.span(this.cursor.at, this.cursor.at);
    for (const { marker, delimiter: text, literal } of pending.splice(0)) {
      const payload = { text, literal };
      this.bodies.set(marker!, [t.makeToken(t.HereOpen, here, payload), t.makeToken(t.HereClose, here, payload)]);
    }
  }

  openText(kind: TextContext["kind"], quoted: boolean): void {
    this.contexts.push({ kind, quoted, depth: 0 });
  }

  openWord(assignment: boolean): WordContext {
    const word: WordContext = { kind: "word", first: this.tokens.length, start: this.cursor.at, assignment };
    this.contexts.push(word);
    return word;
  }

  /** Whether the rules of double quotes hold at the cursor. */
  get quoted(): boolean {
    const { context } = this;
    if (context.kind === "here") return true;
    return context.kind !== "commands" && context.kind !== "word" && context.quoted;
  }

  /** In the delimiter of a here-document `$` and backquotes are bytes like any other. */
  get inDelimiter(): boolean {
    return typeof this.commands.redirect === "object";
  }
}
