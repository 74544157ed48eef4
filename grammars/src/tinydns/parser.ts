/**
 * The grammar of a data line, at field level: `selector field (':' field)*`, a comment, or a disabled line.
 * It says which fields a line has; what the fields mean is the business of others.
 */
import { EmbeddedActionsParser, type IToken, type TokenType } from "chevrotain";
import { type LineType, lineTypeOf } from "./fields.js";
import { HASH, type LineScanner, MINUS } from "./scanner.js";
import { Colon, Comment, Disabled, FieldText, SELECTORS, TOKENS, Unknown } from "./tokens.js";

/** What the parser decided for every line of the same form. */
export interface LineShape {
  readonly kind: "record" | "comment" | "disabled" | "fault";
  /** Undefined for comments and faults. */
  readonly type: LineType | undefined;
  /** Bit n is set when field n is there and not empty. */
  readonly present: number;
  readonly fieldCount: number;
}

export class DataLineParser extends EmbeddedActionsParser {
  private present = 0;
  private field = 0;
  private type: LineType | undefined;

  /** Validations are for tests. */
  constructor(skipValidations = true) {
    super(TOKENS, { recoveryEnabled: false, maxLookahead: 1, skipValidations });
    this.performSelfAnalysis();
  }

  readonly dataLine = this.RULE("dataLine", (): LineShape => {
    let kind: LineShape["kind"] = "record";
    this.ACTION(() => {
      this.present = 0;
      this.field = 0;
      this.type = undefined;
    });
    this.OR([
      {
        ALT: () => {
          this.CONSUME(Comment);
          kind = "comment";
        },
      },
      {
        ALT: () => {
          this.CONSUME(Disabled);
          kind = "disabled";
        },
      },
      { ALT: () => this.SUBRULE(this.record) },
    ]);
    return { kind, type: this.type, present: this.present, fieldCount: this.field + 1 };
  });

  private readonly record = this.RULE("record", () => {
    const selector = this.SUBRULE(this.selector);
    this.SUBRULE(this.fieldText);
    this.MANY(() => {
      this.CONSUME(Colon);
      this.ACTION(() => this.field++);
      this.SUBRULE2(this.fieldText);
    });
    this.ACTION(() => {
      this.type = lineTypeOf(selector.startOffset);
    });
  });

  private readonly selector = this.RULE(
    "selector",
    (): IToken => this.OR([...SELECTORS.values()].map((token, index) => ({ ALT: () => this.consume(index, token) }))),
  );

  private readonly fieldText = this.RULE("fieldText", () => {
    this.OPTION(() => {
      this.CONSUME(FieldText);
      this.ACTION(() => {
        this.present |= 1 << this.field;
      });
    });
  });
}

/** One for all: a Chevrotain parser takes milliseconds to make. */
let parser: DataLineParser | undefined;

const FAULT: LineShape = { kind: "fault", type: undefined, present: 0, fieldCount: 0 };

/** Positions above this share a shape: no line type has so many fields. */
const COUNTED_FIELDS = 16;

/**
 * Parses lines. Lines of the same form (first byte, number of fields, which of them are empty) are parsed once: a file
 * of a million lines has a few dozen forms.
 */
export class LineParser {
  private readonly shapes = new Map<number, LineShape>();
  /** The last shape of each first byte: most lines are like the last one of their type. */
  private readonly lastKeys = new Int32Array(256);
  private readonly lastShapes: LineShape[] = new Array(256).fill(FAULT);
  private readonly tokens: IToken[] = [];

  /** The shape of a line that is not blank. */
  shapeOf(line: LineScanner): LineShape {
    const { code } = line;
    if (code === HASH || code === MINUS) return this.remembered(code, line, 0, 1);
    return this.remembered(code, line, line.present, Math.min(line.fieldCount, COUNTED_FIELDS));
  }

  private remembered(code: number, line: LineScanner, present: number, count: number): LineShape {
    const key = code | (count << 8) | (present << 13);
    if (this.lastKeys[code] !== key) {
      this.lastShapes[code] = this.find(key, line);
      this.lastKeys[code] = key;
    }
    return this.lastShapes[code];
  }

  private find(key: number, line: LineScanner): LineShape {
    let shape = this.shapes.get(key);
    if (shape === undefined) {
      shape = this.parse(line);
      this.shapes.set(key, shape);
    }
    return shape;
  }

  /** The parser's own answer, without the memory of earlier lines. */
  parse(line: LineScanner): LineShape {
    parser ??= new DataLineParser();
    parser.input = this.tokenize(line);
    const shape = parser.dataLine();
    const isFault = parser.errors.length > 0;
    // Errors keep where they came from, and so all that was being looked at then.
    parser.reset();
    return isFault ? FAULT : shape;
  }

  private tokenize(line: LineScanner): IToken[] {
    const { tokens } = this;
    tokens.length = 0;
    tokens.push(token(selectorOf(line.code), line.code));
    if (line.code === HASH || line.code === MINUS) return tokens;
    for (let field = 0; field < Math.min(line.fieldCount, COUNTED_FIELDS); field++) {
      if (field > 0) tokens.push(token(Colon, 0));
      if (line.to(field) > line.from(field)) tokens.push(token(FieldText, 0));
    }
    return tokens;
  }
}

function selectorOf(code: number): TokenType {
  if (code === HASH) return Comment;
  if (code === MINUS) return Disabled;
  return SELECTORS.get(code) ?? Unknown;
}

/** The grammar needs the kind of a token and, for selectors, the byte; it goes into `startOffset`. */
function token(tokenType: TokenType, code: number): IToken {
  return { image: "", startOffset: code, tokenType, tokenTypeIdx: tokenType.tokenTypeIdx! };
}
