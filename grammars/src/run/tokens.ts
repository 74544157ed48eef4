/**
 * Tokens of a run script, as its scanner makes them. A word is a row of part tokens that `WordEnd` closes; what stands
 * between an opening and a closing token is a row of tokens of its own. Labels are what users read.
 */
import { createToken, type IToken, Lexer, type TokenType } from "chevrotain";
import type { Span } from "../text.js";
import type { RedirectOperator } from "./tree.js";

const all: TokenType[] = [];

function token(name: string, label: string): TokenType {
  const type = createToken({ name, label, pattern: Lexer.NA });
  all.push(type);
  return type;
}

export const Newline = token("Newline", "end of line");
export const Semicolon = token("Semicolon", "';'");
export const Ampersand = token("Ampersand", "'&'");
export const Pipe = token("Pipe", "'|'");
export const AndIf = token("AndIf", "'&&'");
export const OrIf = token("OrIf", "'||'");
export const DoubleSemicolon = token("DoubleSemicolon", "';;'");
export const OpenParen = token("OpenParen", "'('");
export const CloseParen = token("CloseParen", "')'");

/** Reserved words; the scanner makes them only where the shell looks for them. */
export const If = token("If", "'if'");
export const Then = token("Then", "'then'");
export const Elif = token("Elif", "'elif'");
export const Else = token("Else", "'else'");
export const Fi = token("Fi", "'fi'");
export const While = token("While", "'while'");
export const Until = token("Until", "'until'");
export const For = token("For", "'for'");
export const In = token("In", "'in'");
export const Do = token("Do", "'do'");
export const Done = token("Done", "'done'");
export const Case = token("Case", "'case'");
export const Esac = token("Esac", "'esac'");
export const OpenBrace = token("OpenBrace", "'{'");
export const CloseBrace = token("CloseBrace", "'}'");
export const Bang = token("Bang", "'!'");
export const FunctionKeyword = token("FunctionKeyword", "'function'");

export const RESERVED_WORDS: ReadonlyMap<string, TokenType> = new Map(
  [If, Then, Elif, Else, Fi, While, Until, For, In, Do, Done, Case, Esac, OpenBrace, CloseBrace, Bang].map((type) => [
    type.LABEL!.slice(1, -1),
    type,
  ]),
);

/** `NAME=` in front of a command. */
export const AssignmentName = token("AssignmentName", "an assignment");
export const Descriptor = token("Descriptor", "a descriptor number");
export const Redirection = token("Redirection", "a redirection");
export const HereRedirection = token("HereRedirection", "'<<'");
/** The body follows its redirection here, although it stands behind the end of the line in the file. */
export const HereOpen = token("HereOpen", "a here-document");
export const HereClose = token("HereClose", "end of the here-document");

export const Bare = token("Bare", "a word");
export const Escaped = token("Escaped", "an escaped byte");
export const SingleQuoted = token("SingleQuoted", "a quoted text");
export const Text = token("Text", "text");
export const Tilde = token("Tilde", "'~'");
/** `$name` and `${name}`. */
export const Variable = token("Variable", "a parameter");
export const VariableOpen = token("VariableOpen", "'${'");
export const VariableClose = token("VariableClose", "'}'");
export const QuoteOpen = token("QuoteOpen", "'\"'");
export const QuoteClose = token("QuoteClose", "'\"'");
export const SubstitutionOpen = token("SubstitutionOpen", "'$('");
export const SubstitutionClose = token("SubstitutionClose", "')'");
export const BackquoteOpen = token("BackquoteOpen", "'`'");
export const BackquoteClose = token("BackquoteClose", "'`'");
export const ArithmeticOpen = token("ArithmeticOpen", "'$(('");
export const ArithmeticClose = token("ArithmeticClose", "'))'");
export const WordEnd = token("WordEnd", "end of the word");

/** Something opened that the file never closes; no rule takes it. */
export const Unclosed = token("Unclosed", "an unclosed quote");

/** Only when bash reads the script. */
export const Condition = token("Condition", "'[['");
export const ArithmeticCommand = token("ArithmeticCommand", "'(('");
export const DollarQuoted = token("DollarQuoted", "a quoted text");
export const ArrayOpen = token("ArrayOpen", "'('");
export const ArrayClose = token("ArrayClose", "')'");
export const ProcessOpen = token("ProcessOpen", "'<('");
export const ProcessClose = token("ProcessClose", "')'");

export const TOKENS: readonly TokenType[] = all;

/** What the scanner knows of a token beyond its place. */
export interface TokenPayload {
  /** Text of a part, name of a parameter, the redirection operator, the delimiter of a here-document. */
  readonly text: string;
  /** Of `${name op word}`; of an assignment `+` when it appends. */
  readonly operator?: string;
  readonly braced?: boolean;
  /** Of a here-document: nothing in it is expanded. */
  readonly literal?: boolean;
}

export interface RunToken extends IToken {
  readonly payload: TokenPayload;
}

/** Chevrotain's offsets are those of the file; `endOffset` is exclusive here, so that empty tokens have a place. */
export function makeToken(tokenType: TokenType, { start, end }: Span, payload: TokenPayload): RunToken {
  return {
    image: payload.text,
    startOffset: start,
    endOffset: end,
    tokenType,
    tokenTypeIdx: tokenType.tokenTypeIdx!,
    payload,
  };
}

/** Longest first, so that the first that fits is the one. */
export const REDIRECTIONS: readonly RedirectOperator[] = ["<<-", "<<", "<&", "<>", ">>", ">&", ">|", "<", ">"];
export const BASH_REDIRECTIONS: readonly RedirectOperator[] = ["&>>", "&>"];
