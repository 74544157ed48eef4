/** The tree of a run script. Spans count bytes of the file, also inside backquotes and `sh -c '...'`. */
import type { Span } from "../text.js";
import type { Shebang, Shell } from "./interpreter.js";

/** A whole file. Without a shell that reads it (python, execlineb), the tree ends behind the first line. */
export interface Script extends Span {
  readonly kind: "script";
  readonly shebang: Shebang | undefined;
  /** Which shell reads the file; `sh` when nothing says so. Undefined when no shell does. */
  readonly shell: Shell | undefined;
  readonly list: List;
  readonly comments: readonly Span[];
  /** At most one: a shell stops at the first. What stands in front of it is in `list`. */
  readonly faults: readonly Fault[];
  readonly bashForms: readonly BashForm[];
  readonly endlessDocuments: readonly EndlessDocument[];
}

/** The operator and delimiter of a here-document that no line ends: the end of the file does. */
export interface EndlessDocument extends Span {
  readonly delimiter: string;
  readonly bodyStart: number;
}

/** Why the shell cannot read the script. */
export interface Fault extends Span {
  readonly kind: FaultKind;
  /** `unexpected`: what stands there; `unclosed`: what was opened; else the text in question. */
  readonly found: string;
  /** What had to stand there instead, when there is one answer. */
  readonly wanted: string | undefined;
  /** The bash form that makes sh stop here. */
  readonly form: BashForm | undefined;
}

export type FaultKind =
  | "unexpected"
  | "unclosed"
  | "bad-function-name" // dash takes names only, and none of its special commands
  | "bad-loop-variable"
  | "nested-too-deep"; // ours: no shell has this limit

/** Writing that bash reads and a POSIX sh such as dash refuses or takes for something else. */
export interface BashForm extends Span {
  readonly kind: BashFormKind;
}

export type BashFormKind =
  | "append-assignment" // NAME+=VALUE
  | "array" // NAME=(...)
  | "both-streams-redirect" // &>FILE
  | "condition" // [[ ... ]]
  | "dollar-quote" // $'...'
  | "function-keyword" // function NAME
  | "here-string" // <<<
  | "parameter-form" // ${x/y/z}, ${x:1:2}, ${!x}
  | "pipe-both-streams" // |&
  | "process-substitution"; // <(...)

export interface List extends Span {
  readonly kind: "list";
  readonly items: readonly ListItem[];
}

/** Pipelines joined by `&&` and `||`, up to `;`, `&` or the end of the line. */
export interface ListItem extends Span {
  readonly kind: "item";
  readonly pipelines: readonly Pipeline[];
  /** The operator behind pipeline n stands in front of pipeline n+1. */
  readonly operators: readonly ("&&" | "||")[];
  /** Ends with `&`: the shell does not wait. */
  readonly background: boolean;
}

export interface Pipeline extends Span {
  readonly kind: "pipeline";
  readonly negated: boolean;
  readonly commands: readonly Command[];
}

export type Command = SimpleCommand | CompoundCommand | FunctionDefinition;

export interface SimpleCommand extends Span {
  readonly kind: "simple";
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
}

export interface CompoundCommand extends Span {
  readonly kind: "compound";
  readonly body: Compound;
  readonly redirects: readonly Redirect[];
}

export interface FunctionDefinition extends Span {
  readonly kind: "function";
  readonly name: Word;
  readonly body: Command;
}

export type Compound = Group | Subshell | If | Loop | For | Case | Opaque;

export interface Group extends Span {
  readonly kind: "group";
  readonly list: List;
}

export interface Subshell extends Span {
  readonly kind: "subshell";
  readonly list: List;
}

export interface If extends Span {
  readonly kind: "if";
  readonly branches: readonly { readonly condition: List; readonly body: List }[];
  readonly otherwise: List | undefined;
}

export interface Loop extends Span {
  readonly kind: "while" | "until";
  readonly condition: List;
  readonly body: List;
}

export interface For extends Span {
  readonly kind: "for";
  readonly name: Word;
  /** Undefined without `in`: the arguments of the script. */
  readonly words: readonly Word[] | undefined;
  readonly body: List;
}

export interface Case extends Span {
  readonly kind: "case";
  readonly subject: Word;
  readonly branches: readonly CaseBranch[];
}

export interface CaseBranch extends Span {
  readonly patterns: readonly Word[];
  readonly body: List;
}

/** A bash command that djblint keeps as it stands: `[[ ... ]]` and `(( ... ))`. */
export interface Opaque extends Span {
  readonly kind: "condition" | "arithmetic-command";
  readonly text: string;
}

/** `NAME=VALUE` in front of a command, or on its own. */
export interface Assignment extends Span {
  readonly kind: "assignment";
  readonly name: string;
  readonly append: boolean;
  readonly value: Word;
}

export type RedirectOperator = "<" | ">" | ">>" | "<&" | ">&" | "<>" | ">|" | "<<" | "<<-" | "<<<" | "&>" | "&>>";

export interface Redirect extends Span {
  readonly kind: "redirect";
  /** Only where it is written; `<` means 0 and `>` means 1 otherwise. */
  readonly descriptor: number | undefined;
  readonly operator: RedirectOperator;
  readonly target: Word;
  readonly hereDocument: HereDocument | undefined;
}

export interface HereDocument extends Span {
  readonly delimiter: string;
  /** A quoted delimiter switches expansion off. */
  readonly literal: boolean;
  readonly parts: readonly WordPart[];
}

export interface Word extends Span {
  readonly kind: "word";
  readonly parts: readonly WordPart[];
}

export type WordPart =
  | TextPart
  | DoubleQuoted
  | Parameter
  | CommandSubstitution
  | Arithmetic
  | ArrayValue
  | ProcessSubstitution;

/** Text without lines joined by a backslash, and without the quotes. */
export interface TextPart extends Span {
  readonly kind:
    | "bare"
    | "escaped" // \ and one byte
    | "single-quoted"
    | "dollar-quoted" // $'...' of bash, its escapes as they stand
    | "text" // between double quotes, in here-documents and arithmetic
    | "tilde"; // ~ and perhaps an account
  readonly text: string;
}

export interface DoubleQuoted extends Span {
  readonly kind: "double-quoted";
  readonly parts: readonly WordPart[];
}

/** `$name`, `${name}` and `${name op word}`. */
export interface Parameter extends Span {
  readonly kind: "parameter";
  /** Empty for a form that no shell knows, such as `${}`. */
  readonly name: string;
  readonly braced: boolean;
  /** `:-` and its like, `length` for `${#name}`, the byte behind the name of an unknown form; undefined: the value. */
  readonly operator: string | undefined;
  /** The word behind the operator. */
  readonly parts: readonly WordPart[];
}

export interface CommandSubstitution extends Span {
  readonly kind: "substitution";
  readonly style: "dollar" | "backquote";
  readonly list: List;
}

export interface Arithmetic extends Span {
  readonly kind: "arithmetic";
  readonly parts: readonly WordPart[];
}

export interface ArrayValue extends Span {
  readonly kind: "array";
  readonly words: readonly Word[];
}

export interface ProcessSubstitution extends Span {
  readonly kind: "process";
  readonly direction: "<" | ">";
  readonly list: List;
}
